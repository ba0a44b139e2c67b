"""Which column of a sheet holds the name, unit, post, phone and serial number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from oatui.files.person_text import SURNAMES, clean_name, clean_phone, words
from oatui.files.workbook_in import Sheet, cell_at
from oatui.i18n import N_

FIELDS = ("name", "unit", "post", "phone", "serial")
FIELD_LABELS: dict[str, str] = {
    "name": N_("姓名"),
    "unit": N_("单位"),
    "post": N_("职务"),
    "phone": N_("联系电话"),
    "serial": N_("序号"),
}

# each field's header words, the surest first: with both 手机 and 办公电话 the mobile is the phone
_WORDS: dict[str, tuple[str, ...]] = {
    "name": (
        "姓名 参会人员姓名 参会人姓名 参会领导姓名 人员姓名 名字 name",
        "参会人 参会人员 参会领导 参会同志 出席人 出席人员 与会人员 参加人员 参训人员 fullname",
        "人员 联系人",
    ),
    "unit": (
        "单位 工作单位 所在单位 单位名称 参会单位 所属单位 部门 科室 镇街 所在部门 所在科室 部门名称 unit",
        "镇街部门 乡镇 乡镇街道 街道 机构 公司 department organization office",
    ),
    "post": (
        "职务 职务职级 职位 岗位 现任职务 工作职务 职务名称 post title position",
        "职级 职称 单位职务 单位及职务 单位和职务 工作单位及职务 职务岗位 身份",
    ),
    "phone": (
        "手机 手机号 手机号码 移动电话 联系手机 mobile",
        "电话 联系电话 联系方式 电话号码 联系号码 联系电话手机 phone tel",
        "办公电话 座机 固定电话 单位电话",
    ),
    "serial": ("序号 编号 no no. 序 号 № #",),
}
_WORD_FIELD: dict[str, tuple[str, int]] = {
    word: (field, rank)
    for field, ranks in _WORDS.items()
    for rank, line in enumerate(ranks)
    for word in words(line)
}
_ENDINGS = (
    ("姓名", "name", 1),
    ("单位", "unit", 3),
    ("部门", "unit", 3),
    ("科室", "unit", 3),
    ("职务", "post", 3),
    ("职位", "post", 3),
    ("职级", "post", 3),
    ("手机", "phone", 3),
    ("手机号", "phone", 3),
    ("手机号码", "phone", 3),
    ("电话", "phone", 4),
    ("联系方式", "phone", 4),
)
# someone else's particulars in the same row
_OTHERS = words(
    "司机 驾驶 随员 陪同 家属 紧急 联系人 联络 填报 填表 制表 报送 主办 承办 替会 审核 领队 配偶 介绍 推荐"
)
_EXTRA = frozenset(
    words(
        "性别 民族 备注 车牌 车牌号 车牌号码 车号 签到 签名 签字 年龄 出生年月 出生日期 身份证 身份证号 身份证号码 "
        "政治面貌 学历 座位 座号 座位号 席位 住宿 用餐 是否住宿 是否用餐 房间 房间号 请假 说明 传真 邮箱 邮编 地址"
    )
)
_SEARCHED = 50

_UNIT_ENDINGS = tuple(
    words(
        "局 镇 乡 街道 办 办公室 委 委员会 村 社区 室 处 科 股 中心 公司 集团 院 校 学校 中学 小学 所 站 队 大队 会 协会 "
        "联社 银行 部 厂 政府 县 市 区 园区 法院 检察院 工会"
    )
)
_POST_ENDINGS = tuple(
    words(
        "书记 主席 主任 部长 委员 干部 常委 文员 司机 科长 局长 镇长 乡长 县长 市长 区长 干事 科员 组长 院长 所长 站长 "
        "队长 校长 经理 主管 董事长 会长 秘书长 股长 处长 调研员 负责人 办事员 工作人员 会计 秘书 村长"
    )
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The last header row (0-based; None: no header) and each field's 0-based column."""

    header_row: int | None
    index: dict[str, int]


@lru_cache(maxsize=4096)
def plain_label(text: str) -> str:
    """A header's words without spaces, marks and remarks in brackets; empty for a label with a colon."""
    if not text or len(text) > 40:
        return ""
    text = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    if text.endswith(":"):
        return ""
    bare = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", text).strip("*:、/ ")
    return (bare or text).replace("/", "").replace("、", "")


@lru_cache(maxsize=4096)
def field_of(text: str) -> tuple[str, int] | None:
    """The field that a header names, and how sure that is (0 is surest)."""
    label = plain_label(text)
    if not label or len(label) > 12:
        return None
    known = _WORD_FIELD.get(label)
    if known or label in _EXTRA or any(word in label for word in _OTHERS):
        return known
    return next(((field, rank) for ending, field, rank in _ENDINGS if label.endswith(ending)), None)


def is_label(text: str) -> bool:
    """Whether a cell holds the words of a header, also of a column that is not read."""
    return field_of(text) is not None or plain_label(text) in _EXTRA


