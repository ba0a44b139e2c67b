"""The duty roster: what the rules of article 23 and the store say."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "duty.shifts": N_("看不懂班次“{written}”；写成 白班 08:00-18:00 夜班 18:00-08:00"),
    "duty.shifts_gap": N_("班次要首尾相接，正好 24 小时"),
    "duty.shift_unknown": N_("没有“{written}”这个班次，只有：{shifts:list}"),
    "duty.nobody": N_("{day:day} {shift}没有写人；24 小时都要有专人值守"),
    "duty.no_phone": N_("没有一个人留了电话；写在姓名后面，至少一个打得通的"),
    "duty.many": N_("一班最多 {most} 个人"),
    "duty.no_leader": N_("{day:day} {shift}没有带班领导"),
    "duty.phone_missing": N_("{name} 没有留电话"),
    "duty.whole": N_("这段时间 24 小时都有人值守"),
    "duty.gap": N_("{starts:short} {starts:hm} 至 {ends:short} {ends:hm} 没有人值守（共 {n} 处空档）"),
    "duty.empty": N_("没有要登记的值班"),
    "duty.twice": N_("{day:day} 的同一班写了两次"),
    "duty.over": N_("{day:day} {shift}已经值过，改它要写原因"),
    "duty.who": N_("交班人和接班人都要写"),
    "duty.ahead": N_("{at:day} {at:hm} 还没有到，交接班不能预先登记"),
    "duty.not_there": N_("值班表上没有 {day:day} {shift}"),
    "duty.set": N_("已排 {n} 班"),
    "duty.called": N_("{day:day} {shift}试呼已记"),
    "duty.handed": N_("{giver} 交给 {taker}，已记"),
    "duty.file_none": N_("{name} 里没有看到值班表；要有“日期”一列，和“值班人员”或“白班”“夜班”"),
    "duty.file_day": N_("看不懂日期“{written}”"),
    "duty.changed": N_("{day:day} {shift}原来是 {was:list}；改换别人或撤下要写原因"),
    "duty.beside": N_(
        "同一时间还有 {day:day} {shift}（{starts:hm}-{ends:hm}）{who:list}，是按别的班次排的；不值了就撤下"
    ),
    "duty.at_once": N_("{name} 在 {day:day} {shift}和同时的{other}都有班"),
    "duty.too_long": N_("{name} 到 {day:day} {shift}连续值班 {hours} 小时"),
    "duty.back_to_back": N_("{name} 值完{other}接着值 {day:day} {shift}"),
    "duty.year_missing": N_(
        "{year} 年的放假安排还没有载入，看不出哪天是休息日；值班照样要排满。发了通知在设置里按 F4 录入"
    ),
    "duty.swap_nobody": N_("{day:day} {shift}没有“{name}”"),
    "duty.swap_same": N_("换班要写两个班上的两个人"),
    "duty.swap_there": N_("{name} 已经在 {day:day} {shift}"),
    "duty.swap_why": N_("换班要写原因"),
    "duty.swap_agreed": N_("换班要写谁同意的"),
    "duty.swapped": N_("{name} 和 {other} 已换班"),
    "duty.withdrawn": N_("{day:day} {shift}已撤下"),
    "duty.call_ahead": N_("{at:day} {at:hm} 还没有到，试呼不能预先登记"),
    "duty.call_early": N_("{day:day} {shift} {starts:hm} 才开始；试呼最早在上岗前 {minutes} 分钟"),
    "duty.call_late": N_("{day:day} {shift} {ends:hm} 已经结束；补记请填当时的时间"),
    "duty.who_same": N_("交班人和接班人都是 {name}"),
    "duty.not_begun": N_("{day:day} {shift} {starts:hm} 才开始，还不能交接"),
    "duty.handed_with": N_("{giver} 交给 {taker}，连同没办完的 {n} 件，已记"),
    "duty.log_set": N_(
        "{at:date} {at:hm}  {day:day} {shift}由 {was:list} 改为 {becomes:list}：{reason}（{actor}）"
    ),
    "duty.log_swapped": N_(
        "{at:date} {at:hm}  {day:day} {shift}换班，由 {was:list} 改为 {becomes:list}：{reason}，{agreed}同意（{actor}）"
    ),
    "duty.log_withdrawn": N_("{at:date} {at:hm}  {day:day} {shift}（{was:list}）撤下：{reason}（{actor}）"),
    "duty.log_handed": N_("{at:date} {at:hm}  {day:day} {shift}交接：{giver} 交 {taker}"),
    "duty.log_handed_with": N_(
        "{at:date} {at:hm}  {day:day} {shift}交接：{giver} 交 {taker}；没办完：{left:list}"
    ),
    "duty.file_weekday": N_("{sheet} 第 {row} 行：{day:day}，表里写的是“{written:words}”"),
    "duty.file_twice": N_("{day:day} {shift}在 {sheet} 第 {row} 行已经写过"),
    "duty.file_long": N_("一次最多导入 {limit} 班"),
    "duty.swap_none": N_("近两个月没有“{name}”的班可换"),
    "duty.faults_left": N_("还有 {n} 处要改；改好文件再导入，或按 F4 跳过"),
    "duty.nothing_new": N_("没有可以导入的班"),
    "duty.set_but": N_("已排 {n} 班，跳过 {skipped} 处"),
    "duty.gap_day": N_("{starts:short} {starts:hm} 至 {ends:hm} 没有人值守（共 {n} 处空档）"),
    "duty.other_hours": N_(
        "{n} 班是按别的班次排的，如 {day:short} {shift} {hours}；导入新表会代替它们，也可在值班页按 F8 撤下"
    ),
    "duty.reached": N_("试呼"),
    "duty.far": N_("{day:date} 离今天一年多，日期写错了吧"),
    "duty.no_phone_set": N_("值班电话还没有填：今日页 F8 再按 9，在设置里填（第23条）"),
    "duty.file_twice_day": N_("{day:day}在 {sheet} 第 {row} 行已经写过"),
    "duty.log_empty": N_("还没有交接和变动"),
    "duty.handed_early": N_(
        "{giver} 交给 {taker}，已记；{shift} {ends:hm} 才结束，早了 {early:span}交接，这段时间由 {taker} 值守"
    ),
    "duty.file_name": N_("“{written}”不像姓名：只写姓名和电话，备勤、待定这些不写在姓名里"),
    "duty.file_column": N_("{sheet}：“{head}”这一列没有读；是值班的人，就把表头改成 值班人员 或 白班、夜班"),
    "duty.days": N_("天数要填 1 至 366 的整数，不能是 {written}"),
    "duty.file_hours": N_(
        "{sheet}：表外写的 {written:list} 没有全用上，没写时间的班按本局班次录入；要照表上的，加“起止”一列"
    ),
    "duty.file_other_hours": N_(
        "和 {sheet} 第 {row} 行时间不同；不是一班就各写班次，是一班就写同样的时间（{day:day} {shift}）"
    ),
    "duty.file_other_hours_day": N_(
        "和 {sheet} 第 {row} 行时间不同，看不出各是什么班；请加“班次”一列（{day:day}）"
    ),
    "duty.file_day_either": N_(
        "“{written}”可能是一天，也可能是几日至几日；在文件里写明，如 1月7日 或 1日至7日"
    ),
}
