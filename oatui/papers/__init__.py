"""What papers say: rows of the store put into the words of files/, so that either floor stays ignorant of the other."""
