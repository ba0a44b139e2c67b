"""Acts on the number book, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from oatui.rules.number_book import Gap
from oatui.store import book_year, documents, ledger, number_book, number_lines, numbers, register_lines
from oatui.store.database import Store


def _signed(store: Store, a: int, kind: str, series: str) -> int:
    """A paper of its own with its four signatures."""
    paper = documents.draft(store, f"关于第{a}件事的{kind}", kind, series, "业务股", "刘某某")
    for name in ("王股长", "李主任", "张局长", "赵书记"):
        documents.sign(store, paper.id, name)
    return paper.id


def _pick(store: Store, sql: str, number: int) -> int:
    ids = [row[0] for row in store.rows(sql)]
    return ids[number % len(ids)] if ids else 0


def _number(store: Store, a: int, state: str = "") -> int:
    where = f"where state = '{state}'" if state else ""
    return _pick(store, f"select id from number {where} order by id", a)


def _reserve(store: Store, a: int, b: int) -> None:
    last = store.clock.now().date() + timedelta(days=b)
    number_book.reserve(store, "嘉商务字", f"用途{a}", "张某", count=1 + b % 2, expires=last)


def _off_line(store: Store, a: int, b: int) -> None:
    today = store.clock.now().date()
    written = f"嘉商务字[{today.year}]{1 + b}号"
    number_book.enter_off_line(
        store, written, f"关于第{a}项工作的通知", "业务股", today, "刘某某", kind="通知"
    )


def _explain(store: Store, a: int, b: int) -> None:
    gaps = number_lines.gaps(store, store.clock.now().year - b % 2) or [Gap("嘉商务字", 2026, 1, 1)]
    gap = gaps[a % len(gaps)]
    number_book.explain(store, gap.series, gap.year, gap.first, gap.first, "线下跳号", "李主任")


def _ledger(store: Store, a: int, b: int) -> None:
    """A few numbers of last year, one void, and a letter without a number."""
    year = store.clock.now().year - 1
    plain = {
        "year": year, "title": f"旧文{b}", "kind": "通知", "section": "办公室", "dated": f"{year}-03-01",
        "person": "", "signer": "赵书记", "reason": "", "state": "given", "more": {"copies": "10"},
    }  # fmt: skip
    rows = [plain | {"series": "嘉商务字", "sequence": 1 + a % 3 + n} for n in range(2)]
    rows.append(plain | {"series": "嘉商务字", "sequence": 3 + a % 3, "state": "void", "reason": "作废"})
    rows.append(plain | {"series": "", "sequence": None})
    ledger.import_ledger(store, rows, "旧台账.xlsx")


def _letter(store: Store, a: int, b: int) -> None:
    """A letter without a number: through the chain, or only its line; or a paper with the lead unit's number."""
    today = store.clock.now().date()
    if b % 4 == 0:
        numbers.give_number(store, _signed(store, a, "函", ""))
    elif b % 4 == 1:
        register_lines.register_letter(store, f"关于第{a}件事的函", "函", "业务股", today, by="刘某某")
    elif b % 4 == 2:
        register_lines.register_joint(
            store, f"嘉财字〔{today.year}〕{a}号", "县财政局", f"关于第{a}件事的通知", "通知", "业务股", today
        )
    else:
        paper = _signed(store, a, "通知", "嘉商务字")
        register_lines.take_joint_number(store, paper, f"嘉财字〔2026〕{b}号", "县财政局")


def _strike(store: Store, a: int, b: int) -> None:
    line = _pick(store, "select id from register_line order by id", a)
    register_lines.strike(store, line, f"原因{b}", "李主任")


def _shut(store: Store, a: int, b: int) -> None:
    """Close the book of last year, or open it again."""
    year = store.clock.now().year - 1
    if b % 2:
        book_year.reopen_year(store, year, "李主任", f"补登{a}")
    else:
        book_year.close_year(store, year, "李主任")


def _use(store: Store, a: int, b: int) -> None:
    """A paper takes a reserved number."""
    paper = _signed(store, a, "通知", "嘉商务字")
    numbers.give_number(store, paper, reserved=_number(store, b, "reserved"))


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "reserve": _reserve,
    "use number": _use,
    "lapse": lambda s, a, b: number_book.lapse(s, _number(s, a, "reserved"), "李主任"),
    "off line": _off_line,
    "void number": lambda s, a, b: number_book.void(
        s, _number(s, a), f"原因{b}", "李主任", mistaken=bool(b % 2)
    ),
    "explain": _explain,
    "ledger": _ledger,
    "letter": _letter,
    "strike": _strike,
    "shut": _shut,
}

# a day on which each of them happens, and one more until a reservation is due
DAY = [
    ("reserve", 0, 1), ("use number", 1, 0), ("off line", 0, 9), ("explain", 0, 0), ("void number", 0, 0),
    ("off line", 0, 15), ("ledger", 0, 0), *[("letter", n, n) for n in range(4)], ("strike", 0, 0), ("strike", 2, 0),
    ("shut", 0, 0), ("shut", 0, 1), ("shut", 0, 0), ("reserve", 0, 0), ("wait", 4000, 0), ("lapse", 0, 0),
]  # fmt: skip