def recognise(sheet: Sheet) -> Columns | None:
    """The columns of a roster, by its header or else by what the cells hold; None: the sheet is no roster."""
    best: Columns | None = None
    for row in range(min(len(sheet.rows), _SEARCHED)):
        index = _index(sheet.rows[row], None)
        if index and (best is None or len(index) > len(best.index)):
            best = Columns(row, index)
    if best is None:
        return _by_content(sheet)
    assert best.header_row is not None
    below = best.header_row + 1
    if below < len(sheet.rows) and _continues(sheet.rows[best.header_row], sheet.rows[below]):
        both = _index(sheet.rows[below], sheet.rows[best.header_row])
        if len(both) >= len(best.index):
            return Columns(below, both)
    above = header_above(sheet, best.header_row)
    if above is not None:
        return Columns(best.header_row, _index(sheet.rows[best.header_row], above))
    return best


def header_above(sheet: Sheet, header_row: int) -> list[str] | None:
    """The first line of a header of two lines, where there is one."""
    if not 0 < header_row < len(sheet.rows):
        return None
    above = sheet.rows[header_row - 1]
    return above if _continues(above, sheet.rows[header_row]) else None


def header_texts(sheet: Sheet, columns: Columns) -> list[str]:
    """The header's words over each column, as a person reads them; empty without a header."""
    if columns.header_row is None or columns.header_row >= len(sheet.rows):
        return []
    own = sheet.rows[columns.header_row]
    above = header_above(sheet, columns.header_row) or []
    width = max(len(own), len(above))
    return [clean_name(cell_at(own, column) or cell_at(above, column)) for column in range(width)]


def _continues(above: list[str], below: list[str]) -> bool:
    """Whether both rows are one header: nothing but labels below, at least one label above."""
    filled = [(cell_at(above, column), text) for column, text in enumerate(below) if text]
    return (
        bool(filled)
        and all(is_label(text) for _over, text in filled)
        and any(is_label(over) for over in above)
        # a header printed again, or the first header over an empty table, is no second line
        and (len(filled) < sum(map(bool, above)) or any(over != text for over, text in filled))
    )


def _index(row: list[str], above: list[str] | None) -> dict[str, int]:
    """Each field's column by the words of a header of one or two lines; empty where no name is among them."""
    found: dict[str, tuple[int, int]] = {}
    for column in range(max(len(row), len(above or ()))):
        own, over = cell_at(row, column), cell_at(above or (), column)
        known = field_of(own or over)
        if known is None and own and over and plain_label(own) not in _EXTRA:
            inherited = field_of(over)
            known = (inherited[0], inherited[1] + 5) if inherited else None
        if known and (known[0] not in found or known[1] < found[known[0]][0]):
            found[known[0]] = (known[1], column)
    # 联系人 or 人员 alone heads many tables that are no rosters
    if "name" not in found or (found["name"][0] > 1 and len(found) == 1):
        return {}
    return {field: found[field][1] for field in FIELDS if field in found}


def looks_like_name(text: str) -> bool:
    """Two to four Chinese characters that begin with a surname, or a name with a middle dot."""
    name = clean_name(text)
    if "·" in name:
        return 4 <= len(name) <= 30 and all("\u4e00" <= char <= "\u9fff" or char == "·" for char in name)
    return (
        2 <= len(name) <= 4
        and name[0] in SURNAMES
        and all("\u3400" <= char <= "\u9fff" for char in name)
        and not name.endswith(_UNIT_ENDINGS + _POST_ENDINGS)
    )


def _by_content(sheet: Sheet) -> Columns | None:
    """Columns of a list without a header: exactly one column is clearly names, three rows or more."""
    width = max(map(len, sheet.rows), default=0)
    columns = [[text for row in sheet.rows if (text := cell_at(row, column))] for column in range(width)]

    def share(cells: list[str], test: Callable[[str], bool]) -> float:
        return sum(map(test, cells)) / len(cells) if len(cells) >= 3 else 0.0

    names = [
        column
        for column, cells in enumerate(columns)
        if share(cells, looks_like_name) >= 0.75 and len(set(cells)) * 2 > len(cells)
    ]
    # several columns of names are a seating plan or a duty table
    if len(names) != 1:
        return None
    index = {"name": names[0]}
    tests: dict[str, Callable[[str], bool]] = {
        "phone": lambda text: len(text) >= 7 and bool(clean_phone(text)),
        "post": lambda text: text.endswith(_POST_ENDINGS),
        "unit": lambda text: text.endswith(_UNIT_ENDINGS),
        "serial": lambda text: text.isdecimal() and len(text) <= 5,
    }
    for field, test in tests.items():
        shares = [
            (share(cells, test), -column)
            for column, cells in enumerate(columns)
            if column not in index.values()
        ]
        if shares and (best := max(shares))[0] >= 0.6:
            index[field] = -best[1]
    return Columns(None, index)
