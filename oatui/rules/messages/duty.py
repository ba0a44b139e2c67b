"""The duty roster: what the rules of article 23 and the store say."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "duty.shifts": N_("看不懂班次“{written}”；写成 白班 08:00-18:00 夜班 18:00-08:00"),
    "duty.shifts_gap": N_("班次要首尾相接，正好 24 小时"),
    "duty.shift_unknown": N_("没有“{written}”这个班次，只有：{shifts:list}"),
    "duty.nobody": N_("{day:day} {shift}没有写人；24 小时都要有专人值守"),
    "duty.no_phone": N_("{day:day} {shift}没有一个人留了电话；至少要有一个打得通的"),
    "duty.many": N_("一班最多 {most} 个人"),
    "duty.no_leader": N_("{day:day} {shift}没有带班领导"),
    "duty.phone_missing": N_("{name} 没有留电话"),
    "duty.whole": N_("这段时间 24 小时都有人值守"),
    "duty.gap": N_("{starts:day} {starts:hm} 至 {ends:day} {ends:hm} 没有人值守（共 {n} 处空档）"),
    "duty.empty": N_("没有要登记的值班"),
    "duty.twice": N_("{day:day} 的同一班写了两次"),
    "duty.over": N_("{day:day} {shift}已经值过，改它要写原因"),
    "duty.who": N_("交班人和接班人都要写"),
    "duty.ahead": N_("{at:hm} 还没有到，交接班不能预先登记"),
    "duty.not_there": N_("值班表上没有 {day:day} {shift}"),
    "duty.set": N_("已排 {n} 班"),
    "duty.called": N_("{day:day} {shift}试呼已记"),
    "duty.handed": N_("{giver} 交给 {taker}，已记"),
    "duty.file_none": N_("{name} 里没有看到值班表；要有“日期”和“值班人员”两列"),
    "duty.file_faults": N_("{name} 有 {n} 处看不懂，没有导入。第一处：第 {row} 行 {what}"),
    "duty.file_day": N_("日期“{written}”"),
}
