"""What a file of records says to people, and what is taken from one that came (14-4)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from oatui.clock import from_iso, to_second
from oatui.files.events_file import EventsFile, Row, Unread, verified, write_events
from oatui.rules.verdict import Verdict, refuse
from oatui.store import exchange, meetings, own_chains, settings, sites
from oatui.store.database import Store
from oatui.store.exchange import Line
from oatui.store.sites import Site

ROWS_AT_ONCE = 200
# what an event is called in the sheet that people read; the others are the main desk's decisions
WORDS = {
    "signed_in": "签到", "sign_in_annulled": "撤销签到", "scan_repeated": "重复扫码", "scan_refused": "未准签到",
    "scan_waiting": "待核对", "identity_confirmed": "核对为本人", "identity_refused": "不是本人",
    "left_meeting": "离场", "left_early": "离场（未说明）", "came_back": "返场", "wrong_seat": "坐错座位",
    "phone_handed_in": "手机上交", "phone_given_back": "手机领回", "conduct_whispering": "交头接耳",
    "conduct_on_phone": "接打电话", "conduct_dozing": "打瞌睡", "note_taken_back": "撤回登记", "queue_cut": "排队截止", "queue_settled": "排队认定",
    "queue_settlement_undone": "撤销排队认定", "heads_counted": "清点人数", "phone_looked_at": "看过本人",
    "walked_in": "现场来人", "site_joined": "设为分会场", "setting_changed": "设置", "restored": "从备份恢复",
    "private_erased": "清除私人内容", "phone_way_opened": "手机签到打开", "phone_way_closed": "手机签到关闭",
    "meeting_added": "会议", "meeting_changed": "会议改动", "venue_added": "会场", "venue_changed": "会场改名", "venue_removed": "去掉会场", "roster_imported": "名册", "taken_off_roster": "从名册去掉", "put_back_on_roster": "放回名册",
    "reply_recorded": "回执", "attendee_changed": "名册改动", "code_reissued": "换签到码",
    "leave_requested": "请假", "leave_approved": "准假", "leave_refused": "不准假", "leave_withdrawn": "撤回请假",
    "substitute_named": "替会", "substitute_withdrawn": "撤回替会", "meeting_closed": "闭会", "meeting_reopened": "重新打开",
    "venue_range_set": "参会范围", "walk_in_answered": "现场来人的处理", "settlement_marked": "漏签、代会认定",
    "head_table_chosen": "主席台名单", "head_table_counted": "主席台是否计入",
}  # fmt: skip
SEATS = "座次"


def write_door(store: Store, site: str, secret: bytes, path: Path) -> tuple[Path, int]:
    """At a sub-venue: everything that its door recorded, whether the line carried it already or not. Raises Refused."""
    joined = sites.joined(store)
    if joined is None:
        raise refuse("events_file.no_site")
    now, found = store.clock.now(), list[Line]()
    for origin in own_chains.origins(store):
        while rows := exchange.outgoing(
            store, found[-1].seq if found and found[-1].origin == origin else 0, origin=origin
        ):  # fmt: skip
            found += rows
    return _write(store, joined.meeting, site, joined.name, "door", found, now, secret, path)


def write_part(store: Store, site: Site, name: str, secret: bytes, path: Path) -> tuple[Path, int]:
    """At the main desk: the whole of a site's part of its meeting; `name` is the site's on the line. Raises Refused."""
    now = store.clock.now()  # before it is read: what is decided meanwhile is not in it
    # what it wrote itself goes with it: restored from a backup, it may have lost some
    mine, beside = sites.origins_of(store, site.id), sites.beside(store, site)
    found = exchange.part(store, site.meeting, {}, limit=-1, beside=beside, own=mine)
    return _write(store, site.meeting, name, site.name, "part", found, now, secret, path)


def _write(
    store: Store, meeting: int, site: str, site_name: str, way: str, lines: Sequence[Line], now: datetime,
    secret: bytes, path: Path
) -> tuple[Path, int]:  # fmt: skip
    called = meetings.get(store, meeting)
    names = {
        row["id"]: (row["name"], row["unit"])
        for row in store.rows("select id, name, unit from attendee where meeting = ?", meeting)
    }
    venues = {venue.id: venue.name for venue in meetings.venues(store, meeting)}
    rows = tuple(Row(_shown(line, names, venues), tuple(line)) for line in lines)
    file = EventsFile(
        called.title,
        site,
        site_name,
        way,
        str(settings.get(store, "office")),
        to_second(now),
        rows,
    )
    return write_events(path, file, secret), len(rows)


def _shown(line: Line, names: dict[int, tuple[str, str]], venues: dict[int, str]) -> tuple[str, ...]:
    body = json.loads(line.body)
    name, unit = names.get(body.get("attendee") or body.get("instead_of") or 0, ("", ""))
    if line.kind in {"walked_in", "scan_refused"} and body.get("name"):
        name, unit = str(body["name"]), str(body.get("unit", ""))
    what = WORDS.get(line.kind, SEATS)
    said = str(body.get("reason") or "")
    if not said and "verdict" in body:
        said = Verdict.from_body(body["verdict"]).message
    at = to_second(from_iso(line.at))
    return (
        f"{at:%Y-%m-%d %H:%M:%S}",
        venues.get(body.get("venue") or 0, ""),
        name,
        unit,
        what,
        said,
        line.actor,
    )


class Brought(NamedTuple):
    """How many records a file held, and how many of them were new; at a sub-venue everything is known `until` (ISO)."""

    rows: int
    new: int
    until: str = ""


def bring_in(store: Store, file: Unread, secret: bytes, site: Site | None) -> Brought:
    """Take a file's records: `site` is whose door it is, None for a part at a sub-venue. Raises Refused.

    Brought in twice, or after the line has carried them, it changes nothing.
    """
    lines = _lines(file, verified(file, secret))
    main = sites.joined(store)
    if (file.way == "part") != (main is not None) or (site is None) != (main is not None):
        raise refuse("events_file.other_way", name=file.name)
    places: dict[str, list[Line]] = {}
    for line in lines:
        places.setdefault(line.origin, []).append(line)
    came, own = 0, own_chains.origins(store)
    for origin, rows in places.items():
        if main is not None and origin not in own:
            rows = exchange.without_its_affairs(rows)
        held = exchange.held(store, origin)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            load = rows[start : start + ROWS_AT_ONCE]
            if main is not None:
                now = exchange.take_part(store, origin, load)
            else:
                assert site is not None
                now = exchange.take(store, site, load)
            came += sum(held < row.seq <= now for row in load)
            held = max(held, now)
            if now < load[-1].seq:
                raise refuse("events_file.gap", name=file.name, seq=now + 1)
    return Brought(len(lines), came, file.at if main is not None else "")


def _lines(file: Unread, rows: list[list[Any]]) -> list[Line]:
    try:
        lines = [Line(*row) for row in rows]
        for line in lines:
            texts = (
                line.origin,
                line.at,
                line.recorded_at,
                line.actor,
                line.kind,
                line.body,
                line.prev,
                line.hash,
            )
            if not all(isinstance(one, str) for one in texts) or not isinstance(line.seq, int):
                raise TypeError
    except TypeError as error:
        raise refuse("events_file.not_one", name=file.name) from error
    return lines
