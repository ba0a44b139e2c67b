"""The link of sub-venues and other desks: what the line, the pairing and the main desk say."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    "link.shut_out": N_("主会场已停用本机的连接；请向主会场重新取配对码"),
    "link.no_answer": N_("对方暂时没有应答，稍后自动再试"),
    "link.not_understood": N_("对方不认识这个请求；两边的版本可能不同，请都升到同一版本"),
    "link.cannot_listen": N_("在 {host}:{port} 上打不开：{error:words}；请换一个地址或端口"),
    "link.certificate": N_("证书用不上：{error:words}"),
    "link.address": N_("“{written}”不是地址；写成 主机:端口，有证书时写成 https://主机:端口"),
    "link.code_form": N_("“{written}”不是配对码；配对码是 12 个字符，如 K7QM-2XWD-9TBC"),
    "link.code_wrong": N_("配对码不对、已用过或已过 10 分钟；请向主会场重新取一个"),
    "link.other_meeting": N_("这个分会场不属于所问的会议"),
    "link.part_stuck": N_(
        "主会场发来的内容接不上已有的记录；登记照常上报。先把两边的程序升到同一版本，仍接不上再向主会场重新取配对码"
    ),
    "link.no_line": N_("这个数据文件没有与主会场配对；先用 oatui join 配对"),
    "link.cut": N_("连不上 {address}：{error:words}；已登记的都在本机，线路通了会自动发送"),
    "link.not_declared": N_("打开端口前，要确认本机不是涉密计算机、未接入电子政务内网"),
    "link.not_ticked": N_("打开端口前，要确认本机不是涉密计算机、未接入电子政务内网（--not-secret）"),
    "link.file_there": N_("{path} 已在；换一个文件夹（--folder），或先移走它"),
    "link.unsent": N_("在此登记，未送 {n}"),
    "link.all_held": N_("主会场已收"),
    "link.no_contact": N_("未连上主会场"),
    "link.site": N_("没有编号为 {site} 的分会场机器；用 oatui link status 查看"),
    "link.cannot_pair": N_("这个数据文件本身就是分会场的，不能再配对别的分会场"),
    "link.no_address": N_("本机没有别的机器能到的地址；请接好办公网，或用 --host 指定"),
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
    "link.waiting": N_("等主会场确认 {n} 人：{names:list}（替 {others:list}）"),
    "link.no_walk_in": N_("没有这条现场来人登记"),
    "link.walk_in_answered": N_("{name} 的现场来人登记已处理"),
    "events_file.not_one": N_("{name} 不是 oatui 导出的登记记录文件"),
    "events_file.changed": N_("{name} 第 {row} 行被改动过，没有导入"),
    "events_file.rows": N_("{name} 的行数被改动过，没有导入"),
    "events_file.head": N_("{name} 的标题或说明被改动过，没有导入"),
    "events_file.no_site": N_("这个数据文件不是分会场的，没有要送主会场的登记"),
    "events_file.other_way": N_("{name} 不是给这里的：分会场的登记在主会场导入，会议资料在分会场导入"),
    "events_file.gap": N_("{name} 前面缺第 {seq} 条，请先导入较早的文件"),
    "events_file.unknown": N_("{name} 不是这台电脑配对过的机器的"),
    "hub.no_book": N_("{series}〔{year}〕的编号簿还没有交到县中心；请在主会场的机器上先连一次县中心"),
    "hub.number_taken": N_("县中心给出的 {number} 在本机编号簿里已是另一件公文；请与给号的机器核对"),
    "events_file.brought": N_("文件里 {n} 条登记，新收 {new} 条"),
    "hub.no_server": N_("连不上 PostgreSQL：{error}"),
    "hub.cut": N_("连不上县中心 {address}：{error:words}；已登记的都在本机，稍后再试"),
    "hub.only_main": N_("分会场不直接连县中心；它的地址和配对码由主会场给"),
    "hub.not_a_hub": N_("{address} 上不是县中心；县中心的配对码由 oatui hub --pair 给出"),
    "link.unknown": N_("对方不认识本机：地址上是另一台机器，或本机已重新配对；请向主会场重新取配对码"),
    "link.sender_fault": N_("发送出错（{error}），还在重试；登记都在本机"),
    "link.not_taken": N_("主会场没有收，未送 {n}"),
    "link.book_elsewhere": N_(
        "号簿在另一台机器上：编号、预留、补登、作废都在那里的号簿上办；这里的公文按 F7 向它取号"
    ),
    "link.book_unknown": N_("{address} 上的机器不认识本机，没有编号；请在那台机器上重新配对"),
    "link.no_number": N_("连不上号簿所在的机器 {address}，没有编号；公文等着，线路通了再按 F7，不会跳号"),
    "link.no_book": N_("本机没有取号的密钥（数据换了电脑）；请在号簿所在的机器上重新配对"),
    "link.book_begun": N_("本机 {year} 年已自己编过 {n} 个号，不能改从别的机器取号"),
    "link.code_of_venue": N_("这个配对码是给分会场的，不是给取号的"),
    "link.code_of_desk": N_("这个配对码是给另一台办公机器取号的；请在它的“设置”里按 F8 用，现在要重新取码"),
    "hub.no_number": N_("县中心 {address} 连不上，没有给号；公文等着，线路通了再编号"),
    "hub.no_secret": N_("本单位的号由县中心给，这台电脑上没有连县中心的钥匙；请用 oatui link hub 重新连接"),
    "hub.no_contact": N_("县中心未连上"),
    "hub.trouble": N_("与县中心收发不全，见 oatui link status"),
    "link.apart": N_("接收的程序没有启动；请再打开一次"),
    "hub.set_back_main": N_(
        "县中心的数据退回过较早的备份，还没听到主会场的机器，先不给号，以免给出已用的号：请在主会场打开 oatui，或运行 oatui link send"
    ),
    "hub.set_back": N_(
        "号簿退回过较早的备份，县中心还没听到 {machines:list}，先不给号，以免给出已用的号：把它打开、连上就接着给；再也连不上的，先补登它用过的号，再在主会场按“多机”里的 9（oatui link go-on）"
    ),
    "book.set_back": N_(
        "号簿退回过较早的备份，还没听到 {machines:list}，先不给号，以免给出已用的号：把它打开、连上就接着给；再也连不上的，先补登它用过的号，再按“多机”里的 9（oatui link go-on）"
    ),
    "book.left": N_(
        "本机 {year} 年的号是向另一台机器的号簿取的，不能另起一本：请重新配对取号；号簿今后在本机的，先补登最后一个号，再按“多机”里的 9（oatui link go-on）"
    ),
    "book.number_twice": N_("{numbers:list} 在号簿里是另一件公文的：两件公文同号，请与号簿所在的机器核对"),
    "book.nothing_waits": N_("没有在等哪台机器，给号没有停"),
    "book.no_go_on_reason": N_("请写明原因，如机器已坏、它用过的号已补登"),
    "hub.left": N_(
        "本单位已退出县中心，那里不再给号：取号的机器改成主会场的地址（oatui link address）；主会场自己还连着的，再退出一次"
    ),
    "hub.left_town": N_("主会场已退出县中心；请把地址改成主会场自己的，没送的登记会送到那里"),
    "hub.on_none": N_("本机没有连县中心，也没有向别的机器取号"),
    "hub.close_cut": N_("县中心 {address} 连不上，{year} 年的号簿没有关：别的机器还可能取号；线路通了再关"),
    "link.no_book_elsewhere": N_("本机没有向别的机器取号"),
    "link.asked_open": N_(
        "{titles:list} 已要过号、还没收到答复：线路通了再退出；一直连不上的加 --without-line，它们的号到那边号簿上查"
    ),
    "link.book_trouble": N_("取号有问题，见“多机”"),
    "events_file.brought_part": N_("会议资料 {n} 条，新收 {new} 条；{at:hms} 以前主会场改的，这里都知道了"),
    "hub.pair_anew": N_("本单位的号簿在县中心，主会场不再给号：请在主会场给本机重新配对，以后向县中心取号"),
    "link.set_back": N_(
        "本机的数据文件被旧文件顶替：主会场收过的登记这里没有。请关掉 oatui，用 oatui restore 从备份恢复后再打开"
    ),
    "link.line_again": N_("线路的后台程序中断过，已自动重新打开，地址不变；其间的登记会自动送来"),
    "link.line_fell": N_("线路的后台程序十分钟内中断 {n} 次，不再自动打开；到各会场或多机那一页按 F6 打开"),
    "link.rounds_again": N_("与县中心收发的后台程序中断过，已自动重新开始"),
    "link.rounds_fell": N_("与县中心收发的后台程序十分钟内中断 {n} 次，不再自动开始；关掉 oatui 再打开"),
    "hub.code_of_main": N_(
        "这个配对码是县中心给主会场机器的；请在主会场的“设置”里按 F8，再按 F5 用，现在要重新取码"
    ),
    "link.leave_first": N_(
        "本机已向别处取号，一台机器只能向一处取号；先退出（“多机”里按 8，或 oatui link leave）"
    ),
    "link.came_after_all": N_("{name} 本人来了，原由 {substitute} 替会；已登记，等主会场确认"),
    "hub.listens": N_(
        "县中心刚启动，先听各台机器有哪些号，以免给出已用的号；有机器没开着也只等 {seconds} 秒，请到时再编"
    ),
    "book.go_on_unsaid": N_("先核对：它们用过的号都已补登，或没有用过"),
    "book.go_on_risk": N_(
        "没听到 {machines:list}：它们在 {numbers:list} 以后还用过、没有补登的号，会再给一次，两件公文同号。先补登；确认都已补登、或没有用过，才接着给（--entered）"
    ),
    "book.go_on_risk_all": N_(
        "没听到 {machines:list}：它们用过、没有补登的号，会再给一次，两件公文同号。先补登；确认都已补登、或没有用过，才接着给（--entered）"
    ),
    "book.go_on_left": N_(
        "号簿原来在另一台机器上：那里在 {numbers:list} 以后给过、没有补登的号，本机会再给一次，两件公文同号。先补登；确认都已补登、或没有给过，才接着给（--entered）"
    ),
    "link.nobody": N_("连不上 {address}：{error:words}"),
    "link.newer": N_(
        "本机的 oatui 比那边的旧，那边发来的有些读不懂：请升级本机的 oatui，升级后自动接着收；登记照常进行，一条不丢"
    ),
    "link.older": N_(
        "那边的 oatui 比本机的旧，本机送去的有些它读不懂：请升级那边的 oatui，升级后自动接着送；登记都在本机，一条不丢"
    ),
    "link.not_told": N_("登记已送到，资料没有更新"),
    "link.line_silent": N_("线路的后台程序没有响应，已换一个重新打开，地址不变；其间的登记会自动送来"),
    "link.rounds_silent": N_("与县中心收发的后台程序没有响应，已换一个重新开始"),
    "link.waiting_himself": N_("等主会场确认 {n} 人：{names:list}（本人来了，原由 {others:list} 替会）"),
}
