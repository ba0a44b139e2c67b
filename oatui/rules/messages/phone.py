"""Sign-in by phone: what the page and the desk say of it."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "phone.port_taken": N_("端口 {port} 已被别的程序占用；请换一个端口"),
    "phone.cannot_listen": N_("在 {host}:{port} 上打不开：{error:words}；请换一个地址"),
    "phone.stale_code": N_("这个会场码已过期或不是本会场的；请照屏幕上现在的会场码再扫一次"),
    "phone.no_ticket": N_("请先扫会场屏幕上的会场码，再填姓名"),
    "phone.old_ticket": N_("签到页打开超过 2 分钟，已失效；请再扫一次会场码"),
    "phone.too_often": N_("操作太频繁，请等一分钟再试"),
    "phone.not_understood": N_("请填姓名，和手机号的后四位数字"),
    "phone.no_match": N_("姓名和手机号后四位与名册对不上；请核对后再填"),
    "phone.locked": N_("试的次数太多，不能再用手机签到；请到签到台"),
    "phone.other_person": N_("这部手机已为别人签到；一部手机只能签一人，请到签到台"),
    "phone.no_person": N_("这个链接不能用；请用姓名签到，或到签到台"),
    "phone.no_way": N_("没有打开的会场码"),
    "phone.pairing": N_("配对码不对或已用过；请在签到台重新取一个"),
    "phone.not_declared": N_("打开手机签到前，要确认本机不是涉密计算机、未接入电子政务内网"),
    "phone.taken_back": N_("这部手机的签到已撤销；请到签到台"),
    "phone.not_by_phone": N_("这个人不是用手机签到的"),
    "phone.heads": N_("人数要填 0 或更大的整数，不能是 {counted}"),
    "phone.no_block": N_("没有座位区“{block}”"),
    "phone.look.same_trace": N_("同地址同型手机半分钟内连签"),
    "phone.look.after_failure": N_("这部手机此前填错过"),
    "phone.look.burst": N_("同单位几秒内连签"),
    "phone.waiting": N_("已收到，待工作人员核对本人；请到签到台"),
    "phone.listens_elsewhere": N_("手机签到已在 {address} 上打开；一台电脑只用一个地址，要换请先关闭"),
    "phone.no_key": N_("会场码的密钥写不下来：{error:words}"),
    "phone.port": N_("端口要填 1024 到 65535 之间的数，不能是“{written}”"),
    "phone.no_address": N_("本机没有手机能到的地址；请先把本机接到会场的无线网或办公网，或用 --host 指定"),
}
