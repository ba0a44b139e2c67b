"""Any clock: limits and their arithmetic, what was done about them, reports on supervision items and on guests."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "deadline.after": N_("{base:date}起第 {n} 个工作日（当日不计）：{due:day} {due:hm} 止"),
    "deadline.before": N_("{base:date}之前第 {n} 个工作日：{due:day} {due:hm} 止"),
    "deadline.after_rest": N_(
        "{base:date}起第 {n} 个工作日（当日不计）：{due:day} {due:hm} 止，其间休息 {rest} 天"
    ),
    "deadline.before_rest": N_("{base:date}之前第 {n} 个工作日：{due:day} {due:hm} 止，其间休息 {rest} 天"),
    "deadline.after_made_up": N_(
        "{base:date}起第 {n} 个工作日（当日不计）：{due:day} {due:hm} 止，含调休上班 {made_up} 天"
    ),
    "deadline.before_made_up": N_(
        "{base:date}之前第 {n} 个工作日：{due:day} {due:hm} 止，含调休上班 {made_up} 天"
    ),
    "deadline.after_rest_made_up": N_(
        "{base:date}起第 {n} 个工作日（当日不计）：{due:day} {due:hm} 止，其间休息 {rest} 天，含调休上班 {made_up} 天"
    ),
    "deadline.before_rest_made_up": N_(
        "{base:date}之前第 {n} 个工作日：{due:day} {due:hm} 止，其间休息 {rest} 天，含调休上班 {made_up} 天"
    ),
    "deadline.days": N_("{base:date}提前 {n} 天：{due:day} {due:hm} 止"),
    "deadline.days_rest": N_(
        "{base:date}提前 {n} 天：{due:day} {due:hm} 止，是休息日，请在前一个工作日 {do_by:day} 办"
    ),
    "deadline.days_unknown": N_(
        "{base:date}提前 {n} 天：{due:day} {due:hm} 止；{year} 年调休安排未载入，是不是休息日还不知道"
    ),
    "deadline.months": N_("{base:date}提前 {n} 个月：{due:day} {due:hm} 止"),
    "deadline.months_rest": N_(
        "{base:date}提前 {n} 个月：{due:day} {due:hm} 止，是休息日，请在前一个工作日 {do_by:day} 办"
    ),
    "deadline.months_unknown": N_(
        "{base:date}提前 {n} 个月：{due:day} {due:hm} 止；{year} 年调休安排未载入，是不是休息日还不知道"
    ),
    "deadline.stated": N_("明确的时限：{due:day} {due:hm} 止"),
    "deadline.at_once": N_(
        "{heard:date} {heard:hm} 接到，{n} 分钟内报送：{due:hm} 止（第一时间；分钟数是本局约定）"
    ),
    "deadline.follow_up": N_("名单、行程未定，续报：{due:day} {due:hm} 止（本局约定）"),
    "deadline.waits_after": N_(
        "{base:date}起第 {n} 个工作日：{year} 年调休安排未载入，不推算；载入后自动算出"
    ),
    "deadline.waits_before": N_(
        "{base:date}之前第 {n} 个工作日：{year} 年调休安排未载入，不推算；载入后自动算出"
    ),
    "deadline.publication": N_("{base:date}的信息，{n} 个工作日内公开：{due:day} 止（本局约定）"),
    "deadline.publication_waits": N_("{base:date}的信息，{n} 个工作日内公开：调休安排未载入，不推算"),
    "deadline.unknown_kind": N_("没有“{written}”这种时限"),
    "deadline.unknown": N_("没有时限 {deadline}"),
    "deadline.no_title": N_("请填写是什么事"),
    "deadline.no_date": N_("请填写到期的日期，如 1201、1201 1700、+10（天）、+5g（工作日）"),
    "deadline.no_base": N_("请填写{what:words}"),
    "deadline.base_future": N_("日期 {base:date} 还没到；收到、成文的日期不能晚于今天"),
    "deadline.stated_before": N_("文件的时限 {day:date} 早于收到日期 {base:date}；请核对"),
    "deadline.event_before": N_("活动日期 {base:date} 早于接到通知的 {heard:date}；请核对"),
    "deadline.before_made": N_("时间 {at:date} {at:hm} 早于 {since:date} {since:hm}；请核对"),
    "deadline.overdue": N_("时限 {due:date} {due:hm}，已超 {seconds:span}"),
    "deadline.late_because": N_("时限 {due:date} {due:hm}，已超 {seconds:span}；请写明原因"),
    "deadline.late_explained": N_("时限 {due:date} {due:hm}，超 {seconds:span}；说明：{why}"),
    "deadline.fixed": N_("这个时限跟着日期走，不能顺延；日期改了的用“更正”改日期，超期的写说明"),
    "deadline.no_reason": N_("请写明原因"),
    "deadline.no_consent": N_("请填写谁同意顺延"),
    "deadline.not_later": N_("新时限 {new:date} {new:hm} 不晚于原来的 {old:date} {old:hm}"),
    "deadline.no_taker": N_("请填写转给谁"),
    "deadline.has_it": N_("已经在 {name} 手上"),
    "deadline.is_done": N_("《{title}》已在 {at:date} {at:hm} 办结"),
    "deadline.is_withdrawn": N_("《{title}》已在 {at:date} {at:hm} 撤回"),
    "deadline.is_open": N_("《{title}》还在办"),
    "deadline.no_steps": N_("只有督查事项登记领取、查收"),
    "deadline.no_step": N_("没有“{written}”这一步"),
    "deadline.added": N_("已记：{title}"),
    "deadline.corrected": N_("已更正：{title}"),
    "deadline.done": N_("已办结：{title}"),
    "deadline.withdrawn": N_("已撤回：{title}"),
    "deadline.reopened": N_("恢复办理：{title}"),
    "deadline.handed_on": N_("《{title}》转 {taker} 办"),
    "deadline.explained": N_("说明已记：{title}"),
    "deadline.extended_to": N_("顺延到 {due:day} {due:hm} 止，{by} 同意"),
    "deadline.reminder": N_("还有 {seconds:span}：{what:words}{title}（{due:short} {due:hm} 止）"),
    "deadline.reminder_now": N_("到时限了：{what:words}{title}（{due:short} {due:hm}）"),
    "deadline.reminder_late": N_("已超 {seconds:span}：{what:words}{title}（{due:short} {due:hm} 止）"),
    "deadline.did.corrected": N_("更正：{title}"),
    "deadline.did.done": N_("{by} 办结  {result}"),
    "deadline.did.done_late": N_("{by} 办结  {result}  超期说明：{because}"),
    "deadline.did.withdrawn": N_("撤回：{reason}"),
    "deadline.did.reopened": N_("恢复办理：{reason}"),
    "deadline.did.handed_on": N_("{giver} 转 {taker} 办  {words}"),
    "deadline.did.explained": N_("说明：{reason}"),
    "deadline.did.extended": N_("顺延到 {due:short} {due:hm}，{by} 同意：{reason}"),
    "deadline.did.information_reported": N_("报 {place:words}，名单行程未齐  {person}"),
    "deadline.did.information_reported_complete": N_("报 {place:words}，名单行程已齐  {person}"),
    "deadline.did.supervision_reported": N_("报告：{part:words} 已有"),
    "deadline.did.supervision_reported_words": N_("报告：{part:words}：{words}"),
    "supervision.unknown_part": N_("报告没有“{written}”这一部分"),
    "supervision.not_one": N_("只有督查事项、领导批示件有这个报告"),
    "supervision.no_figure": N_("“{part}”里没有数字；报告要写实、用数据说话"),
    "supervision.parts_missing": N_("办理情况报告还缺：{missing:words}"),
    "supervision.complete": N_("报告三个部分已齐"),
    "information.unknown_place": N_("没有“{written}”这个报送处"),
    "information.delivered_before": N_("这一次已报过{place}"),
    "information.not_one": N_("只有领导来嘉、会议信息报两办"),
    "information.no_place": N_("请选报了哪个办公室"),
    "information.owed": N_("还要报：{missing:words}"),
    "information.owed_end": N_("还没有报{missing:words}；两办要分别报送，报齐了才算办结"),
    "information.follow_up_open": N_("名单、行程未定，续报还没有完成"),
    "information.follow_up_open_end": N_("名单、行程未定，续报没有完成，不能办结"),
    "information.reported": N_("已报{places:words}"),
    "information.over": N_("两办都已报，名单行程已齐，办结：{title}"),
    "setting.leads": N_("“{written}”看不懂；请写成 1天 2小时 30分，最多 {most} 个"),
    "deadline.reminder_more": N_(
        "还有 {seconds:span}：{what:words}{title}（{due:short} {due:hm} 止），另有 {more} 件，见“时限”"
    ),
    "deadline.reminder_now_more": N_(
        "到时限了：{what:words}{title}（{due:short} {due:hm}），另有 {more} 件，见“时限”"
    ),
    "deadline.reminder_late_more": N_(
        "已超 {seconds:span}：{what:words}{title}（{due:short} {due:hm} 止），另有 {more} 件，见“时限”"
    ),
    "deadline.done_late": N_("已办结：{title}，超 {seconds:span}；说明：{why}"),
    "deadline.due_or_explain": N_("填了新时限：要顺延的，“做什么”选顺延；只写说明的，把新时限清空"),
    "deadline.unchanged": N_("没有改动：{title}"),
}
