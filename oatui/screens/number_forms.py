"""The small forms of the number book; a refusal stands under its field, what was done is said on the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from oatui.i18n import N_, _, sentence
from oatui.rules import entry
from oatui.rules.kinds import KINDS
from oatui.rules.moment import past_day
from oatui.rules.numbering import LETTER, number_text
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.asking import Said, ask
from oatui.screens.digit_choice import DigitChoice
from oatui.screens.digit_choice import Line as Choice
from oatui.screens.document_form import date_words, kind_picks, remark, section_field
from oatui.screens.page import WAITING, Page
from oatui.store import (
    book_year,
    documents,
    earlier_names,
    number_book,
    number_lines,
    register_lines,
    seal_register,
)
from oatui.store.number_lines import Line
from oatui.widgets.form import Field

# under which field a refusal is shown; whatever else stands under the first one
FIELD_OF = {
    "book.count": "count",
    "book.no_purpose": "purpose",
    "book.no_requester": "by",
    "book.expiry": "until",
    "book.no_title": "title",
    "book.secret": "title",
    "book.no_section": "section",
    "book.no_hand": "by",
    "book.future": "dated",
    "book.date_outside": "dated",
    "book.no_reason": "reason",
    "book.no_decider": "by",
    "book.no_gap_reason": "reason",
    "book.no_explainer": "by",
    "book.no_approver": "by",
    "book.no_reopen_reason": "reason",
    "book.no_lead": "lead",
    "numbering.no_title": "title",
    "numbering.secret": "title",
    "numbering.kind_unknown": "kind",
    "numbering.request_report": "kind",
    "numbering.not_a_letter": "kind",
}
# what is entered by hand
ENTRIES = (
    ("off_line", N_("线下占用的号")),
    ("letter", N_("不编号的便函")),
    ("joint", N_("联合行文")),
)
MOST_OFFERED = 9
LookAt = Callable[[str], None]  # show the book of a series, "" those without a number of ours


def office_head(page: Page) -> str:
    """Who approves by default: the office head, or who stands in today."""
    return seal_register.proposed(page.store, page.desk.clock.now())


# ------------------------------------------------------------------ reserve, use, lapse


def reserve(page: Page, series: str, look_at: LookAt) -> None:
    """Keep the next numbers of this year for a purpose; `look_at` shows the book that they went into."""
    known = [one.code for one in documents.known_series(page.store)]
    year = page.desk.clock.now().year
    fields = [
        Field("series", N_("代字"), value=series if series in known else known[0],
              choices=tuple((code, code) for code in known)),
        Field("purpose", N_("用途"), hint=N_("如：党组会纪要，等签发后取用")),
        Field("by", N_("申请人"), value=earlier_names.last_requester(page.store, year) or page.desk.operator),
        Field("count", N_("几个号"), value="1", read=_count),
        Field("until", N_("预留到"), hint=N_("不填到年底；也可填 1215、+10"), read=partial(_until, page),
              echo=date_words),
    ]  # fmt: skip

    async def do(values: dict[str, Any]) -> Said:
        made = await page.desk.session.asking(
            number_book.reserve, values["series"], values["purpose"], values["by"], count=values["count"],
            expires=values["until"],
        )  # fmt: skip
        look_at(values["series"])
        return _("已预留 {numbers:list}", numbers=[one.number for one in made])

    note = _("留 {year} 年的下一个号，编号从后面接着编；到期没用的登记为预留未用", year=year)
    ask(page, _("预留号"), fields, do, FIELD_OF, note, waits=_waits(page))


def use(page: Page, line: Line) -> None:
    """Let a signed paper take a reserved number, of those that wait in its series and year."""
    waiting = [
        paper for paper in book_year.waiting(page.store, line.year) if paper.series == line.series
    ][:MOST_OFFERED]  # fmt: skip
    if not waiting:
        page.say(_("没有等着编号的 {series} 公文；签发以后再取用", series=line.series))
        return
    fields = [
        Field("document", N_("哪份公文"), choices=tuple((str(one.id), one.title) for one in waiting)),
    ]

    async def do(values: dict[str, Any]) -> Said:
        made = await page.desk.session.number(int(values["document"]), line.id, page.calendar)
        return Verdict("12-1", Level.OK, "numbering.given", {"number": made.number})

    note = _("为“{purpose}”预留，申请人 {name}", purpose=line.purpose, name=line.person)
    ask(page, _("用 {number}", number=line.number), fields, do, FIELD_OF, note, waits=_waits(page))


def lapse(page: Page, line: Line) -> None:
    """A reservation that ran out unused gets its line."""
    fields = [Field("by", N_("谁决定的"), value=office_head(page))]

    async def do(values: dict[str, Any]) -> Said:
        await page.desk.record(number_book.lapse, line.id, values["by"])
        return _("{number} 已登记为预留未用", number=line.number)

    note = _("为“{purpose}”预留到 {expires:date}，没有用；号不再用，写进空号说明",
             purpose=line.purpose, expires=line.expires)  # fmt: skip
    ask(page, _("{number} 预留未用", number=line.number), fields, do, FIELD_OF, note)


# ------------------------------------------------------------------ off line, letters, joint papers


def enter(page: Page, series: str, year: int, look_at: LookAt) -> None:
    """What kind of line is entered by hand, then its form."""

    def chosen(what: str | None) -> None:
        if what == "off_line":
            off_line(page, series, year, look_at=look_at)
        elif what == "letter":
            letter(page, look_at)
        elif what == "joint":
            joint(page, look_at)

    lines = [Choice(str(digit), key, sentence(_(words))) for digit, (key, words) in enumerate(ENTRIES, 1)]
    page.desk.push_screen(DigitChoice(_("补登登记簿"), lines), chosen)


def off_line(
    page: Page, series: str, year: int, sequence: int | None = None, look_at: LookAt | None = None
) -> None:
    """A number that was given by hand outside; its sequence alone is enough."""
    code = series or documents.known_series(page.store)[0].code
    typed = {"number": "", "short": ""}

    def whole(text: str) -> str:
        short = unicodedata.normalize("NFKC", text).strip()
        typed["short"] = short if short.isdecimal() else ""
        return number_text(code, year, int(short)) if typed["short"] else text.strip()

    def stands(number: str) -> str:
        typed["number"] = number
        found = _stands(page, number)
        return f"{number}  {found}" if typed["short"] else found

    def fits(dated: date) -> str:
        """The day, and whether it stands between those of the numbers beside it (倒号)."""
        found = number_book.out_of_order(page.store, typed["number"], dated)
        return "\n".join([date_words(dated), *map(remark, found)])

    fields = [
        Field("number", N_("发文字号"), value=f"{code}〔{year}〕{sequence}" if sequence else "", read=whole,
              echo=stands, hint=_("只打序号，如 5；别的写全 {number}", number=number_text(code, year, 5))),
        Field("title", N_("标题")),
        Field("kind", N_("文种"), offers=KINDS, picks=kind_picks(), hint=N_("可以不填"), read=_kind),
        section_field(page.store, "section", N_("拟稿科室")),
        Field("dated", N_("成文日期"), hint=N_("如 1120、11月20日"), read=partial(_dated, page), echo=fits),
        Field("signer", N_("签发人"), value=earlier_names.last_person(page.store, "chief_sign", "")),
        Field("by", N_("谁编的号"), value=page.desk.operator),
    ]  # fmt: skip

    async def do(values: dict[str, Any]) -> Said:
        made = await page.desk.record(
            number_book.enter_off_line, values["number"], values["title"], values["section"], values["dated"],
            values["by"], kind=values["kind"], signer=values["signer"],
        )  # fmt: skip
        if look_at:
            look_at(made.line.series)
        # that it is entered first: a remark alone reads as if it were not
        entered = _("已登记 {number}", number=made.line.number)
        return "  ".join([entered, *map(remark, _weighty(made.notes)[:1])])

    ask(page, _("登记线下占用的号"), fields, do, FIELD_OF, _("在外面手工编的号；已编的、预留的不能再登"))


def letter(page: Page, look_at: LookAt) -> None:
    """A letter that was sealed without a number (10-4)."""
    fields = [
        Field("title", N_("标题")),
        Field("kind", N_("文种"), value=LETTER, offers=KINDS, picks=kind_picks(), read=_kind),
        section_field(page.store, "section", N_("拟稿科室")),
        Field("dated", N_("成文日期"), hint=N_("如 1120、11月20日"), read=partial(_dated, page), echo=date_words),
        Field("signer", N_("签发人"), value=earlier_names.last_person(page.store, "chief_sign", "")),
        Field("by", N_("拟稿人")),
    ]  # fmt: skip

    async def do(values: dict[str, Any]) -> Said:
        await page.desk.record(
            register_lines.register_letter, values["title"], values["kind"], values["section"], values["dated"],
            by=values["by"], signer=values["signer"],
        )  # fmt: skip
        look_at("")
        return _("已登记不编号的便函：{title}", title=values["title"])

    ask(page, _("登记不编号直接盖章的便函"), fields, do, FIELD_OF, _("不占号，登记簿里照样有一行（10-4）"))


def joint(page: Page, look_at: LookAt) -> None:
    """A paper that another unit leads, with its number."""
    fields = [
        Field("number", N_("牵头单位文号"), hint=N_("照文件上的写")),
        Field("lead", N_("牵头单位")),
        Field("title", N_("标题")),
        Field("kind", N_("文种"), offers=KINDS, picks=kind_picks(), hint=N_("可以不填"), read=_kind),
        section_field(page.store, "section", N_("拟稿科室")),
        Field(
            "dated", N_("成文日期"), hint=N_("如 1120、11月20日"), read=partial(_dated, page), echo=date_words
        ),
    ]

    async def do(values: dict[str, Any]) -> Said:
        await page.desk.record(
            register_lines.register_joint, values["number"], values["lead"], values["title"], values["kind"],
            values["section"], values["dated"],
        )  # fmt: skip
        look_at("")
        return _("已登记联合行文 {number}", number=values["number"])

    ask(page, _("登记联合行文"), fields, do, FIELD_OF, _("用牵头单位的发文字号，不占本单位的号"))


# ------------------------------------------------------------------ void, gaps, the year


def void(page: Page, line: Line) -> None:
    """作废; an entry made by hand may also have been a mistake."""
    fields = [
        Field("reason", N_("原因"), hint=N_("如：内容变更不再印发")),
        Field("by", N_("谁决定的"), value=office_head(page)),
    ]
    if line.way in {"off_line", "imported"}:
        kinds = (("", N_("作废：号用过，不再用")), ("yes", N_("登记错了：号没有用过")))
        fields.insert(0, Field("mistaken", N_("怎么回事"), choices=kinds))

    async def do(values: dict[str, Any]) -> Said:
        if line.sequence:
            wrong = bool(values.get("mistaken"))
            await page.desk.record(number_book.void, line.id, values["reason"], values["by"], mistaken=wrong)
            words = N_("{number} 已按登记有误处理") if wrong else N_("{number} 已作废，不再使用")
        else:
            await page.desk.record(register_lines.strike, line.id, values["reason"], values["by"])
            words = N_("{number} 已作废，不再使用")
        return _(words, number=line.number)

    note = f"{line.words}  " + _("作废的号不再使用，登记簿里留一行")
    ask(page, _("作废 {number}", number=line.number), fields, do, FIELD_OF, note.strip())


def explain(page: Page, line: Line) -> None:
    """Why nothing stands for a number, or for several that follow one another."""
    fields = [
        Field("reason", N_("原因"), hint=N_("如：线下编号时跳号")),
        Field("by", N_("谁说明的"), value=page.desk.operator),
    ]
    if line.first != line.sequence:
        fields.insert(0, Field("last", N_("说明到"), value=str(line.sequence), read=partial(_last, line)))

    async def do(values: dict[str, Any]) -> Said:
        last = values.get("last", line.sequence)
        made = await page.desk.record(
            number_book.explain, line.series, line.year, line.first, last, values["reason"], values["by"]
        )
        return _("已说明 {n} 个空号", n=len(made))

    note = _("线下用了的不在这里说明：按 F3 退出，再按 F5 补登")
    ask(page, _("说明空号 {number}", number=line.number), fields, do, FIELD_OF, note)


def close_or_reopen(page: Page, year: int) -> None:
    """年度关簿, or a closed book opened again."""
    closed = book_year.closed_by(page.store, year) is not None
    fields = [Field("by", N_("批准人"), value=office_head(page), hint=N_("办公室负责人"))]
    if closed:
        fields.append(Field("reason", N_("重开的原因")))

    async def do(values: dict[str, Any]) -> Said:
        if closed:
            await page.desk.session.asking(book_year.reopen_year, year, values["by"], values["reason"])
            return _("{year} 年号簿已重开", year=year)
        await page.desk.session.asking(book_year.close_year, year, values["by"])
        return _("{year} 年号簿已关，{by} 批准", year=year, by=values["by"])

    question = N_("重开 {year} 年号簿") if closed else N_("{year} 年度关簿")
    note = "" if closed else _("关簿以后，{year} 年的号不再增减", year=year)
    ask(page, _(question, year=year), fields, do, FIELD_OF, note, waits=_waits(page))


def _waits(page: Page) -> str:
    """What a form says while the county's hub is asked; nothing where the book is here."""
    return _(WAITING) if page.desk.session.asks_elsewhere else ""


