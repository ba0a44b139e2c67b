"""A paper's 成文日期 stands with it: of a joint paper it is the last signer's day, not our chief's."""

TABLES = """
alter table document add column dated text;
update document set dated = (select substr(f.at, 1, 10) from document_fact f
    join event e on e.origin = f.origin and e.seq = f.seq
    where f.document = document.id and f.step = 'chief_sign' order by e.rowid desc limit 1)"""
