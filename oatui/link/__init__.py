"""Beyond one desk: sub-venues and other desks, over the office's network. One contract, whoever answers it."""
