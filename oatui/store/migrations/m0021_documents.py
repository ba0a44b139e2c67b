"""Ten years of documents: the last signer of a step and the sections are found by index."""

TABLES = """
create index document_fact_signed on document_fact(step, recorded_at) where kind = 'signed';
create index document_section on document(section, recorded_at, id)"""
