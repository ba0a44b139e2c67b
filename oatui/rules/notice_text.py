"""A meeting notice as it is pasted from OA or 微信: what it says of the meeting, to be checked by the clerk.

Nothing is guessed silently: what was not found is named, and a weekday that does not fit its date is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from oatui.clock import ZONE
from oatui.i18n import N_
from oatui.rules.notice_hours import SPAN, Mention, fold, hours, is_before, mentions
from oatui.rules.verdict import Level, Verdict, refuse

MAX_CHARACTERS = 20_000
# what is looked for, in the order in which what was not found is said
PARTS = {
    "title": N_("名称"),
    "day": N_("日期"),
    "start": N_("时间"),
    "place": N_("地点"),
    "audience": N_("参会范围"),
    "reply_by": N_("回执时限"),
    "chair": N_("主持人"),
    "caller": N_("发通知的单位"),
}


@dataclass(frozen=True, slots=True)
class NoticeRead:
    """What a notice proposes; empty or None is not found. `role` and `level` as in rules/convening.py, "" is not told."""

    title: str = ""
    day: date | None = None
    start: time | None = None
    end: time | None = None
    place: str = ""
    audience: str = ""
    reply_by: datetime | None = None
    chair: str = ""
    agenda: str = ""
    caller: str = ""
    role: str = ""
    level: str = ""
    mode: str = ""
    urgent: bool = False
    remarks: tuple[Verdict, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that were not found."""
        return tuple(key for key in PARTS if not getattr(self, key))


def read_notice(text: str, today: date, office: str = "", closing: time = time(17, 30)) -> NoticeRead:
    """What a pasted notice says; `office` is our own name, `closing` the hour of a deadline that names none.

    Raises Refused for nothing at all or far too much.
    """
    lines = [line for line in (_tidy(line) for line in text.splitlines()) if line]
    if not lines:
        raise refuse("notice_text.nothing")
    if len(text) > MAX_CHARACTERS:
        raise refuse("notice_text.long", most=MAX_CHARACTERS)
    parts = _labelled(lines)
    whole = "\n".join(lines)
    remarks: list[Verdict] = []
    day, start, end = _when(parts.get("time", ""), lines, today, remarks)
    caller = _caller(lines, whole)
    chair = _short(parts.get("chair", "")) or _found(_CHAIRED, whole)
    role, level = _role(caller, chair, whole, office)
    if role == "attend" and "分会场" in whole:
        remarks.append(Verdict(None, Level.NOTE, "notice_text.sub_venues"))
    title = _short(parts.get("title", "")) or _title(lines)
    return NoticeRead(
        title, day, start, end, _short(parts.get("place", "")) or _place(whole),
        _joined(parts.get("audience", ""), caller) or _audience(whole),
        _reply_by(parts.get("reply", ""), whole, today, closing, remarks),
        chair, _joined(parts.get("agenda", "")), caller, role, level,
        "video" if re.search("电视电话会|视频会|视频形式|视频方式", whole) else "",
        bool(re.search("紧急通知|紧急会议", whole)), tuple(remarks),
    )  # fmt: skip


def _tidy(line: str) -> str:
    """A line without unseen marks, with single spaces."""
    shown = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zs"} else c for c in line if unicodedata.category(c) != "Cf"
    )
    return " ".join(shown.split())


# ------------------------------------------------------------------ 一、会议时间： and its like

_LABELS = {
    "reply": "(?:回执|报名|名单)?(?:报送|报名|回执|截止)(?:时间|时限|要求)?|参会回执",
    "time": "(?:会议|开会|召开|活动|培训|举办)?时间",
    "place": "(?:会议|开会|召开|活动|培训|举办)?地点|会场|主会场",
    "audience": "(?:参会|参加|与会|出席|参训|会议)(?:人员|范围|对象|单位)(?:和范围|及范围)?",
    "chair": "(?:会议)?主持(?:人|领导)?",
    "agenda": "(?:会议|主要)?议程|会议内容",
    "title": "会议名称|会议主题|活动名称",
    # they end what stands above them
    "other": "有关要求|会议要求|注意事项|其他(?:事项)?|相关要求|工作要求|联系人|联系电话|联系方式|附件|着装|食宿|会议材料",
}
_NUMBER = (
    r"(?:[一二三四五六七八九十]{1,2}[、.．]|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．](?!\d))"
)
_LABEL = re.compile(
    rf"^(?P<number>{_NUMBER})?\s*[【\[]?(?:"
    + "|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items())
    + r")[】\]]?\s*(?P<sign>[:：]?)\s*(?P<rest>.*)$"
)
# 时 间： is one word
_SPREAD = re.compile(rf"^({_NUMBER}?\s*[\u4e00-\u9fff]) ([\u4e00-\u9fff])(?=\s*[:：])")
# further labels on one line, as 微信 has them: 时间：…；地点：…
_INLINE = re.compile(
    r"[;；。,，\s]\s*(?=(?:会议|开会|参会|参加|与会)?(?:时间|地点|人员|范围|对象|主持人?|要求|回执)[:：])"
)


