"""What is reported to the county committee, what is made public, and what is looked for."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "search.kind_unknown": N_("没有“{kind}”这一类；可以是：{known:list}"),
    "matters.no_matter": N_("请填写事项"),
    "matters.category": N_("第7条列了 10 项，没有“{written}”；请填 1 至 10"),
    "matters.no_responsible": N_("请填写责任人"),
    "matters.no_reviewer": N_("请填写梳理人"),
    "matters.review_future": N_("{day:date} 还没有到，不能登记梳理"),
    "matters.never_reviewed": N_("清单还没有梳理过；每 {months} 个月梳理一次（本局约定）"),
    "matters.review_overdue": N_(
        "上次梳理 {last:date}，应于 {due:date} 前再梳理，已过 {days} 天（每 {months} 个月，本局约定）"
    ),
    "matters.reviewed": N_("上次梳理 {last:date}，下次 {due:date} 前（每 {months} 个月，本局约定）"),
    "matters.no_event": N_("请填写活动或事项名称"),
    "matters.no_link": N_("请填写请示或报告的文号或标题"),
    "matters.not_a_request": N_("关联的是“{kind}”；要关联请示或报告"),
    "matters.linked": N_("属于要向县委请示报告的事项（{matter}），已关联：{paper}"),
    "matters.unlinked": N_("属于要向县委请示报告的事项（{matter}），还没有关联请示或报告"),
    "matters.unlinked_year": N_(
        "属于要向县委请示报告的事项（{matter}），还没有关联请示或报告；{year} 年放假安排未载入，最迟日期待历"
    ),
    "matters.unlinked_by": N_(
        "属于要向县委请示报告的事项（{matter}），还没有关联请示或报告；最迟 {latest:day} 请示，还有 {days} 天"
    ),
    "matters.unlinked_late": N_(
        "属于要向县委请示报告的事项（{matter}），还没有关联请示或报告；应于 {latest:day} 前请示，已过 {days} 天"
    ),
    "matters.unknown": N_("没有编号为 {matter} 的事项"),
    "matters.dropped": N_("这一项 {at:date} 已移出清单"),
    "matters.drop_reason": N_("请写明移出的原因"),
    "matters.event_unknown": N_("没有编号为 {event} 的活动"),
    "matters.event_dropped": N_("这项活动 {at:date} 已移出"),
    "matters.meeting_untagged": N_("会议 {meeting} 没有标为第7条事项；在会议的邀请领导里标"),
    "publication.no_title": N_("请填写公开的信息名称"),
    "publication.information_future": N_("信息时间 {day:date} 还没有到"),
    "publication.no_responsible": N_("请填写责任人"),
    "publication.future": N_("公开时间 {at:date} {at:hm} 还没有到；公开以后再登记"),
    "publication.no_channel": N_("请填写公开渠道"),
    "publication.before": N_(
        "公开时间 {at:date} 早于信息时间 {information:date}，差 {days} 天；请核对两个日期"
    ),
    "publication.not_checked": N_("请写明谁核对过内容里没有晚于公开时间的事"),
    "publication.late": N_("{at:date} 公开，应于 {due:date} 前公开，晚 {days} 天"),
    "publication.no_calendar": N_("“{title}”还没有公开；当年放假安排未载入，期限待历"),
    "publication.overdue": N_("“{title}”还没有公开；应于 {due:date} 前公开，已过 {days} 天"),
    "publication.awaits": N_("“{title}”还没有公开；{due:date} 前公开，还有 {days} 天"),
    "publication.has_line": N_("“{title}”已在公开清单里"),
    "publication.is_open": N_("“{title}”还没有公开，不用撤回"),
    "publication.is_published": N_("{at:date} 已公开"),
    "publication.is_ended": N_("{at:date} 已定为不公开"),
    "publication.reason": N_("请写明原因"),
    "publication.no_decider": N_("请填写谁定的不公开"),
    "publication.unknown": N_("没有编号为 {publication} 的公开事项"),
    "matters.category_blank": N_("请填类别：第7条所列的 1 至 10"),
}
