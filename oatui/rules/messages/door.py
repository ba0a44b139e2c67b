"""Sign-in, the door and the closing of a meeting."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    # sign-in (rules/signin.py)
    "signin.on_time": N_("开会 {start:hm}，截止 {deadline:hm}，签到 {at:hms}，距截止还有 {seconds:span}"),
    "signin.exactly": N_("开会 {start:hm}，截止 {deadline:hm}，签到 {at:hms}，正好截止，按时"),
    "signin.after_deadline": N_("开会 {start:hm}，截止 {deadline:hm}，签到 {at:hms}，晚 {seconds:span}"),
    "signin.late": N_(
        "开会 {start:hm}，截止 {deadline:hm}，签到 {at:hms}，晚于开会 {late_seconds:span}，晚于截止 {seconds:span}"
    ),
    "signin.too_early": N_("签到 {opens:hm} 开始，现在 {at:hms}，尚未开始"),
    "signin.closed": N_("签到已于 {closes:hm} 结束，现在 {at:hms}；确需补签的，由批准人说明原因后补登"),
    "signin.not_a_code": N_("扫到的不是签到码；请出示本次会议的签到码"),
    "signin.damaged_code": N_("签到码没有读全或读错；请再扫一次，仍不行就按姓名签到"),
    "signin.unknown_code": N_("没有这个签到码；请核对是否为本局发放，或按姓名签到"),
    "signin.foreign_code": N_("这是“{meeting}”的签到码，不是本次会议的"),
    "signin.revoked_code": N_(
        "{name} 的这个签到码已于 {replaced_at:date} {replaced_at:hm} 换发作废；请出示新码，或按姓名签到"
    ),
    "signin.already": N_("{name} 已于 {first_at:hms} 签到，以首次签到为准"),
    "signin.meeting_closed": N_("“{title}”已于 {at:date} {at:hm} 闭会，不再签到"),
    "signin.replaced": N_("{name} 已请假，由 {substitute} 替会，原签到码已于 {at:date} {at:hm} 作废"),
    "signin.wrong_venue": N_("{name} 名册上在{venue}，本次在此会场签到"),
    "signin.not_on_roster": N_("{name} 不在本次会议名册上；参会人员要与上报人员相一致"),
    "signin.reason_needed": N_("按姓名签到要写明原因，如：未带签到码、签到码损坏"),
    "signin.annulled": N_("已撤销 {name} {at:hms} 的签到，原记录保留备查"),
    # closing a meeting (rules/closing.py, store/closing.py)
    "closing.unapproved": N_("未经批准由他人代会"),
    "closing.missed_sign_in": N_("到会而没有签到，由批准人认定"),
    "closing.late": N_("迟到"),
    "closing.left_early": N_("提前离会"),
    "closing.late_leave": N_("开会以后才请假"),
    "closing.absent_plain": N_("没有签到，也没有请假"),
    "closing.absent_pending": N_("没有签到，请假没有批准"),
    "closing.absent_refused": N_("没有签到，请假未获批准"),
    "closing.absent_substitute": N_("替会人员没有到会"),
    "closing.before_end": N_("会议 {end:short} {end:hm} 结束，现在 {now:hm}，还不能闭会；提前结束的写明理由"),
    "closing.waiting": N_("还有 {n} 人扫了码没有核对：{names:list}；先到签到台核对，不核对就不算到会"),
    "closing.open_committee_duty_government_duty": N_(
        "{unit} {name} 的请假单还没有报县委总值班室、县政府值班室"
    ),
    "closing.open_committee_duty": N_("{unit} {name} 的请假单还没有报县委总值班室"),
    "closing.open_government_duty": N_("{unit} {name} 的请假单还没有报县政府值班室"),
    "closing.open_organiser_substitute": N_(
        "{unit} {name} 的请假报告单还没有送会议筹办单位，也没有另行指定人员参会"
    ),
    "closing.open_organiser": N_("{unit} {name} 的请假报告单还没有送会议筹办单位"),
    "closing.open_substitute": N_("{unit} {name} 请假获准，还没有另行指定人员参会"),
    "closing.mark_present": N_("本人已签到，不用再认定"),
    "closing.mark_approver": N_("请填认定人姓名"),
    "closing.mark_reason": N_("请写明依据，如：座位有人、签到表有签名"),
    "closing.closed": N_("“{title}”已闭会：应到 {expected}，实到 {present}，请假 {leave}，缺席 {absent}"),
    "closing.closed_before": N_("“{title}”已于 {at:date} {at:hm} 闭会；要改先重新打开"),
    "closing.called_off": N_("会议取消"),
    "closing.called_off_now": N_("“{title}”已取消，不计出席；又要开的，在这里按 F8 重新打开"),
    "closing.call_off_reason": N_("取消会议要写明原因"),
    "closing.call_off_came": N_("已有 {n} 人签到，会已经开了，不能取消；请闭会"),
    "closing.reopened": N_("“{title}”已重新打开"),
    "closing.because": N_("请写明仍要闭会的理由"),
    "closing.not_closed": N_("“{title}”还没有闭会"),
    "closing.reopen_reason": N_("重新打开要写明原因"),
    "door.cut": N_(
        "已标记排队截止：{at:hms}，截止 {deadline:hm}；{closes:hms} 以前在这里扫码的，可由认定人一并认定为截止前已到场"
    ),
    "door.cut_early": N_(
        "截止 {deadline:hm}，现在 {at:hms}，还有 {seconds:span}；排队截止在 {earliest:hms} 到 {latest:hms} 之间标记（本局约定）"
    ),
    "door.cut_late": N_(
        "截止 {deadline:hm}，现在 {at:hms}，已过 {seconds:span}；排队截止在 {earliest:hms} 到 {latest:hms} 之间标记（本局约定）"
    ),
    "door.cut_before": N_("这个签到台已于 {at:hms} 标记排队截止"),
    "door.in_line": N_(
        "{deadline:hm} 截止时在门口排队（{cut:hms} 标记），扫码 {at:hms}，{by} 认定截止前已到场，按时"
    ),
    "door.no_cut": N_("这个签到台没有标记排队截止，不能认定"),
    "door.line_by": N_("请填认定人姓名：谁认定他们截止前已到场"),
    "door.nobody_in_line": N_("没有可以认定的：排队截止以后这里没有人扫码，或者都认定过了"),
    "door.line_settled": N_("{by} 认定 {n} 人 {deadline:hm} 截止前已到场，按时；扫码时间保留"),
    "door.line_undone": N_("已撤销 {by} 对 {n} 人的认定，按扫码时间重新判断"),
    "door.nothing_settled": N_("这个签到台没有可撤销的认定"),
    "door.undo_reason": N_("撤销认定要写明原因"),
    "door.head_table": N_("主席台领导，工作人员登记到会，不判断提前15分钟（本局约定）"),
    "door.spot": N_("现场替会：{name} 替 {stands_for} 参会，{approver} 批准"),
    "door.spot_after_start": N_(
        "现场替会：{name} 替 {stands_for} 参会，{approver} 批准，晚于开会 {seconds:span}"
    ),
    "door.spot_approver": N_(
        "{name} 不在名册上，没有批准人不能替 {stands_for} 参会；参会人员要与上报人员相一致"
    ),
    "head_table.seated": N_("{name} 在已确认的主席台名单上（{seat}），要改到座次里改"),
    "head_table.listed": N_("{name} 已在主席台领导名单上"),
    "head_table.not_listed": N_("{name} 不在主席台领导名单上"),
    "head_table.counted": N_("“{title}”主席台领导计入应到"),
    "head_table.not_counted": N_("“{title}”主席台领导不计入应到"),
    "sheet.nobody": N_("没有勾选的人"),
    "sheet.reason": N_("按纸质签到表补录要写明原因，如：停电、扫码器故障"),
    "sheet.approver": N_("按纸质签到表补录要有批准人"),
    "sheet.future": N_("表上时间 {at:date} {at:hms} 还没有到，现在 {now:hms}"),
    "sheet.entered": N_("按纸质签到表补录 {n} 人，时间 {at:hms}，{approver} 批准，均标记补签"),
    "sheet.entered_some": N_(
        "按纸质签到表补录 {n} 人，时间 {at:hms}，{approver} 批准，均标记补签；另有 {already} 人已签到，不再补录"
    ),
    "presence.scanned_out": N_(
        "{name} {at:hms} 扫码离场，{end:hm} 结束；返回再扫一次，不返回的按早退记，可补写原因"
    ),
    "presence.no_reason_owed": N_("{name} 没有缺原因的离会登记"),
    "presence.reason_needed": N_("请写明 {name} 离会的原因"),
    "presence.back_before": N_("{name} {left:hms} 离开，不能在 {at:hms} 返回"),
    "presence.future": N_("{at:day} {at:hms} 还没有到，现在 {now:hms}"),
    "signin.taken_back": N_("{name} 替 {first} 参会的安排已于 {at:date} {at:hm} 撤回"),
    "signin.off_roster": N_(
        "{name} 已于 {at:date} {at:hm} 从本次会议名册去掉；确应参会的，在名册页按 Ins 放回"
    ),
    "door.scanned": N_("这是扫的签到码，没有登记：签到台没有打开。按 F2、F4，选会议按 F5 去签到，再扫一次"),
    "door.scanned_at_site": N_("这是扫的签到码，没有登记：签到台没有打开。按 F2、F4 打开签到台，再扫一次"),
    "closing.waiting_unseen": N_(
        "还有 {n} 人扫了码没有核对：{names:list}；会议改成了扫码即签，先改回逐人核对，再到签到台核对"
    ),
}
