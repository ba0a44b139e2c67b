"""Art. 23 to 25: an incident's clocks and reports; who is on duty, and where nobody is."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "incident.unknown": N_("没有编号 {incident} 的突发事件"),
    "incident.started": N_("{occurred:hms} 事发，{heard:hms} 接报：{due:hms} 前电话报告三家"),
    "incident.call_at_once": N_(
        "立即电话报告：{occurred:hms} 事发，{heard:hms} 接报时已过 10 分钟时限 {seconds:span}"
    ),
    "incident.call_at_once_now": N_("立即电话报告：{occurred:hms} 事发，{due:hms} 的时限已过 {seconds:span}"),
    "incident.no_responsible": N_("还没有写明：{missing:words}；可在设置里填，或按更多更正"),
    "incident.no_words": N_("写一句：什么地方发生了什么"),
    "incident.future": N_("{at:day} {at:hms} 还没有到"),
    "incident.heard_before": N_("{heard:hms} 接报早于 {occurred:hms} 事发"),
    "incident.before": N_("{at:hms} 早于 {heard:hms} 接报"),
    "incident.before_back": N_("{at:hms} 早于 {heard:hms} 接报：电脑时钟被调慢了，请按实际时间填写"),
    "incident.clock_back": N_(
        "电脑时钟比已记录的 {known:hms} 慢 {seconds:span}：计时按已记录的时间，请校对时钟"
    ),
    "incident.late_report": N_("迟报：{due:hms} 前没有书面详细报告，已过 {seconds:span}；请立即报送"),
    "incident.late_report_done": N_("迟报：应在 {due:hms} 前书面详细报告，晚 {seconds:span}"),
    "incident.unknown_office": N_(
        "电话报告报县委总值班室、县政府总值班室、县委办公室信息科，没有“{written}”"
    ),
    "incident.called": N_("已电话报告{office:words}，事发后 {seconds:span}"),
    "incident.called_late": N_("已电话报告{office:words}，超过 {due:hms} 时限 {seconds:span}"),
    "incident.called_reached": N_("已电话报告{office:words}，{reached}接听，事发后 {seconds:span}"),
    "incident.called_late_reached": N_(
        "已电话报告{office:words}，{reached}接听，超过 {due:hms} 时限 {seconds:span}"
    ),
    "incident.called_before": N_("{office:words}已在 {at:hms} 报告；要更正，写明原因"),
    "incident.unknown_part": N_(
        "详细报告的七个方面是起因、背景、发展、处置、后果、影响、舆情，没有“{written}”"
    ),
    "incident.no_part_words": N_("{part:words}还没有内容"),
    "incident.part_filled": N_("已填{part:words}；还缺 {missing:words}"),
    "incident.parts_whole": N_("已填{part:words}；七个方面齐了，可以报详细报告"),
    "incident.unknown_report": N_(
        "书面报告分 first 初报、detailed 详细续报、follow 续报、final 终报，没有“{written}”"
    ),
    "incident.no_signer": N_("书面报告要写明签发人"),
    "incident.parts_missing": N_("详细报告还缺：{missing:words}"),
    "incident.written": N_("已书面报告，事发后 {seconds:span}"),
    "incident.written_late": N_("已书面报告，超过 {due:hms} 时限 {seconds:span}"),
    "incident.detailed": N_("已书面详细报告，事发后 {seconds:span}"),
    "incident.detailed_late": N_("已书面详细报告，超过 {due:hms} 时限 {seconds:span}"),
    "incident.followed": N_("已报{kind:words}；后续处置继续报告"),
    "incident.follow_open": N_("续报未了：有新情况继续书面报告；处置结束后报终报、办结"),
    "incident.no_closer": N_("写明谁确认办结"),
    "incident.no_result": N_("写明处置结果"),
    "incident.owed": N_("还没有报：{missing:words}；不报就办结，要写原因"),
    "incident.closed": N_("{by}确认办结"),
    "incident.closed_without": N_("没有报{missing:words}就办结，原因已记录"),
    "incident.corrected": N_("已更正，从 {occurred:hms} 事发重新计时"),
    "incident.annulled": N_("已撤销：{reason}（{by}）"),
    "incident.reopened": N_("恢复处置：{what}"),
    "incident.is_open": N_("还在处置中：{what}"),
    "incident.is_closed": N_("已办结：{what}"),
    "incident.is_annulled": N_("已撤销：{what}"),
    "incident.no_report": N_("没有第 {number} 号书面报告"),
    "incident.no_reason": N_("写明原因"),
    "incident.did.incident_part_filled": N_("{part:words}：{words}"),
    "incident.did.incident_reported": N_("报送{kind:words}，签发 {signer}  {words}"),
    "incident.did.incident_report_voided": N_("{kind:words}登记有误，不算：{reason}"),
    "incident.did.incident_corrected": N_("更正（{reason}）：{occurred:hms} 事发"),
    "incident.did.incident_annulled": N_("撤销：{reason}（{by}）"),
    "incident.did.incident_closed": N_("办结：{words}（{by}）"),
    "incident.did.incident_reopened": N_("恢复处置：{reason}"),
    "incident.remind": N_("{what:words}还有 {seconds:span}：{title}（{due:hms} 止）"),
    "incident.remind_now": N_("{what:words}到时限了：{title}（{due:hms}）"),
    "incident.remind_late": N_("{what:words}已超 {seconds:span}：{title}（{due:hms} 止）"),
    "incident.remind_more": N_("{what:words}还有 {seconds:span}：{title}（{due:hms} 止），另有 {more} 件"),
    "incident.remind_now_more": N_("{what:words}到时限了：{title}（{due:hms}），另有 {more} 件"),
    "incident.remind_late_more": N_(
        "{what:words}已超 {seconds:span}：{title}（{due:hms} 止），另有 {more} 件"
    ),
    "incident.did.incident_call_withdrawn": N_("{office:words}电话报告登记有误，不算：{reason}"),
    "incident.not_called": N_("没有登记过{office:words}的电话报告"),
}
