"""What a phone and a projector show: plain pages without any script, escaped by construction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import htpy as h

from oatui.files.code_out import path
from oatui.i18n import DIRECTION_MARKS, N_, _, language, ours
from oatui.rules.verdict import Level, Verdict
from oatui.web.desk import Answer, Wall, Way

if TYPE_CHECKING:
    from htpy import Node

STYLE = """
*{box-sizing:border-box}
body{margin:0;padding:0 1.1em 2em;font:1.15em/1.6 sans-serif;color:#111;background:#fff;max-width:34em;
overflow-wrap:anywhere}
header{border-bottom:.25em solid #b3261e;padding:.9em 0 .5em;margin-bottom:1em}
h1{font-size:1.15em;margin:0}
p{margin:.5em 0}
label{display:block;margin:1em 0 .2em;font-weight:bold}
input{width:100%;font-size:1.3em;padding:.5em;border:.1em solid #555;border-radius:.2em}
input:focus{outline:.15em solid #b3261e}
button{width:100%;font-size:1.3em;padding:.6em;margin-top:1.2em;border:0;border-radius:.2em;background:#b3261e;
color:#fff}
.verdict{font-size:2.6em;line-height:1.3;font-weight:bold;margin:.4em 0 0}
.ok{color:#1b5e20}.warn{color:#8a4b00}.bad{color:#b3261e}
.who{font-size:1.5em;margin:.2em 0}
.seat{font-size:1.5em;border:.1em solid #555;border-radius:.2em;padding:.3em .6em;display:inline-block}
.note{color:#444;font-size:.85em;border-top:1px solid #bbb;margin-top:2em;padding-top:.6em}
.wall{max-width:none;text-align:center}
.wall svg{width:min(62vh,70vw);height:auto}
.big{font-size:1.9em;letter-spacing:.12em;font-family:monospace}
.left{font-size:1.6em}
"""
STATUS = {"on_time": N_("按时"), "after_deadline": N_("晚签到"), "late": N_("迟到")}
OPEN_ELSEWHERE = N_("微信打不开时：点右上角的三个点，选“在浏览器打开”，或用手机相机扫；仍不行，请到签到台")


def page(title: str, *body: Node, kind: str = "", refresh: int = 0) -> str:
    """A whole page of ours."""
    tags = [
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        h.meta(name="robots", content="noindex"),
        h.meta({"http-equiv": "refresh", "content": str(refresh)}) if refresh else None,
        h.title[title],
        h.link(rel="stylesheet", href="/S.CSS"),
    ]
    whole = h.html(lang="zh-CN" if language() == "zh" else "en")[h.head[tags], h.body(class_=kind)[body]]
    return DIRECTION_MARKS.sub("", str(whole))


def _head(way: Way | None, office: str) -> Node:
    title = f"{way.title}" if way else _("会议签到")
    under = [way.office if way else office, way.venue_name if way else ""]
    return h.header[h.h1[title], h.p["  ".join(part for part in under if part)]]


def _notice(way: Way) -> Node:
    """Who keeps what, and for how long (个人信息保护法 art. 17)."""
    words = _(
        "填写的姓名和手机号后四位只用于本次会议签到，由{office}保存；签到记录随会议归档，未成功的尝试 {days} 天后删除。"
        "有疑问请找签到台工作人员。",
        office=way.office,
        days=way.keep_days,
    )
    return h.p(class_="note")[words]


def code_form(office: str, said: Verdict | None = None) -> str:
    """Where the 8 characters under the code are typed."""
    return page(
        _("会议签到"),
        _head(None, office),
        h.p(class_="bad")[said.message] if said else None,
        h.form(method="post", action="/C")[
            h.label(for_="code")[_("会场码下面的 8 个字符")],
            h.input(
                id="code",
                name="code",
                required=True,
                maxlength="12",
                autocomplete="off",
                autocapitalize="characters",
            ),
            h.button(type="submit")[_("打开签到页")],
        ],
        h.p[_("会场码每 10 秒更换，请照会场屏幕上现在的填。")],
    )


def form(way: Way, ticket: str, name: str = "", said: Verdict | None = None, typed: str = "") -> str:
    """Name and last four digits; a refusal stands above them."""
    value = typed or name
    return page(
        _("会议签到"),
        _head(way, way.office),
        h.p(class_="bad")[said.message] if said else None,
        h.form(method="post", action="/S", autocomplete="off")[
            h.input(type="hidden", name="t", value=ticket),
            h.label(for_="name")[_("姓名")],
            h.input(id="name", name="name", value=value, required=True, maxlength="40"),
            h.label(for_="digits")[_("手机号后四位")],
            h.input(
                id="digits",
                name="digits",
                required=True,
                maxlength="4",
                inputmode="numeric",
                pattern="[0-9]{4}",
            ),
            h.button(type="submit")[_("签到")],
        ],
        _notice(way),
    )


def answer(way: Way, found: Answer) -> str:
    """The large answer: how it was recorded, the arithmetic, the venue and the seat."""
    if found.outcome == "refused":
        return refusal(way, found.verdict)
    if found.outcome == "waiting":
        return page(
            _("待核对"),
            _head(way, way.office),
            h.p(class_="verdict warn")[_("待核对")],
            h.p(class_="who")[found.name],
            h.p[found.verdict.message],
            _notice(way),
        )
    look = "ok" if found.status == "on_time" else "warn"
    status = _(STATUS[found.status]) if found.status in STATUS else ""
    return page(
        _("已签到"),
        _head(way, way.office),
        h.p(class_=f"verdict {look}")[_("已签到"), "  ", status],
        h.p(class_="who")[found.name],
        h.p["  ".join(part for part in (found.unit, found.post) if part)],
        h.p[found.verdict.message],
        h.p(class_="seat")["  ".join(ours(part) for part in (found.venue, found.seat or "") if part)],
        [h.p[note.message] for note in found.notes],
        h.p[_("请对号入座，手机调至静音。")],
        _notice(way),
    )


def refusal(way: Way | None, verdict: Verdict, office: str = "") -> str:
    """What stands against it, and what to do."""
    return page(
        _("没有签到"),
        _head(way, way.office if way else office),
        h.p(class_="verdict bad" if verdict.level is Level.REFUSED else "verdict warn")[_("没有签到")],
        h.p[verdict.message],
        h.p[_("请到签到台，由工作人员办理。")],
        _notice(way) if way else None,
    )


def known_person(name: str) -> str:
    """After a personal link: the phone knows whose it is, the wall's code is still asked."""
    return page(
        _("会议签到"),
        _head(None, ""),
        h.p(class_="who")[name],
        h.p[_("已记住姓名。到会场后扫屏幕上的会场码，再填手机号后四位。")],
    )


def wall(facts: Wall, modules: Sequence[Sequence[bool]], refresh: int) -> str:
    """The projector's page: a vector code, what to type, the counts and the time left."""
    way = facts.way
    if facts.seconds_left >= 0:
        left = _("距签到截止 {left:clock}", left=facts.seconds_left)
    else:
        left = _("已过签到截止 {left:clock}", left=-facts.seconds_left)
    counts = _("应到 {expected}  已到 {present}  未到 {absent}", **facts.counts)
    return page(
        way.title,
        h.h1[way.title, "  ", way.venue_name],
        _svg(modules),
        h.p(class_="big")[f"{facts.code[:4]} {facts.code[4:]}"],
        h.p[_("扫码签到，或在浏览器打开 {address}，填上面 8 个字符", address=facts.address)],
        h.p[_(OPEN_ELSEWHERE)],
        h.p(class_="left")[left, "  ", counts],
        kind="wall",
        refresh=refresh,
    )


def pair_form(said: Verdict | None = None) -> str:
    """Where another machine's projector page is let in, once."""
    return page(
        _("投影页配对"),
        h.header[h.h1[_("投影页配对")]],
        h.p(class_="bad")[said.message] if said else None,
        h.form(method="post", action="/PAIR", autocomplete="off")[
            h.label(for_="code")[_("签到台上显示的一次性配对码")],
            h.input(id="code", name="code", required=True, maxlength="12"),
            h.button(type="submit")[_("打开投影页")],
        ],
    )


def _svg(modules: Sequence[Sequence[bool]]) -> Node:
    side = len(modules)
    # attributes, not styles: the page's policy takes no inline style
    return h.svg(viewBox=f"0 0 {side} {side}", shape_rendering="crispEdges", role="img")[
        h.rect(width=str(side), height=str(side), fill="#ffffff"), h.path(d=path(modules), fill="#000000")
    ]
