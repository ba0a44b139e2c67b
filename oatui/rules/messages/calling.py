"""Before a meeting: inviting leaders, the pasted notice, the checklist, lists of people, who is sent."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "calling.saved": N_("已记下"),
    "invitation.digit": N_("看不懂“{written}”；请填 1 至 {most} 中的数字，可以几个"),
    "invitation.matter": N_("第7条列了 10 项，没有“{written}”这一项；请填 1 至 10，不属于填 0"),
    "invitation.unknown": N_("没有“{written}”这个选项；请核对"),
    "invitation.no_request": N_("已写请示日期，还没有关联请示；请填文号或标题"),
    "invitation.because_foreign": N_("县级领导参加部门{kind:words}：外事工作需要"),
    "invitation.because_united_front": N_("县级领导参加部门{kind:words}：统战工作需要"),
    "invitation.because_necessary": N_("县级领导参加部门{kind:words}：确有必要参加的重要活动"),
    "invitation.no_office": N_("还没有写报哪个办公室；县领导属哪套班子，就报哪套班子的办公室"),
    "invitation.papers": N_("背景资料还缺：{missing:words}"),
    "invitation.speech": N_("请领导讲话或作批示，还缺：{missing:words}"),
    "invitation.matter_asked": N_("第7条事项，已关联请示：{request}"),
    "invitation.matter_open": N_("第7条事项，要按程序向县委请示；还没有关联请示"),
    "convening.due_8-7": N_("向县委请示重要事项，最迟 {latest:day} 请示（提前 15 日），还有 {left} 天"),
    "convening.due_8-7_rest": N_(
        "向县委请示重要事项，最迟 {latest:day} 请示（提前 15 日），还有 {left} 天；当天休息，前一工作日是 {working:day}"
    ),
    "notice_text.nothing": N_("没有粘贴内容；请粘贴通知全文，或把 .docx、.txt 文件拖进来"),
    "notice_text.long": N_("内容超过 {most} 字，不像会议通知；请只粘贴通知"),
    "notice_text.sub_venues": N_("通知提到分会场；我局要设分会场的，“谁主办”改成我局设分会场"),
    "notice_text.weekday": N_("{day:date} 不是星期{written}，是 {day:day}；请核对"),
    "notice_text.past": N_("{day:day} 已经过去；请核对"),
    "notice_text.afternoon": N_("没写上午下午，按 {at} 填；请核对"),
    "meeting.note_unknown": N_("没有“{note}”这一项备注"),
    "checklist.unknown": N_("会务清单里没有编号为 {item} 的这一项"),
    "checklist.no_title": N_("请写要准备什么"),
    "checklist.taken": N_("清单里已有“{title}”"),
    "checklist.begun": N_("已列入 {n} 项"),
    "checklist.added": N_("已加：{title}"),
    "checklist.done": N_("{title}：已备好"),
    "checklist.undone": N_("{title}：改为没备好"),
    "checklist.dropped": N_("已去掉：{title}"),
    "people_list.unknown": N_("没有“{written}”这份常用名单"),
    "people_list.no_name": N_("请填名单的名称"),
    "people_list.taken": N_("已有一份常用名单叫“{name}”"),
    "people_list.nobody": N_("名单上没有人；请一行一人写上姓名"),
    "people_list.many": N_("名单超过 {most} 人；请分成几份"),
    "people_list.line": N_("第 {row} 行看不懂：“{written}”；请写成 姓名 单位 职务 电话"),
    "people_list.made": N_("已存常用名单“{name}”，{n} 人"),
    "people_list.removed": N_("常用名单“{name}”已去掉"),
    "sending.nobody": N_("请先添加派谁参加"),
    "sending.by_whom": N_("请填谁同意派人参加"),
    "sending.future": N_("时间 {at:date} {at:hm} 还没有到；请按实际时间填"),
    "sending.approved": N_("{names:list} 参会，{by} 同意"),
    "entry.coming": N_("看不懂“{written}”；请写成 1125 1700、明天 12点，只写日期就是当天下班前"),
    "notice_text.large": N_("“{name}”太大，不像会议通知；请把通知的文字粘贴进来"),
    "notice_text.unreadable": N_("“{name}”打不开；请核对文件，或把通知的文字粘贴进来"),
    "notice_text.other": N_("“{name}”不是 .docx 或 .txt；请另存为 .docx，或把通知的文字粘贴进来"),
    "sending.reported": N_("我局回执 {at:date} {at:hm} 已报"),
    "sending.due": N_("回执 {due:short} {due:hm} 前报；{start:short} {start:hm} 开会"),
    "sending.due_default": N_(
        "回执 {due:short} {due:hm} 前报（通知未写时限，按开会前一个工作日{due:hm}，本局约定）；{start:short} {start:hm} 开会"
    ),
    "sending.waits": N_("{start:date}开会，回执时限：调休安排未载入，不推算"),
    "meeting.remind": N_("签到截止还有 {seconds:span}：{title}（{due:hm} 截止，{start:hm} 开会）"),
    "meeting.remind_now": N_("签到截止：{title}（{due:hm}，{start:hm} 开会）"),
    "meeting.remind_late": N_("签到截止已过 {seconds:span}：{title}（{due:hm} 截止，{start:hm} 开会）"),
    "meeting.remind_more": N_(
        "签到截止还有 {seconds:span}：{title}（{due:hm} 截止，{start:hm} 开会），另有 {more} 件"
    ),
    "meeting.remind_now_more": N_("签到截止：{title}（{due:hm}，{start:hm} 开会），另有 {more} 件"),
    "meeting.remind_late_more": N_(
        "签到截止已过 {seconds:span}：{title}（{due:hm} 截止，{start:hm} 开会），另有 {more} 件"
    ),
}
