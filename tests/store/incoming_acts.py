"""Acts on incoming papers and on attachments, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from oatui.rules.attachments import Attached
from oatui.rules.incoming import RETURNS, ROLES, STEP_WORDS
from oatui.rules.workdays import Calendar
from oatui.store import (
    attachments,
    incoming,
    incoming_belongs,
    incoming_course,
    incoming_matters,
    incoming_passing,
)
from oatui.store.database import Store

PEOPLE = ["赵副局长", "钱副局长", "业务股 李某"]
CALENDAR = Calendar(years={2026: "公历"})  # the plain week: 2027 waits for its calendar


def _pick(store: Store, table: str, number: int) -> int:
    ids = [row[0] for row in store.rows(f"select id from {table} order by id")]
    return ids[number % len(ids)] if ids else 0


def _paper(store: Store, number: int) -> int:
    return _pick(store, "incoming", number)


def _take_in(store: Store, a: int, b: int) -> None:
    due = (date(2026, 12, 1 + b), None) if b % 3 == 0 else None
    urgency = ("", "urgent", "extra")[a % 3]
    incoming.register_paper(
        store,
        f"来文机关{a % 4}",
        f"关于第{b}件事的通知",
        number=f"示政发[2026]{b}号",
        urgency=urgency,
        due=due,
    )


def _direct(store: Store, a: int, b: int) -> None:
    incoming_passing.direct(
        store, _paper(store, a), proposal=f"拟办{b}", instruction="同意" if b % 2 else "",
        instructed_by="王局长", unit="业务股", handler=("李某", "")[b % 2],
        due=(date(2026, 12, 1 + b), None) if b % 3 else None,
    )  # fmt: skip


def _become(store: Store, a: int, b: int) -> None:
    kind = ("supervision", "instruction", "inspection")[b % 3]
    channel = "" if kind == "inspection" else ("collect", "oa")[a % 2]
    steps = {"notified": (store.clock.now(), "")} if channel == "collect" and b % 2 else {}
    incoming_matters.become(store, _paper(store, a), kind, CALENDAR, channel=channel, steps=steps)


def _answer(store: Store, a: int, b: int) -> None:
    incoming_course.answer(store, _paper(store, a), _pick(store, "document", b))


def _belong(store: Store, a: int, b: int) -> None:
    sent = store.value(
        "select id from document d where number is not null and not exists "
        "(select 1 from number n where n.document = d.id and n.state = 'void') order by id"
    )
    incoming_belongs.belong(store, _paper(store, a), sent if b else None)


def _attach(store: Store, a: int, b: int) -> None:
    name, kind = (("甲.docx", "docx"), ("乙.xlsx", "xlsx"), ("丙.pdf", "pdf"), ("丁.jpg", "picture"))[b % 4]
    attachments.attach(store, _pick(store, "document", a), [(Attached(f"{a}{name}", kind, b), f"{b:064x}")])


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "take in": _take_in,
    "put right": lambda s, a, b: incoming.correct(s, _paper(s, a), title=f"改为第{b}件事"),
    "direct": _direct,
    "pass on": lambda s, a, b: incoming_passing.pass_on(
        s, _paper(s, a), PEOPLE[: 1 + b % 3], tuple(ROLES)[b % 4]
    ),
    "receipt": lambda s, a, b: incoming_passing.sign_for(s, _paper(s, a), PEOPLE[b % 3]),
    "chase": lambda s, a, b: incoming_course.chase(s, _paper(s, a), words="请抓紧"),
    "answer": _answer,
    "belong": _belong,
    "end paper": lambda s, a, b: incoming_course.end(s, _paper(s, a), f"结果{b}", late_because="等数据"),
    "reopen paper": lambda s, a, b: incoming_course.reopen(s, _paper(s, a), f"补充{b}"),
    "shelve": lambda s, a, b: incoming_course.file(s, _paper(s, a), f"2026-{b}"),
    "send back": lambda s, a, b: incoming_course.send_back(s, _paper(s, a), tuple(RETURNS)[b % 6], "补正"),
    "void paper": lambda s, a, b: incoming_course.void(s, _paper(s, a), "重复登记"),
    "become": _become,
    "fetch": lambda s, a, b: incoming_matters.do_step(s, _paper(s, a), tuple(STEP_WORDS)[b % 5], "李某"),
    "limit": lambda s, a, b: incoming_matters.set_due(
        s, _paper(s, a), (date(2026, 12, 1 + b), None) if b % 2 else None, CALENDAR
    ),
    "summon": lambda s, a, b: incoming_matters.link_meeting(s, _paper(s, a), _pick(s, "meeting", b)),
    "ask for": lambda s, a, b: incoming_matters.ask_items(s, _paper(s, a), [f"资料{b}", "台账"]),
    "supply": lambda s, a, b: incoming_matters.supply(s, _pick(s, "incoming_item", a), f"李某{b}"),
    "attach": _attach,
    "detach": lambda s, a, b: attachments.detach(s, _pick(s, "attachment", a), f"换新的{b}"),
}

# a day on which each of them happens; a document and a meeting are there before
DAY = [
    ("take in", 0, 0), ("take in", 1, 1), ("take in", 2, 2), ("put right", 0, 5), ("direct", 0, 1), ("pass on", 0, 0),
    ("receipt", 0, 0), ("chase", 0, 0), ("become", 0, 3), ("fetch", 0, 1), ("limit", 1, 0), ("summon", 1, 0),
    ("become", 1, 2), ("ask for", 1, 0), ("supply", 0, 0), ("answer", 0, 0), ("belong", 0, 1), ("end paper", 0, 0), ("shelve", 0, 1),
    ("reopen paper", 0, 0), ("send back", 1, 0), ("void paper", 2, 0), ("attach", 0, 0), ("detach", 0, 0),
]  # fmt: skip