def _labelled(lines: Iterable[str]) -> dict[str, str]:
    """What stands behind each label; the lines below a label that stands alone belong to it."""
    found: dict[str, list[str]] = {}
    current = ""
    for line in lines:
        for piece in _INLINE.split(line):
            match = _LABEL.match(_SPREAD.sub(r"\1\2", piece))
            # without a colon only what stands alone is a label: 时间紧 is a word
            if match and (match["sign"] or not match["rest"]):
                current = next(key for key in _LABELS if match[key])
                found.setdefault(current, [])
                if match["rest"]:
                    found[current].append(match["rest"])
            elif current and _belongs(piece, current, found[current]):
                found[current].append(piece)
            else:
                current = ""
    return {key: "\n".join(parts) for key, parts in found.items() if parts}


def _belongs(piece: str, label: str, so_far: list[str]) -> bool:
    """Whether a line without a label goes on with the part above it."""
    if re.match("[一二三四五六七八九十]{1,2}、", piece) or _ENDS.search(piece):
        return False
    return not so_far or label in {"audience", "agenda"}


# where a part that runs over several lines is over
_ENDS = re.compile(r"^(?:附件|联系人|联系电话|请.{0,12}(?:于|按)|特此通知|\d{4}年\d{1,2}月\d{1,2}日$)")


def _short(text: str) -> str:
    return text.split("\n")[0].strip(" ;；。.,，").strip()


def _up_to_its_end(line: str) -> str:
    """What a notice of one line says of a part: 各镇街负责人。请于2日前报回执 is the first sentence."""
    first, *others = line.split("。")
    kept = [first]
    for one in others:
        if _ENDS.search(one.strip()):
            break
        kept.append(one)
    return "。".join(kept)


def _joined(text: str, caller: str = "") -> str:
    """The lines of a part on one; the organs that sign below it are no part of it."""
    parts = [part for line in text.split("\n") if (part := _up_to_its_end(line).strip(" ;；。"))]
    if caller and parts and parts[-1].replace(" ", "") == caller:
        parts.pop()
        while parts and _SIGNS_TOO.search(parts[-1]):
            parts.pop()
    return "；".join(parts)[:300]


_SIGNS_TOO = re.compile("^[^、，]{4,30}(?:办公室|委员会|人民政府|县委)$")


# ------------------------------------------------------------------ the title, the place, who presides

_SESSION = "(?:会议|大会|例会|座谈会|推进会|调度会|部署会|动员会|培训会|研讨会|论坛|培训班|仪式|会)"
_CALLED = "(?:召开|举行|举办|组织召开|组织参加|参加|开)"
_TITLE = re.compile(rf"关于{_CALLED}(?P<title>.{{2,80}}?)的(?:紧急|预备|补充)?通知")
_TITLE_IN_TEXT = re.compile(
    rf"(?:召开|举行|举办|开)(?:的)?[“\"《]?(?P<title>[^，。；：,;\n“”召开]{{0,50}}?{_SESSION})(?=[”\"》，。；,;\s（(]|$)"
)


def _title(lines: list[str]) -> str:
    """From 关于召开…的通知, a title may stand on two lines; else from 召开… in the text."""
    for place in range(min(len(lines), 15)):
        for many in (1, 2, 3):
            joined = "".join(lines[place : place + many])
            if match := _TITLE.search(joined):
                return match["title"].strip('“”"《》 ')
    found = _found(_TITLE_IN_TEXT, "\n".join(lines))
    return "" if found in {"会", "会议"} else found  # 明天九点开会 names none


_PLACE = re.compile(rf"在(?P<place>[^，。；：,;\n在]{{2,40}}?)(?:组织)?{_CALLED}")
_CHAIRED = re.compile("(?:由|请)(?P<chair>[^，。；：,;\n由请]{2,30}?)(?:同志)?主持")
_ALL = re.compile(
    "(?:请|要求)(?P<who>[^，。；,;\n请]{2,60}?)(?:准时|按时|提前|届时|务必)?(?:参加|参会|到会|出席)"
)


_SEATED = re.compile("(?:主会场|会场)设在(?P<place>[^，。；：,;\n]{2,40})")


def _place(whole: str) -> str:
    found = _found(_SEATED, whole) or _found(_PLACE, whole)
    return "" if re.search("[上下]午|[0-9]点|:", found) else found


def _audience(whole: str) -> str:
    found = _found(_ALL, whole)
    return re.sub("(?:准时|按时|提前|届时|务必).*$", "", found)


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return next(iter(match.groupdict().values())).strip('“”"《》 ') if match else ""


# ------------------------------------------------------------------ when it is

