"""After the number: a paper printed, sealed, filed, sent and closed; its papers as files; other uses of a seal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from oatui.commands import typed
from oatui.commands.command import (
    OUT,
    Answer,
    Function,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.documents import document
from oatui.commands.exports import export
from oatui.commands.lines import clean
from oatui.commands.seals import use_as_dict
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules import issuing as law
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import deliveries, issuing, paper_bodies, paper_facts
from oatui.store.database import Store
from oatui.store.issuing import Issue

_AT = N_("时间；不填就是现在")
_paper_id = argument("document", type=ID, help=N_("公文编号"))
_at = option("--at", type=TEXT, metavar="TIME", help=_AT)


def _by(words: str, required: bool = True) -> Callable[[Function], Function]:
    # click takes a default of None for an answer: what is required has none at all
    more: dict[str, Any] = {"required": True} if required else {"default": ""}
    return option("--by", type=TEXT, metavar="NAME", help=words, **more)


# ------------------------------------------------------------------ the steps of a paper


@document.command("print", help=N_("印制：定抄送、份数、印发日期（12-3）；--out 同时套红成 Word 文件"))
@_paper_id
@option("--copies", type=int, metavar="N", required=True, help=N_("印制份数"))
@option("--date", "print_date", type=TEXT, metavar="DAY", required=True, help=N_("印发日期，不早于成文日期"))
@option("--cc", type=TEXT, multiple=True, metavar="UNIT", help=N_("抄送；可写几次，没有就不写"))
@_by(N_("谁印的；不填就是操作人"), required=False)
@option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("套红后存成哪个 Word 文件；已有的文件不覆盖"),
)
@click.pass_obj
def print_(
    place: Workplace,
    document: int,
    copies: int,
    print_date: str,
    cc: Sequence[str],
    by: str,
    out: Path | None,
) -> Answer:
    from oatui.rules.particular_entry import split_names

    store = place.store()
    day = typed.day(place, print_date, "--date")
    units = [unit for text in cc for unit in split_names(text)]
    if out:
        _hold_paper(store, document, out)
    made = issuing.print_out(store, document, copies, day, units, by)
    path = _red_paper(store, document, out) if out else None
    values = {"copies": copies, "printed": day.isoformat()}
    key = "issuing.printed" if law.needs_seal(made.paper.kind) else "issuing.printed_plain"
    answer = _answer(place, made, Verdict("12-3", Level.OK, key, values))
    if path:
        answer.data["path"] = str(path)
        answer.lines = [*answer.lines, clean(_("套红已存：{path}", path=str(path)))]
    return answer


def _hold_paper(store: Store, document: int, out: Path) -> None:
    """Refuse what the paper would be refused for before anything is recorded."""
    from oatui.files.new_file import free, named

    free(named(out, ".docx"))
    if paper_bodies.get(store, document) is None:
        raise refuse("issuing.no_text")


def _red_paper(store: Store, document: int, out: Path) -> Path:
    from oatui.files.red_paper_out import write_red_paper
    from oatui.papers import document_papers

    return write_red_paper(out, document_papers.official_paper(store, document))


@document.command("seal", help=N_("盖印：由办公室负责人盖，同时记入用印登记簿（12-4）"))
@_paper_id
@_by(N_("盖印人：办公室负责人，或设置里登记的代行人"))
@_at
@option("--copies", type=int, metavar="N", help=N_("用印份数；不填就是印制份数"))
@option("--handler", type=TEXT, default="", metavar="NAME", help=N_("经办人；不填就是拟稿人"))
@option("--note", type=TEXT, default="", help=N_("备注"))
@click.pass_obj
def seal(
    place: Workplace, document: int, by: str, at: str | None, copies: int | None, handler: str, note: str
) -> Answer:
    made = issuing.seal(
        place.store(), document, by, at=typed.said_at(place, at), copies=copies, handler=handler, note=note
    )
    assert made.seal
    values = {"seal": made.seal.seal, "year": made.seal.year, "serial": made.seal.serial}
    return _answer(place, made, Verdict("12-4", Level.OK, "issuing.sealed", values))


@document.command("file", help=N_("留底归档：草拟稿、领导批示、盖印后的文件一份（12-5）"))
@_paper_id
@option(
    "--item", "items", type=click.Choice(list(law.ARCHIVE)), multiple=True, required=True, metavar="ITEM",
    help=N_("draft 草拟稿，instructions 领导批示，sealed_copy 盖印后的文件；可写几次"),
)  # fmt: skip
@_by(N_("归档人"))
@_at
@click.pass_obj
def file(place: Workplace, document: int, items: Sequence[str], by: str, at: str | None) -> Answer:
    made = issuing.file(place.store(), document, items, by, at=typed.said_at(place, at))
    words = {"items": [law.ARCHIVE[item] for item in items]}
    key = "issuing.filed" if made.open_items else "issuing.filed_all"
    return _answer(place, made, Verdict("12-5", Level.OK, key, words))


@document.command("send", help=N_("分送：送给谁、怎么送、谁签收；请示、报告核对成文到送达的工作日（8-11）"))
@_paper_id
@option(
    "--to", "recipients", type=TEXT, multiple=True, required=True, metavar="UNIT", help=N_("送给谁；可写几次")
)
@_by(N_("谁送的"))
@option(
    "--way", type=click.Choice(list(law.WAYS)), default="oa", show_default=True, metavar="WAY",
    help=N_("oa OA，paper 书面，courier 专人（8-13）"),
)  # fmt: skip
@_at
@option("--carrier", type=TEXT, default="", metavar="NAME", help=N_("专人送达：送件人"))
@option("--arrived", type=TEXT, metavar="TIME", help=N_("送达时间"))
@option(
    "--with", "parts", type=click.Choice(list(law.PARTS)), multiple=True, metavar="PART",
    help=N_("word 电子版，scan 签字扫描版；可写几次（6-10）"),
)  # fmt: skip
@option("--explanation", type=TEXT, default="", help=N_("超过2个工作日的书面说明（8-12）"))
@option("--signed-by", type=TEXT, default="", metavar="NAME", help=N_("签收人"))
@click.pass_obj
def send(
    place: Workplace,
    document: int,
    recipients: Sequence[str],
    by: str,
    way: str,
    at: str | None,
    carrier: str,
    arrived: str | None,
    parts: Sequence[str],
    explanation: str,
    signed_by: str,
) -> Answer:
    made = deliveries.send(
        place.store(), document, recipients, by, way, calendar=place.calendar(), at=typed.said_at(place, at),
        carrier=carrier, arrived_at=typed.said_at(place, arrived, "--arrived"), parts=parts, explanation=explanation,
        signed_by=signed_by,
    )  # fmt: skip
    return _answer(place, made, Verdict(None, Level.OK, "issuing.sent", {"n": len(recipients)}))


@document.command("receipt", help=N_("登记签收：分送记录由谁、什么时候签收"))
@argument("delivery", type=ID, help=N_("分送记录的编号，见 document issue"))
@_by(N_("签收人"))
@_at
@click.pass_obj
def receipt(place: Workplace, delivery: int, by: str, at: str | None) -> Answer:
    made = deliveries.sign_for(place.store(), delivery, by, at=typed.said_at(place, at))
    one = next(one for one in made.deliveries if one.id == delivery)
    values = {"recipient": one.recipient, "name": one.signed_by}
    return _answer(place, made, Verdict(None, Level.OK, "issuing.signed_for", values), remarks=())


@document.command("unsend", help=N_("分送登记错了：作废这一条，写明原因"))
@argument("delivery", type=ID, help=N_("分送记录的编号，见 document issue"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def unsend(place: Workplace, delivery: int, reason: str) -> Answer:
    made = deliveries.void_delivery(place.store(), delivery, reason)
    return _answer(place, made, Verdict(None, Level.OK, "issuing.delivery_voided"), remarks=())


@document.command("close", help=N_("办结：三样归档材料齐了、分送了才可以（12-5）"))
@_paper_id
@_by(N_("谁办结的"))
@click.pass_obj
def close(place: Workplace, document: int, by: str) -> Answer:
    made = issuing.close(place.store(), document, by)
    return _answer(place, made, Verdict("12-5", Level.OK, "issuing.closed_now"))


@document.command("unfile", help=N_("归档登记错了：撤销一样材料的归档，写明原因（12-5）"))
@_paper_id
@option(
    "--item", type=click.Choice(list(law.ARCHIVE)), required=True, metavar="ITEM",
    help=N_("draft 草拟稿，instructions 领导批示，sealed_copy 盖印后的文件"),
)  # fmt: skip
@_by(N_("谁撤销的；不填就是操作人"), required=False)
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def unfile(place: Workplace, document: int, item: str, by: str, reason: str) -> Answer:
    store = place.store()
    made = issuing.take_out(store, document, item, by or store.actor, reason)
    return _answer(place, made, Verdict("12-5", Level.OK, "issuing.taken_out", {"item": law.ARCHIVE[item]}))


@document.command("unreceipt", help=N_("签收登记错了：撤销这一条的签收，写明原因"))
@argument("delivery", type=ID, help=N_("分送记录的编号，见 document issue"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def unreceipt(place: Workplace, delivery: int, reason: str) -> Answer:
    made = deliveries.void_receipt(place.store(), delivery, reason)
    return _answer(place, made, Verdict(None, Level.OK, "issuing.receipt_voided"), remarks=())


@document.command("reopen", help=N_("办结错了：恢复办理，写明原因"))
@_paper_id
@_by(N_("谁恢复的；不填就是操作人"), required=False)
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def reopen(place: Workplace, document: int, by: str, reason: str) -> Answer:
    store = place.store()
    made = issuing.reopen(store, document, by or store.actor, reason)
    return _answer(place, made, Verdict("12-5", Level.OK, "issuing.reopened"))


@document.command("issue", help=N_("编号以后办到哪里：印制、盖印、归档、分送"))
@_paper_id
@click.pass_obj
def issue(place: Workplace, document: int) -> Answer:
    found = issuing.get(place.store(), document)
    return Answer(as_dict(found), list(_lines(found)))


# ------------------------------------------------------------------ the papers


def _paper_command(name: str, help_words: str, make: Any, write: Any) -> None:
    @export.command(name, help=help_words)
    @_paper_id
    @OUT
    @click.pass_obj
    def paper(place: Workplace, document: int, out: Path) -> Answer:
        path = write(out, make(place, document))
        return Answer({"path": str(path), "pages": None}, [clean(_("已存：{path}", path=str(path)))])


def _write_red(out: Path, made: Any) -> Path:
    from oatui.files.red_paper_out import write_red_paper

    return write_red_paper(out, made)


def _write_sheet(out: Path, made: Any) -> Path:
    from oatui.files.draft_sheet_out import write_draft_sheet

    return write_draft_sheet(out, made)


def _write_slip(out: Path, made: Any) -> Path:
    from oatui.files.delivery_out import write_delivery_slip

    return write_delivery_slip(out, made)


def _write_explanation(out: Path, made: Any) -> Path:
    from oatui.files.delivery_out import write_late_explanation

    return write_late_explanation(out, made)


def _made(name: str) -> Any:
    def make(place: Workplace, document: int) -> Any:
        from oatui.papers import document_papers

        more = (place.calendar(),) if name == "late_explanation" else ()
        return getattr(document_papers, name)(place.store(), document, *more)

    return make


_paper_command(
    "red-paper", N_("红头文件（Word）：编号以后套红，版头、正文、版记"), _made("official_paper"), _write_red
)
_paper_command(
    "draft-sheet", N_("发文稿纸（Word）：五道签批，已登记的填上"), _made("draft_sheet"), _write_sheet
)
_paper_command("delivery-slip", N_("文件送达签收单（Word）"), _made("delivery_slip"), _write_slip)
_paper_command(
    "explanation", N_("迟送的书面说明（Word，8-12）"), _made("late_explanation"), _write_explanation
)

# ------------------------------------------------------------------ what is answered


def _answer(place: Workplace, made: Issue, said: Verdict, remarks: Sequence[Verdict] | None = None) -> Answer:
    if remarks is None:
        remarks = paper_facts.facts(place.store(), made.paper.id)[-1].verdicts
    told = [said, *remarks]
    return Answer(
        as_dict(made) | {"verdicts": verdicts_as_dicts(told)}, [*_lines(made), *verdict_lines(told)]
    )


def as_dict(made: Issue) -> dict[str, Any]:
    """A paper's issue as the command line prints it."""
    return {
        "id": made.paper.id,
        "title": made.paper.title,
        # filed and sent is still sent to whoever asks by program
        "state": "sent" if made.stage == "done" else made.stage or made.paper.step,
        "number": made.paper.number,
        "waits": made.waits,
        "copies": made.copies or None,
        "cc": list(made.cc),
        "print_date": made.print_date or None,
        "printed_at": made.printed_at or None,
        "seal": use_as_dict(made.seal) if made.seal else None,
        "filed": {item: {"by": kept.person, "at": kept.at} for item, kept in made.filed.items()},
        "deliveries": [
            {
                "id": one.id, "to": one.recipient, "way": one.way, "by": one.by, "carrier": one.carrier or None,
                "at": one.sent_at, "arrived_at": one.arrived_at, "with": list(one.parts),
                "signed_by": one.signed_by or None, "signed_at": one.signed_at,
            }
            for one in made.deliveries
        ],
        "explanation": made.explanation or None,
        "closed_at": made.closed_at or None,
    }  # fmt: skip


def _lines(made: Issue) -> Iterator[str]:
    words = _(law.STAGES[made.stage]) if made.stage else _("未编号")
    number = made.paper.number or _("未编号")
    yield clean(_("公文 {id}  {title}", id=made.paper.id, title=made.paper.title))
    yield clean(f"{number}  {words}")
    if made.printed_at:
        cc = _("{names:list}", names=made.cc) if made.cc else _("无")
        yield clean(_("印制 {n} 份  {day:date}印发  抄送 {cc}", n=made.copies, day=made.print_date, cc=cc))
    if made.seal:
        yield clean(f"{made.seal.seal}  {made.seal.sealed_by}  {_('{at:date} {at:hm}', at=made.seal.at)}")
    for item, kept in made.filed.items():
        yield clean(f"{_(law.ARCHIVE[item])}  {kept.person}  {_('{at:date} {at:hm}', at=kept.at)}")
    for one in made.deliveries:
        signed = _("{name} 签收", name=one.signed_by) if one.signed_by else _("未签收")
        sent = _("{at:date} {at:hm}", at=one.sent_at)
        yield clean(f"{one.id}  {one.recipient}  {_(law.WAYS[one.way])}  {sent}  {signed}")
