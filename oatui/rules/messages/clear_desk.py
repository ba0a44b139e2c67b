"""日清: why a thing is asked, what it waits for, what may stand for an answer, when the day is clear."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "clear_desk.untouched": N_("还有 {n} 件没有看过：{title}；逐件办结、转办或顺延后才算日清"),
    "clear_desk.cleared": N_("今日 {n} 件：已办 {done}，转办 {hand_on}，顺延 {carry}"),
    "clear_desk.not_open": N_("这件不在未办之列"),
    "clear_desk.own_end": N_("“{title}”请在它自己那一页办结"),
    "clear_desk.no_taker": N_("转办要写明转给谁"),
    "clear_desk.no_day": N_("顺延要写明到哪一天"),
    "clear_desk.not_later": N_("顺延的日子要在今天以后，不是 {until:date}"),
    "clear_desk.no_reason": N_("顺延要写明原因"),
    "clear_desk.no_words": N_("原因选“其他”的，要写明是什么"),
    "clear_desk.of_the_day": N_("每天的 OA 登录不能顺延；登不了的，转给代为登录的人"),
    "clear_desk.past_due": N_("已记顺延；原时限 {due:day} {due:hm} 不变"),
    "clear_desk.nothing_said": N_("今天还没有可以收回的"),
    "clear_desk.carried": N_("这件已顺延 {n} 次"),
    "clear_desk.publish": N_("待公开"),
    "clear_desk.handling": N_("在办，没有时限"),
    "clear_desk.waits_section_check": N_("待科室负责人初审"),
    "clear_desk.waits_office_check": N_("待办公室负责人审核"),
    "clear_desk.waits_deputy_sign": N_("待分管领导审签"),
    "clear_desk.waits_chief_sign": N_("待主要领导签发"),
    "clear_desk.waits_number": N_("已签发，待编号"),
    "clear_desk.waits_print": N_("已编号，待印制"),
    "clear_desk.waits_seal": N_("已印制，待盖印"),
    "clear_desk.waits_file": N_("待留底存档"),
    "clear_desk.waits_send": N_("待分送"),
    "clear_desk.waits_close": N_("已分送，待办结"),
    "clear_desk.reserved": N_("预留到 {day:date}，还没有用"),
    "clear_desk.unclosed": N_("会已开完，还没有闭会"),
    "clear_desk.leave": N_("请假待批"),
    "clear_desk.login": N_("登录时段 {first:hm}至{last:hm}"),
    "clear_desk.said_hand_on": N_("已转办给 {to}：{title}"),
    "clear_desk.said_carry": N_("顺延到 {until:date}：{title}"),
    "clear_desk.taken_back": N_("已收回对“{title}”的回答"),
    "clear_desk.backed_up": N_("已备份到 {path}"),
    "clear_desk.no_record": N_("{day:date}没有日清"),
}
