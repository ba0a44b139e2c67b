"""After the number: printing, the seal and its register, the archive, sending."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    # printing, sending and the archive (rules/issuing.py, store/issuing.py)
    "issuing.no_number": N_("签发、编号以后才能印制、盖印、归档、分送；便函可以不编号"),
    "issuing.copies": N_("印制份数填 1 以上的整数"),
    "issuing.no_print_date": N_("请填印发日期"),
    "issuing.print_date_early": N_(
        "印发日期 {printed:date} 早于成文日期 {signed:date}；印发日期只能等于或晚于成文日期"
    ),
    "issuing.print_date_ahead": N_("印发日期 {printed:date} 还没有到，请核对"),
    "issuing.request_copied_down": N_("请示不同时抄送下级：{units:list}"),
    "issuing.sealer_needed": N_("请填盖印人"),
    "issuing.not_office_head": N_(
        "{name} 不是办公室负责人（{heads:list}），不能盖印；临时代行的在设置里登记起止日期和原因"
    ),
    "issuing.acting": N_("{name} 代行办公室负责人盖印，{start:date} 至 {end:date}，{reason}"),
    "issuing.acting_over": N_("{name} 代行办公室负责人的时间是 {start:date} 至 {end:date}，这一天不能盖印"),
    "issuing.acting_form": N_("看不懂“{written}”；写成：王某 2026-11-23 2026-11-27 外出学习"),
    "issuing.item_unknown": N_("没有“{item}”这一项；可用：{known:list}"),
    "issuing.no_item": N_("请选要归档的材料：草拟稿、领导批示、盖印后的文件"),
    "issuing.filer_needed": N_("请填归档人"),
    "issuing.not_sealed_yet": N_("还没有盖印，盖印后的文件还不能归档"),
    "issuing.not_filed": N_("还没有归档：{items:words}；三样齐了才能办结"),
    "issuing.not_sent": N_("还没有分送，不能办结"),
    "issuing.closer_needed": N_("请填办结人"),
    "issuing.not_sealed": N_("还没有盖印，不能分送"),
    "issuing.sent_before_seal": N_(
        "分送时间 {at:date} {at:hm} 早于盖印时间 {sealed:date} {sealed:hm}；请核对"
    ),
    "issuing.parts_missing": N_("采用“电子版+签字扫描版”报送，还缺：{parts:words}"),
    "issuing.urgent_by_hand": N_("{urgency:words}件要安排专人即时报送，登记专人姓名和送出、送达时间"),
    "issuing.no_recipient": N_("请填送给谁"),
    "issuing.way_unknown": N_("没有“{way}”这种送法；可用：{known:list}"),
    "issuing.part_unknown": N_("没有“{part}”；可用：{known:list}"),
    "issuing.sender_needed": N_("请填谁送的"),
    "issuing.carrier_needed": N_("专人送达要填送件人姓名"),
    "issuing.future": N_("时间 {at:date} {at:hm} 还没有到"),
    "issuing.arrived_before": N_("送达时间 {arrived:date} {arrived:hm} 早于送出时间 {sent:date} {sent:hm}"),
    "issuing.sent_before_signed": N_("送达日期 {sent:date} 早于成文日期 {signed:date}"),
    "issuing.interval_unknown": N_(
        "{year} 年调休安排未载入，算不出送达间隔；载入后再核对是否超过 2 个工作日"
    ),
    "issuing.in_time": N_(
        "{signed:date}成文（当日不计），{delivered:date}送达，间隔 {n} 个工作日（{days:list}），不超过 {most} 个"
    ),
    "issuing.same_day": N_("{signed:date}成文，{delivered:date}送达，间隔 0 个工作日，不超过 {most} 个"),
    "issuing.explanation_needed": N_(
        "{signed:date}成文（当日不计），{delivered:date}送达，间隔 {n} 个工作日（{days:list}），超过 {most} 个，要出具书面说明"
    ),
    "issuing.late": N_(
        "{signed:date}成文（当日不计），{delivered:date}送达，间隔 {n} 个工作日（{days:list}），超过 {most} 个"
    ),
    "issuing.explained": N_("已出具书面说明"),
    "issuing.closed": N_(
        "{number} 已办结，不再改动；确实要改，先在印制分送页“办结”一行上按 F8 再按 6，写明原因恢复办理"
    ),
    "issuing.sealed_before": N_("已盖印，用印登记簿 {year} 年第 {serial} 号；要重来先作废这一行"),
    "issuing.not_printed": N_("还没有印制；先定抄送、份数和印发日期"),
    "issuing.seal_before_signed": N_("盖印时间 {at:date} {at:hm} 早于签发时间 {signed:date} {signed:hm}"),
    "issuing.filed_before": N_("这些原已归档：{items:words}"),
    "issuing.signed_for_before": N_("{recipient} 已由 {name} 签收"),
    "issuing.receiver_needed": N_("请填签收人"),
    "issuing.void_reason": N_("请写明为什么作废"),
    "issuing.no_delivery": N_("没有编号为 {delivery} 的分送记录"),
    "issuing.printed": N_("已印制 {copies} 份，{printed:date}印发；下一步办公室负责人盖印"),
    "issuing.printed_plain": N_("已印制 {copies} 份，{printed:date}印发；下一步分送"),
    "issuing.sealed": N_("已盖{seal}，用印登记簿 {year} 年第 {serial} 号"),
    "issuing.filed": N_("已归档：{items:words}"),
    "issuing.filed_all": N_("三样归档材料已齐"),
    "issuing.sent": N_("已分送 {n} 处"),
    "issuing.signed_for": N_("{recipient} 由 {name} 签收"),
    "issuing.closed_now": N_("已办结"),
    "issuing.delivery_voided": N_("这一条分送已作废"),
    "seal.unknown": N_("没有“{seal}”；可用：{known:list}"),
    "seal.copies": N_("用印份数填 1 以上的整数"),
    "seal.no_title": N_("请填给什么盖印"),
    "seal.no_section": N_("请填用印科室"),
    "seal.no_approver": N_("请填批准人"),
    "seal.future": N_("用印时间 {at:date} {at:hm} 还没有到"),
    "seal.voided_before": N_("第 {serial} 号已作废"),
    "seal.voider_needed": N_("请填谁作废的"),
    "seal.void_reason": N_("请写明为什么作废"),
    "seal.sent_already": N_("{number} 盖印后已分送，这一行不能作废"),
    "seal.no_line": N_("用印登记簿没有编号为 {line} 的一行"),
    "seal.registered": N_("已登记，用印登记簿 {year} 年第 {serial} 号"),
    "seal.voided": N_("用印登记簿 {year} 年第 {serial} 号已作废"),
    "issuing.void_number": N_("{number} 已作废，不能再办理"),
    "issuing.no_text": N_("还没有正文；先在公文页按 F5 从 Word 稿读入，再套红"),
    "issuing.no_explanation": N_("没有书面说明；迟送的在分送时写明情况"),
    "issuing.not_kept": N_("{item:words} 没有归档，不用撤销"),
    "issuing.taken_out": N_("{item:words} 的归档已撤销"),
    "issuing.not_closed": N_("还没有办结，不用恢复"),
    "issuing.reopened": N_("已恢复办理"),
    "issuing.undoer_needed": N_("请填谁撤销的"),
    "issuing.undo_reason": N_("请写明原因"),
    "issuing.not_signed_for": N_("{recipient} 还没有签收"),
    "issuing.receipt_voided": N_("这一条签收已撤销"),
    "issuing.sent_again": N_("以前已送过：{units:list}"),
}