# ------------------------------------------------------------------ what is typed


def _count(text: str) -> int:
    typed = text.strip() or "1"
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4):
        raise refuse("book.count", most=20)
    return int(typed)


def _until(page: Page, text: str) -> date | None:
    if not text.strip():
        return None
    return entry.parse_date(text, page.desk.clock.now().date(), page.calendar, past_days=0)


def _kind(text: str) -> str:
    """A kind by its digit, as when a paper is drafted; an old register may have words of its own."""
    typed = text.strip()
    return KINDS[int(typed) - 1] if typed.isdecimal() and 1 <= int(typed) <= len(KINDS) else typed


def _dated(page: Page, text: str) -> date:
    return past_day(text, page.desk.clock.now().date(), page.calendar)


def _last(line: Line, text: str) -> int:
    typed = text.strip()
    if not (
        typed.isascii() and typed.isdigit() and len(typed) < 7 and line.first <= int(typed) <= line.sequence
    ):
        raise refuse("book.no_gap", first=line.first, last=line.sequence)
    return int(typed)


def _stands(page: Page, typed: str) -> str:
    """What the book has for a number while it is typed: taken, or what it would leave open."""
    from oatui.rules.numbering import check_number

    check = check_number(typed, documents.known_series(page.store))
    if not check.ok or check.series is None or check.year is None or check.sequence is None:
        return ""
    if line := number_lines.find(page.store, check.series, check.year, check.sequence):
        if line.state == "reserved":
            return _("这个号为“{purpose}”预留：公文登记签批以后，在公文页按 F7 选它", purpose=line.purpose)
        return _("这个号已有：{title}", title=line.words or line.reason)
    last = number_lines.highest(page.store, check.series, check.year)
    if check.sequence > last + 1:
        if check.sequence == last + 2:
            return _("前面空出 {n} 号", n=last + 1)
        return _("前面空出 {first} 至 {last} 号", first=last + 1, last=check.sequence - 1)
    return _("这个号还空着") if check.repaired is None else _("写成 {number}", number=check.repaired)


def _weighty(notes: Sequence[Verdict]) -> list[Verdict]:
    """Warnings before notes; what was repaired last."""
    order = {
        "book.earlier_than_before": 0,
        "book.later_than_after": 0,
        "book.leaves_gap": 1,
        "book.leaves_one": 1,
    }
    return sorted(notes, key=lambda one: (order.get(one.key, 2), one.level is Level.NOTE))


def iso_day(text: str | None) -> date:
    """The day of a reservation."""
    return date.fromisoformat(text or "9999-12-31")
