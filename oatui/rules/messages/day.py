"""The day: calendars, typed dates, routines and the rules themselves."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    # working days (rules/workdays.py)
    "calendar.missing": N_("{year} 年的调休安排未载入，不作推算；请先导入该年的放假安排"),
    "workdays.count_too_small": N_("天数要填 1 或更大的整数，不能是 {n}"),
    "workdays.reversed": N_("结束日期 {end:date} 早于开始日期 {start:date}；请核对"),
    "workdays.out_of_range": N_("推算的日期超出可用范围；请核对天数"),
    "calendar.unreadable": N_("文件“{file}”打不开；请核对文件名和权限"),
    "calendar.not_json": N_("文件“{file}”不是 JSON 格式的放假安排"),
    "calendar.no_year": N_("文件“{file}”没有写明年份（year 应为四位整数）"),
    "calendar.empty": N_("该文件没有放假安排"),
    "calendar.bad_item": N_(
        "文件“{file}”第 {number} 条读不懂；每条应有 name、date（如 2026-02-15）和 isOffDay"
    ),
    "calendar.wrong_year": N_("{day:date} 不属于 {year} 年的放假安排；请核对年份"),
    "calendar.contradiction": N_("{day:date} 既写了放假又写了上班；请核对"),
    "calendar.other_notice": N_("通知写的是 {stated} 年，要录入的是 {year} 年；请核对"),
    "calendar.unclear": N_("看不懂“{written}”；请写成：放假 2月15日至23日，或：上班 2月14日、2月28日"),
    "calendar.weekday": N_("“{written}”里的星期与 {day:day} 不符；请核对年份和日期"),
    "calendar.total": N_("“{written}”写的天数与日期不符，按日期是 {days} 天；请核对"),
    "calendar.no_ranges": N_("没有读到放假日期；请写成：放假 2月15日至23日"),
    # typed dates and times (rules/entry.py)
    "entry.date": N_(
        "看不懂日期“{written}”；可填：明天、下周三、25、1125、11月25日、2026-11-25、+5、+5g（工作日）"
    ),
    "entry.time": N_("看不懂时间“{written}”；可填：9、0900、9:00、9点半、下午2点半"),
    "entry.no_calendar": N_("“{written}”要按工作日推算，这里没有日历；请直接填日期，如 1125"),
    # the daily routine (rules/routine.py)
    "routine.arrival": N_("上班登录 {at:hms}，已记（{first:hm}至{last:hm}）"),
    "routine.leaving": N_("下班前登录 {at:hms}，已记（{first:hm} 起）"),
    "routine.arrival_made_up": N_(
        "补记 {at:date} {at:hms} 的上班登录，记入时间 {recorded_at:date} {recorded_at:hms}"
    ),
    "routine.leaving_made_up": N_(
        "补记 {at:date} {at:hms} 的下班前登录，记入时间 {recorded_at:date} {recorded_at:hms}"
    ),
    "routine.late": N_("上班登录截至 {last:hm}，登录 {at:hms}，晚 {seconds:span}，记为晚登"),
    "routine.late_made_up": N_(
        "上班登录截至 {last:hm}，登录 {at:hms}，晚 {seconds:span}，记为晚登；补记于 {recorded_at:date} {recorded_at:hms}"
    ),
    "routine.missed": N_("上班登录截至 {last:hm}，登录 {at:hms}，已过上午，上班登录记为漏登"),
    "routine.arrival_early": N_(
        "登录 {at:hms} 早于 {first:hm}，不算上班登录；请在 {first:hm}至{last:hm} 再登录一次"
    ),
    "routine.leaving_early": N_(
        "登录 {at:hms} 早于 {first:hm}，不算下班前登录；请在 {first:hm} 后再登录一次"
    ),
    "routine.arrival_made": N_(
        "上班登录 {at:hm} 已记，不用再记；时间记错了先撤回，要记下班前的就选“下班前登录”"
    ),
    "routine.future": N_("登录时间 {at:date} {at:hm} 还没有到；请核对"),
    "routine.reason_needed": N_("补记 {at:date} 的登录要写明原因"),
    # the rule list
    "rule.unknown": N_("规则里没有“{written}”这一条；oatui rules 列出全部"),
    "oa.no_person": N_("要写明负责 OA 的人"),
    "oa.keeper": N_("OA 由{person}负责（在编在岗）"),
    "oa.keeper_not_staff": N_("{person}不是正式在编在岗人员；OA 应由正式在编在岗的专职人员负责"),
    "oa.no_keeper": N_("还没有写明谁负责 OA；在“OA”页按 F8 登记"),
    "oa.post": N_("没有“{written}”这个岗；请用 A 或 B"),
    "oa.same_person": N_("OA 现在就由{person}负责，不用交接"),
    "oa.hand_over_instead": N_("OA 现由{person}负责；换人要交接，列出未办事项"),
    "oa.handed": N_("OA 已交给{person}，未办 {things} 件随单移交，今年第 {changes} 次换人"),
    "oa.handed_often": N_(
        "OA 已交给{person}，未办 {things} 件随单移交；今年第 {changes} 次换人，尽量不要频繁换人"
    ),
    "oa.nothing_left": N_("系统内文件都已处理"),
    "oa.left_owned": N_("系统内还有 {left} 件未读、未办，都有人负责"),
    "oa.left": N_("系统内还有 {left} 件未读、未办没有写明谁办；请及时处理"),
    "oa.count": N_("件数要填 0 至 9999 的整数，不能是 {written}"),
    "oa.no_title": N_("要写标题"),
    "oa.urgency": N_("没有“{written}”这一种缓急"),
    "oa.no_owner": N_("要写明由谁办"),
    "oa.unknown": N_("没有编号为 {item} 的系统内文件"),
    "oa.done_before": N_("“{title}”已在 {at:date} {at:hm} 办结"),
    "oa.which": N_("没有“{written}”这一次登录；请用 arrival 或 leaving"),
    "oa.why": N_("没有“{written}”这一种原因；请用 leave、handover、outage 或 other"),
    "oa.explain_future": N_("{day:date} 还没有到，不能说明"),
    "oa.no_reason": N_("要写明原因"),
    "oa.entered": N_("已登记：{title}"),
    "oa.assigned": N_("“{title}”由{owner}办"),
    "oa.finished": N_("“{title}”已办"),
    "oa.explained": N_("已说明：{day:date}，原因 {reason}；漏登仍记漏登"),
    "oa.counted": N_("未读 {unread}，未办 {undealt}，已记"),
    "month.unreadable": N_("看不懂月份“{written}”；请写成 2026-11"),
    "month.to_come": N_("“{written}”还没有到，或太早；请核对"),
    "month.folder": N_("已存为 {path}，{n} 个文件"),
    "month.folder_left": N_("已存为 {path}，{n} 个文件；没有放进去：{left_out:list}"),
    "taking_back.no_reason": N_("请写明撤回的原因"),
    "taking_back.gone": N_("这一条已经撤回，或者没有登记过"),
    "taking_back.done": N_("已撤回：{entry}"),
    "taking_back.notice": N_("发通知 {unit}  {at:short} {at:hm}  {title}"),
    "taking_back.notice_many": N_("发通知 {n} 个单位  {at:short} {at:hm}  {title}"),
    "taking_back.receipt": N_("{unit} {person} 签收  {at:short} {at:hm}  {title}"),
    "taking_back.slip": N_("{person}的请假单送到{place:words}  {at:short} {at:hm}"),
    "taking_back.draft": N_("拟稿 {title}  {person}  {at:short} {at:hm}"),
    "document.withdrawn": N_("“{title}”的拟稿已经撤回；要发文重新拟稿"),
    "taking_back.login": N_("{which:words} {at:short} {at:hm}  {person}"),
    "taking_back.oa_item": N_("办完 {title}  {at:short} {at:hm}"),
    "taking_back.telegram": N_("{step:words} {person}  {at:short} {at:hm}  {title}"),
    "taking_back.secret": N_("{serial}  {act:words} {person}  {at:short} {at:hm}"),
    "taking_back.came": N_("{person} 进入涉密场所  {at:short} {at:hm}"),
    "taking_back.left": N_("{person} 离开涉密场所  {at:short} {at:hm}"),
    "taking_back.patrol": N_("巡查 {result:words} {person}  {at:short} {at:hm}"),
    "taking_back.password": N_("更换密码 {day:short}  {person}"),
    "telegram.void": N_("已撤回：{reason}"),
    "oa.often": N_("今年 OA 已换过 {changes} 次人，尽量不要频繁换人"),
    "taking_back.handover": N_("OA 交接 {giver} 交 {taker}  {at:short} {at:hm}"),
    "oa.not_looked": N_("今天还没有登记系统内有几件未读、未办：“OA”页按 F6"),
    "taking_back.post": N_("{post:words} {person}  {at:short} {at:hm}"),
    "taking_back.post_reported": N_("已报机要科：{post:words} {person}  {day:short}"),
    "taking_back.medium": N_("登记介质 {serial} {label:words}  {at:short} {at:hm}"),
    "taking_back.handed": N_("介质 {serial} {giver} 交 {taker}  {at:short} {at:hm}"),
    "taking_back.count": N_("清点在手 {n}  {person}  {at:short} {at:hm}"),
    "taking_back.oa_count": N_("OA 未读 {unread} 未办 {undealt}  {at:short} {at:hm}"),
    "entry.no_date": N_("还没有填日期；如 1125、11月25日、明天"),
    "entry.no_time": N_("还没有填时间；如 0900、9:00、下午2点半"),
    "taking_back.reply": N_("{unit} 的回执  {at:short} {at:hm}  {title}"),
    "taking_back.our_reply": N_("我局回执已报  {at:short} {at:hm}  {title}"),
    "taking_back.signature": N_("{step:words} {person}  {at:short} {at:hm}  {title}"),
}
