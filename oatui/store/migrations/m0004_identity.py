"""逐人核对 as an option of a meeting."""

TABLES = """
alter table meeting add column confirm integer not null default 0"""
