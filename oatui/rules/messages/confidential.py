"""Plain telegrams and confidential routines (articles 13 and 15)."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "telegram.no_title": N_("要写明电标题"),
    "telegram.secret": N_("密电、有密级的电报只按编号登记，见涉密台账"),
    "telegram.urgency": N_("没有“{written}”这一等级"),
    "telegram.step": N_("没有“{written}”这一步"),
    "telegram.all_done": N_("这份明电已汇报，没有下一步了"),
    "telegram.order": N_("下一步是{waits:words}，不能先记{step:words}"),
    "telegram.no_person": N_("{step:words}要写明是谁"),
    "telegram.future": N_("时间 {at:date} {at:hm} 还没有到"),
    "telegram.backwards": N_("时间 {at:hm} 早于{before:words} {then:hm}；请核对"),
    "telegram.waits_notified": N_("待接领取通知"),
    "telegram.waits_sent": N_("接到领取通知 {seconds:span}，待派人领取"),
    "telegram.waits_signed": N_("派出 {seconds:span}，待签收"),
    "telegram.report_waits": N_(
        "签收 {signed:hm}，已过 {seconds:span}，待向主要负责人汇报（{minutes} 分钟，本局约定）"
    ),
    "telegram.report_late": N_(
        "签收 {signed:hm}，已过 {seconds:span}，还没有向主要负责人汇报（{minutes} 分钟，本局约定）"
    ),
    "telegram.reported": N_(
        "签收 {signed:hm}，汇报 {at:hm}，用时 {seconds:span}（{minutes} 分钟，本局约定）"
    ),
    "telegram.reported_late": N_(
        "签收 {signed:hm}，汇报 {at:hm}，用时 {seconds:span}，超过 {minutes} 分钟（本局约定）"
    ),
    "telegram.unknown": N_("没有编号为 {telegram} 的明电"),
    "telegram.entered": N_("已登记明电：{title}"),
    "secret.no_serial": N_("要填涉密台账的编号"),
    "secret.not_a_serial": N_("这里只填编号，如 0007；标题和内容见涉密台账"),
    "secret.content": N_("这里不写文件的标题和内容，见涉密台账"),
    "secret.known": N_("{serial} 已签收过"),
    "secret.unknown": N_("台账里没有 {serial}"),
    "secret.order": N_("{serial} {state:words}，不能{act:words}；次序是签收、借阅、催收、归还、归档、销毁"),
    "secret.no_person": N_("要写明是谁"),
    "secret.no_approver": N_("销毁要写明批准人"),
    "secret.act": N_("没有“{written}”这一步"),
    "secret.kind": N_("没有“{written}”这一种；请用 paper 或 telegram"),
    "secret.future": N_("{at:date} {at:hm} 还没有到"),
    "secret.backwards": N_("{at:date} {at:hm} 早于上一步 {last:date} {last:hm}；请核对"),
    "secret.due_past": N_("归还日期 {due:date} 已过；请核对"),
    "secret.idle": N_("使用完毕已 {days} 天，还没有归还；严禁长时间空闲放置"),
    "secret.used_today": N_("今天使用完毕，请归还"),
    "secret.overdue": N_("应在 {due:date} 归还，已过 {days} 天；请催收"),
    "secret.count": N_("清点数要填 0 至 9999 的整数"),
    "secret.count_right": N_("清点相符：借出 {borrowed} = 归还 {returned} + 在手 {counted}"),
    "secret.count_wrong": N_("清点不符：借出 {borrowed}，归还 {returned}，在手 {counted}；请马上查找并报告"),
    "secret.post": N_("没有“{written}”这个岗位"),
    "secret.not_staff": N_("{person}不是本单位正式职工，不能任{post:words}"),
    "secret.two_posts": N_("{person}任{post:words}，又是{other:words}；三员宜由不同的人担任"),
    "secret.post_filled": N_("{person}任{post:words}；请报县委办公室机要科"),
    "secret.vacant": N_("还缺{posts:words}"),
    "secret.unreported": N_("{post:words}改为{person}，还没有报县委办公室机要科"),
    "secret.before_change": N_("早于变动的日期 {at:date}；请核对"),
    "secret.reported": N_("当天已报县委办公室机要科"),
    "secret.reported_late": N_("变动后 {days} 天才报县委办公室机要科；应第一时间上报"),
    "secret.no_change": N_("没有要上报的这项变动"),
    "secret.password_never": N_("还没有登记更换密码的日期"),
    "secret.password_late": N_("上次更换密码 {day:date}，已 {days} 天，超过一周"),
    "secret.password_today": N_("上次更换密码 {day:date}，今天满一周，请更换"),
    "secret.password": N_("上次更换密码 {day:date}，{days} 天"),
    "secret.no_label": N_("介质要标密级"),
    "secret.not_locked": N_("涉密介质要存放在加锁的铁皮柜中"),
    "secret.ticks": N_("还缺{missing:words}；清点、登记、编号、封装、签收五项都要办"),
    "secret.patrol": N_("没有“{written}”这一结果；请用 well 或 found"),
    "secret.no_reason": N_("要写明进入的事由"),
    "secret.no_escort": N_("要写明由谁陪同"),
    "secret.left_before": N_("已在 {at:date} {at:hm} 离开"),
    "secret.no_visit": N_("没有这条进出登记"),
    "secret.medium_known": N_("介质 {serial} 已登记过"),
    "secret.medium_unknown": N_("没有编号为 {serial} 的介质"),
    "secret.acted": N_("{serial} {act:words}，已记"),
    "secret.patrolled": N_("巡查已记：{result:words}"),
    "secret.came": N_("{person} {at:hm} 进入，已记"),
    "secret.went": N_("{person} {at:hm} 离开，已记"),
    "secret.medium_kept": N_("介质 {serial} 由{person}保管，已记"),
}