_NOT_THE_MEETING = re.compile("回执|报名|名单|报送|反馈|报至|材料|报到")


def _when(
    written: str, lines: list[str], today: date, remarks: list[Verdict]
) -> tuple[date | None, time | None, time | None]:
    """Behind 时间, else the first day of the text that no reply is due on and that is not the notice's own date."""
    sentences = [written] if written else []
    for line in lines:
        for sentence in re.split("[。；;]", line):
            # 请准时参加，今天下午5点前将回执报…: only the part that speaks of the reply is left out
            parts = re.split("[，,]", sentence) if _NOT_THE_MEETING.search(sentence) else [sentence]
            sentences += [p for p in parts if not (_NOT_THE_MEETING.search(p) or _is_date_line(p))]
    only_day: Mention | None = None
    for sentence in sentences:
        for one in mentions(sentence, today):
            if one.before:
                continue
            if one.start is None:
                only_day = only_day or one
                continue
            remarks += one.remarks
            return one.day, one.start, one.end
        if sentence == written and only_day is None and (match := SPAN.search(fold(written))):
            start, end = hours(match, remarks)
            return None, start, end
    if only_day is None:
        return None, None, None
    remarks += only_day.remarks
    return only_day.day, None, None


def _is_date_line(text: str) -> bool:
    """The date under a notice."""
    return bool(re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", fold(text).replace(" ", "")))


_DUE = re.compile(
    "回执|报名|名单|反馈|报送|报至|报到?[县局我办]|上报|发至|发送|参会人员.{0,6}报|报.{0,8}办公室"
)


def _reply_by(
    written: str, whole: str, today: date, closing: time, remarks: list[Verdict]
) -> datetime | None:
    """Behind 回执时限, else a day with 前 in a sentence about replies; an hour alone is of today."""
    for one in mentions(written, today):
        remarks += one.remarks
        return datetime.combine(one.day or today, one.start or closing, ZONE)
    for sentence in re.split("[。；;\n]", whole):
        if not _DUE.search(sentence):
            continue
        for one in mentions(sentence, today):
            if one.before and one.day:
                remarks += [remark for remark in one.remarks if remark.key != "notice_text.afternoon"]
                return datetime.combine(one.day, one.start or closing, ZONE)
        folded = fold(sentence)
        for match in SPAN.finditer(folded):
            if is_before(folded[match.end() :]) and (start := hours(match, [])[0]):
                return datetime.combine(today, start, ZONE)
    return None


# ------------------------------------------------------------------ who calls it

_ORGAN = re.compile("(?:办公室|委员会|人民政府|政府|委|局|指挥部|领导小组|中心|厅|部|院|会|镇|街道办事处)$")
_COUNTY = re.compile("县委|县人民政府|县政府|中共.{2,8}县委|(?:县|区)(?:委|政府)办|党委政府")
_LEADER = re.compile("县委书记|县委副书记|副?县长|县委常委|县领导|县级领导|书记、县长")


def _caller(lines: list[str], whole: str) -> str:
    """The organ under the notice, else the one that its head names."""
    for line in reversed(lines[-12:]):
        plain = line.replace(" ", "")
        if (
            3 <= len(plain) <= 30
            and _ORGAN.search(plain)
            and not re.search("[:：，。；、]", plain)
            and not _TITLE.search(plain)
        ) and (plain != lines[0].replace(" ", "") or len(lines) < 3):
            return plain
    head = lines[0].replace(" ", "").removesuffix("文件")
    if 3 <= len(head) <= 30 and _ORGAN.search(head) and not re.search("通知|[:：，。；、]", head):
        return head
    title = re.match(rf"(?P<caller>.{{3,25}}?)关于{_CALLED}", "".join(lines[:3]).replace(" ", ""))
    if title and _ORGAN.search(title["caller"]):
        return title["caller"]
    called = re.search(
        "(?P<caller>[^，。；：,;\n经]{2,16}?(?:委|政府|局|办公室))(?:研究)?(?:决定|定于|拟于|将于)", whole
    )
    return called["caller"] if called else ""


def _role(caller: str, chair: str, whole: str, office: str) -> tuple[str, str]:
    """Ours where our own office calls; a county office's is the county's; of others only the chair tells."""
    if caller and caller == office or (not caller and _OURS.search(whole)):
        return "host", "bureau"
    if _COUNTY.search(caller) or (not caller and _COUNTY_CALLS.search(whole)):
        return "attend", "county"
    # what is pasted has come from somebody
    return "attend", "county_leader" if _LEADER.search(chair) else ""


_OURS = re.compile("局务会|局党组会|局长办公会|局党组扩大会|我局|各科室|局班子|局领导班子")
_COUNTY_CALLS = re.compile("县委、县政府|县委县政府|(?:县委|县政府|县人民政府)(?:研究|决定|定于|拟于)")
