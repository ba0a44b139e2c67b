"""The link of sub-venues and other desks: what the line, the pairing and the main desk say."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "link.shut_out": N_("主会场已停用本机的连接；请向主会场重新取配对码"),
    "link.no_answer": N_("对方暂时没有应答，稍后自动再试"),
    "link.not_understood": N_("对方不认识这个请求；两边的版本可能不同，请都升到同一版本"),
    "link.cannot_listen": N_("在 {host}:{port} 上打不开：{error}；请换一个地址或端口"),
    "link.certificate": N_("证书用不上：{error}"),
    "link.address": N_("“{written}”不是地址；写成 主机:端口，有证书时写成 https://主机:端口"),
    "link.code_form": N_("“{written}”不是配对码；配对码是 12 个字符，如 K7QM-2XWD-9TBC"),
    "link.code_wrong": N_("配对码不对、已用过或已过 10 分钟；请向主会场重新取一个"),
    "link.other_meeting": N_("这个分会场不属于所问的会议"),
    "link.part_stuck": N_("主会场发来的内容接不上已有的记录；请向主会场重新取配对码"),
    "link.no_line": N_("这个数据文件没有与主会场配对；先用 oatui join 配对"),
    "link.cut": N_("连不上 {address}：{error}；已登记的都在本机，线路通了会自动发送"),
    "link.not_declared": N_("打开端口前，要确认本机不是涉密计算机、未接入电子政务内网（--not-secret）"),
    "link.file_there": N_("{path} 已在；换一个文件夹（--folder），或先移走它"),
    "link.no_postgres": N_("没有装 psycopg，连不了 PostgreSQL；用 pip install \"psycopg[binary]\" 装上"),
    "link.database": N_("连不上数据库：{error}"),
    "link.number_waits": N_("主会场还没有应答，暂时没有字号；公文留着，线路通了再编号"),
    "link.no_keys": N_("连接的密钥写不下来：{error}"),
    "link.site": N_("没有编号为 {site} 的分会场机器；用 oatui link status 查看"),
    "link.cannot_pair": N_("这个数据文件本身就是分会场的，不能再配对别的分会场"),
    "link.no_address": N_("本机没有别的机器能到的地址；请接好办公网，或用 --host 指定"),
    "link.hub_database": N_("数据库地址要写成 postgresql://用户@主机/库名"),
    "link.other_rows": N_("只收本会场签到台的登记；第 {seq} 条不是"),
    "link.origin_taken": N_("这条记录链属于另一台机器"),
    "link.not_here": N_("这是分会场的数据，只登记签到台的事；其他工作请在本单位自己的数据里办"),
    "link.row_changed": N_("第 {seq} 条登记与原来的不一致，没有收下"),
    "link.no_name": N_("请写另一台机器的名称"),
    "link.not_empty": N_("这个数据文件里已有记录，不能改作分会场"),
    "link.shut_out_reason": N_("停用要写明原因"),
    "link.shut_out_before": N_("{name} 已于 {at:hm} 停用"),
    "link.no_series": N_("便函不编号，不必向另一台机器取号"),
    "link.walked_in": N_("{name} 现场来人已登记，等主会场确认"),
    "link.no_walk_in": N_("没有这条现场来人登记"),
    "link.walk_in_answered": N_("{name} 的现场来人登记已处理"),
}
