"""Attachments as facts: taken in all or none, removed as a further fact, judged again when asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from oatui.rules.attachments import Attached, passes
from oatui.rules.verdict import Refused
from oatui.store import attachments, doctor, documents
from oatui.store.database import Store
from tests.store.acts import content

DOC, SHEET, PDF = (
    Attached("通知.docx", "docx", 10),
    Attached("表.xlsx", "xlsx", 20),
    Attached("扫描.pdf", "pdf", 30),
)


@pytest.fixture
def paper(store: Store) -> int:
    return documents.draft(store, "关于某事的通知", "通知", "嘉商务字", "业务股", "刘某某").id


@contextmanager
def refused(key: str) -> Iterator[None]:
    with pytest.raises(Refused) as no:
        yield
    assert no.value.verdict.key == key


def test_kept_as_facts_in_order(store: Store, paper: int) -> None:
    assert attachments.verdicts(store, paper) == []
    made = attachments.attach(store, paper, [(DOC, "a" * 64), (SHEET, "b" * 64)])
    assert [(one.file, one.sha256, one.at[:16], one.actor) for one in made] == [
        (DOC, "a" * 64, "2026-11-24T08:20", "刘某某"), (SHEET, "b" * 64, "2026-11-24T08:20", "刘某某"),
    ]  # fmt: skip
    assert attachments.listed(store, paper) == made
    assert [verdict.key for verdict in attachments.verdicts(store, paper)] == ["attachment.all_office"]
    assert doctor.examine(store).ok


def test_all_or_none(store: Store, paper: int) -> None:
    before = content(store)
    with refused("attachment.picture"):
        attachments.attach(store, paper, [(DOC, ""), (Attached("照片.jpg", "picture"), "")])
    with refused("attachment.no_files"):
        attachments.attach(store, paper, [])
    with refused("attachment.classified"):
        attachments.attach(store, paper, [(DOC._replace(mark="机密★"), "")])
    with refused("document.unknown"):
        attachments.attach(store, 99, [(DOC, "")])
    assert content(store) == before


def test_the_set_is_judged_with_what_is_there(store: Store, paper: int) -> None:
    attachments.attach(store, paper, [(PDF, "")])
    with refused("attachment.several_pdfs"):
        attachments.attach(store, paper, [(Attached("二.pdf", "pdf"), "")])
    with refused("attachment.same_name"):
        attachments.attach(store, paper, [(PDF, "c")])
    attachments.attach(store, paper, [(DOC, "")])
    found = attachments.verdicts(store, paper)
    assert [verdict.key for verdict in found] == ["attachment.mixed"] and passes(found)


def test_removed_as_a_further_fact(store: Store, paper: int) -> None:
    (one,) = attachments.attach(store, paper, [(PDF, "")])
    with refused("attachment.remove_reason"):
        attachments.detach(store, one.id, " ")
    assert attachments.detach(store, one.id, "换成合并后的").file == PDF
    assert attachments.listed(store, paper) == []
    assert store.value("select removed_because from attachment") == "换成合并后的"
    with refused("attachment.removed_before"):
        attachments.detach(store, one.id, "x")
    with refused("attachment.id_unknown"):
        attachments.detach(store, 99, "x")
    # its name is free again, and its id is not given twice
    (again,) = attachments.attach(store, paper, [(PDF, "")])
    assert again.id == one.id + 1
    assert doctor.examine(store).ok
