"""What the year's registers say on paper, read from the store: outgoing, incoming, seals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from oatui.clock import from_iso, to_second
from oatui.files.official_text import day, listed
from oatui.files.registers_out import Book, IncomingLine, OutgoingLine, SealLine
from oatui.papers.number_papers import gap_list
from oatui.rules.incoming import STATES as INCOMING_STATES
from oatui.rules.incoming import URGENCIES
from oatui.rules.number_book import STATES, UNUSED, WAYS
from oatui.rules.particulars import Particulars
from oatui.store import incoming, incoming_belongs, issue_register, number_lines, seal_register, settings
from oatui.store.database import Store
from oatui.store.issue_register import Booked
from oatui.store.number_lines import Line

PLAIN_WAYS = frozenset({"automatic"})  # ways that 备注 need not name


def outgoing(store: Store, year: int) -> Book:
    """发文登记簿: each series in its order with void, reserved, off-line and gap lines, then what took no number."""
    codes = [one.series for one in number_lines.summaries(store, year)]
    lines = [
        line
        for code in [*codes, number_lines.OTHER]
        for line in reversed(number_lines.book(store, year, code, limit=-1))
    ]
    papers = [line.document for line in lines if line.document is not None]
    issues = issue_register.booked(store, papers)
    says = issue_register.described(store, papers)
    made = tuple(_outgoing_line(line, issues, says) for line in lines)
    return Book(_office(store), year, to_second(store.clock.now()), made, gap_list(store, year))


def _office(store: Store) -> str:
    return str(settings.get(store, "office"))


def _outgoing_line(
    line: Line, issues: Mapping[int, Booked], papers: Mapping[int, Particulars]
) -> OutgoingLine:
    more = line.more
    issue = issues.get(line.document or 0, Booked())
    says = papers.get(line.document or 0, Particulars())
    receipts = [f"{name}{_short(at)}" for _to, name, at in issue.sent if name]
    return OutgoingLine(
        number=line.number,
        registered=_day(line.given_at, line.year),
        title=line.words,
        kind=line.kind,
        urgency=says.urgency,
        section=line.section,
        drafter=line.person,
        signer=line.signer,
        dated=_day(line.dated, line.year),
        printed=_day(issue.print_date or str(more.get("printed", "")), line.year),
        to=listed(says.to) or str(more.get("recipients", "")),
        cc=listed(issue.cc or says.cc),
        annexes=listed(says.annexes),
        copies=str(issue.copies or more.get("copies", "") or ""),
        sent=listed(recipient for recipient, _name, _at in issue.sent),
        kept="1" if issue.kept else "",
        receipts=listed(receipts),
        remark="；".join(_remarks(line)),
        struck=line.state in UNUSED or line.state in {"gap", "reserved"},
    )


def _remarks(line: Line) -> Iterator[str]:
    """作废 with who and why, 预留 until when, 线下占用, 不编号, and what an imported ledger said."""
    if line.state != "given":
        words = STATES[line.state]
        if line.reason or line.ended_by:
            words += f"：{line.reason}" if line.reason else ""
            words += f"（{line.ended_by}）" if line.ended_by else ""
        elif line.state == "reserved" and line.expires:
            words += f"至{_day(line.expires, line.year)}" + (f"（{line.person}）" if line.person else "")
        yield words
    elif line.way not in PLAIN_WAYS:
        yield WAYS[line.way]
    if line.more.get("remark"):
        yield str(line.more["remark"])


def _day(text: str, year: int = 0) -> str:
    """2026年11月24日 of an ISO day or moment, without its year in the book of that year, else the text as it is."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{found.month}月{found.day}日" if found.year == year else day(found)


def _short(at: str) -> str:
    if not at:
        return ""
    moment = from_iso(at)
    return f" {moment.month}月{moment.day}日"


def received(store: Store, year: int) -> Book:
    """收文登记簿."""
    asked = incoming_belongs.numbers(store, year)
    lines = tuple(
        _incoming_line(one, asked.get(one.id, "")) for one in incoming.register(store, year, limit=-1)
    )
    return Book(_office(store), year, to_second(store.clock.now()), lines)


def _incoming_line(one: incoming.Incoming, asked: str) -> IncomingLine:
    """A line; `asked` is the number of our paper that it answers."""
    at = from_iso(one.received_at)
    ended = f"{_day(one.ended_at)} {one.result}".strip() if one.ended_at and one.state == "ended" else ""
    remark = INCOMING_STATES[one.state] if one.state in {"returned", "void"} else ""
    reason = one.result if one.state in {"returned", "void"} else one.late_because
    told = ["：".join(filter(None, (remark, reason))), f"答复我局{asked}" if asked else ""]
    return IncomingLine(
        number=one.number,
        # an urgent paper to the minute
        received=f"{day(at.date())} {at:%H:%M}" if one.urgency else day(at.date()),
        sender=one.sender,
        sender_number=one.sender_number,
        title=one.title,
        attachments=one.attachments,
        copies=str(one.copies or ""),
        urgency=URGENCIES[one.urgency] if one.urgency else "",
        proposal=one.proposal,
        instruction=one.instruction,
        handler=" ".join(filter(None, (one.unit, one.handler))),
        due=f"{day(one.limit.at.date())} {one.limit.at:%H:%M}"
        if one.limit.at
        else "待历"
        if one.limit.rule
        else "",
        signed_by=one.signed_by,
        ended=ended,
        reply_number=one.reply_number,
        filed=f"{_day(one.filed_at)} {one.volume}".strip() if one.filed_at else one.volume,
        remark="；".join(filter(None, told)),
        struck=one.state in {"void", "returned"},
    )


def seals(store: Store, year: int) -> Book:
    """用印登记簿, struck lines included."""
    lines = tuple(_seal_line(one) for one in seal_register.book(store, year, limit=-1))
    return Book(_office(store), year, to_second(store.clock.now()), lines)


def _seal_line(one: seal_register.SealUse) -> SealLine:
    at = from_iso(one.at)
    acting = any(verdict.key == "issuing.acting" for verdict in one.verdicts)
    remarks = [
        f"作废：{one.void_reason}（{one.voided_by}）" if one.voided_at else "",
        "代行办公室负责人" if acting else "",
        one.note,
    ]
    return SealLine(
        one.serial, f"{day(at.date())} {at:%H:%M}", one.seal, one.section, one.handler, one.title, one.number,
        one.purpose, one.copies, one.approver, one.sealed_by, "；".join(filter(None, remarks)),
        one.voided_at is not None,
    )  # fmt: skip
