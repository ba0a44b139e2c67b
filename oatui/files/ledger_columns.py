"""Which column of a sheet holds the number, title, section and dates of a 发文登记簿."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from oatui.files.person_text import clean_name, words
from oatui.files.roster_columns import plain_label
from oatui.files.workbook_in import Sheet, cell_at
from oatui.i18n import N_

FIELD_LABELS: dict[str, str] = {
    "number": N_("发文字号"),
    "title": N_("标题"),
    "kind": N_("文种"),
    "secrecy": N_("密级"),
    "section": N_("拟稿科室"),
    "person": N_("拟稿人"),
    "signer": N_("签发人"),
    "dated": N_("成文日期"),
    "printed": N_("印发日期"),
    "recipients": N_("主送"),
    "cc": N_("抄送"),
    "copies": N_("份数"),
    "remark": N_("备注"),
}

# each field's header words, the surest first
_WORDS: dict[str, tuple[str, ...]] = {
    "number": (
        "发文字号 文号 发文文号 文件字号 公文字号",
        "发文号 字号 文件号 文件文号 文件编号 发文编号",
        "编号",
    ),
    "title": (
        "文件标题 标题 公文标题 文件题名 题名 发文标题",
        "文件名称 文件名 公文名称 事由 文件事由",
        "名称 内容",
    ),
    "kind": ("文种 公文文种 文件文种 公文种类", "文件种类 文件类型 种类"),
    "secrecy": ("密级 文件密级 密级和保密期限", "保密等级 涉密等级"),
    "section": (
        "拟稿科室 拟稿部门 起草科室 起草部门 拟稿单位 主办科室 承办科室 拟稿科室拟稿人",
        "主办部门 承办部门 经办科室 起草单位 科室 部门",
    ),
    "person": ("拟稿人 起草人", "经办人 承办人 拟稿"),
    "signer": ("签发人 签发领导", "签发 批准人"),
    "dated": (
        "成文日期 成文时间",
        "签发日期 签发时间 签发成文日期",
        "发文日期 发文时间",
        "登记日期 登记时间 日期 时间",
    ),
    "printed": ("印发日期 印发时间 印制日期", "印制时间 印刷日期"),
    "recipients": ("主送 主送机关 主送单位", "发往机关 发往单位 分送单位 分送机关 发送单位 受文单位"),
    "cc": ("抄送 抄送机关 抄送单位 抄报抄送",),
    "copies": ("印制份数 份数 印发份数", "印数 印刷份数 数量"),
    "remark": ("备注 说明 附注",),
}
_WORD_FIELD: dict[str, tuple[str, int]] = {
    word: (field, rank)
    for field, ranks in _WORDS.items()
    for rank, line in enumerate(ranks)
    for word in words(line)
}
_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class LedgerColumns:
    """The header row (0-based), and each field's 0-based column."""

    header_row: int
    index: dict[str, int]

    def heads(self, sheet: Sheet) -> list[str]:
        """The header's words over each column."""
        return [clean_name(text) for text in sheet.rows[self.header_row]]


@lru_cache(maxsize=1024)
def field_of(text: str) -> tuple[str, int] | None:
    """The field that a header names, and how sure that is (0 is surest)."""
    label = plain_label(text)
    return _WORD_FIELD.get(label) if label and len(label) <= 12 else None


def recognise(sheet: Sheet) -> LedgerColumns | None:
    """The columns of a ledger, which has a number and a title; None: the sheet is none."""
    best: LedgerColumns | None = None
    for row, cells in enumerate(sheet.rows[:_SEARCHED]):
        found: dict[str, tuple[int, int]] = {}
        for column, text in enumerate(cells):
            known = field_of(text)
            if known and (known[0] not in found or known[1] < found[known[0]][0]):
                found[known[0]] = (known[1], column)
        if {"number", "title"} <= found.keys() and (best is None or len(found) > len(best.index)):
            index = {field: found[field][1] for field in FIELD_LABELS if field in found}
            best = LedgerColumns(row, index)
    return best


def is_header(cells: list[str]) -> bool:
    """Whether a row is a header printed again."""
    filled = [text for text in cells if text]
    return len(filled) > 1 and all(
        field_of(text) or plain_label(text) in {"序号", "顺序号"} for text in filled
    )


def field_cells(cells: list[str], columns: LedgerColumns) -> dict[str, str]:
    """The text of each field of a row, empty where the sheet has no such column."""
    return {field: cell_at(cells, columns.index.get(field)) for field in FIELD_LABELS}
