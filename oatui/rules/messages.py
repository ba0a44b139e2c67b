"""Every sentence that a rule or the store can answer with, by its key: the one place to proofread.

Values carry facts (ISO times, seconds, names), never finished words, so that either language can be made.
"""

from __future__ import annotations

from oatui.i18n import N_

MESSAGES: dict[str, str] = {
    # sign-in (rules/signin.py)
    # working days (rules/workdays.py)
    "calendar.missing": N_("{year} 年的调休安排未载入，不作推算；请先导入该年的放假安排"),
    # typed dates and times (rules/entry.py)
    # document numbers (rules/numbering.py)
    # sign-off chain (rules/signoff.py)
    # the daily routine (rules/routine.py)
    # rosters
    "roster.missing": N_("找不到文件“{name}”；请核对文件名和所在的文件夹"),
    "roster.folder": N_("“{name}”是文件夹；请选择里面的名册文件"),
    "roster.unreadable": N_("文件“{name}”打不开，可能没有权限或正被别的程序占用；请关闭后再试"),
    "roster.empty": N_("文件“{name}”是空文件（0 字节）；请让对方重新发送"),
    "roster.too_large": N_("文件“{name}”超过 50 MB（{size} MB），不像名册；请删去图片等无关内容，另存为 xlsx"),
    "roster.too_many_rows": N_(
        "“{sheet}”超过 {limit} 行或表格范围过大；请删去名单以外的行、列（包括远处多余的格子）后另存"
    ),
    "roster.cut_off": N_("文件“{name}”不完整或已损坏；请重新下载，或让对方重新发送"),
    "roster.encrypted": N_("文件“{name}”设有打开密码；请在 Excel 或 WPS 中取消密码后另存为 xlsx"),
    "roster.word": N_("“{name}”是 Word 文档，不是 Excel 表格；请把其中的表格复制到 Excel，另存为 xlsx"),
    "roster.old_word": N_(
        "“{name}”是旧格式的 Word 文档（.doc），不是 Excel 表格；请把其中的表格复制到 Excel，另存为 xlsx"
    ),
    "roster.slides": N_("“{name}”是演示文稿，不是 Excel 表格；请把名单复制到 Excel，另存为 xlsx"),
    "roster.wps": N_("“{name}”是 WPS 专用格式；请用 WPS 打开，另存为 xlsx"),
    "roster.ofd": N_("“{name}”是 OFD 版式文件，读不出表格；请向对方索取 Excel 原件"),
    "roster.other_table": N_("“{name}”的表格格式本程序不读；请用 Excel 或 WPS 打开，另存为 xlsx"),
    "roster.picture": N_("“{name}”是图片，读不出名单；请向对方索取 Excel 原件"),
    "roster.pdf": N_("“{name}”是 PDF 文件，读不出表格；请向对方索取 Excel 原件"),
    "roster.web_page": N_("“{name}”其实是网页，不是真正的 Excel 表格；请用 Excel 打开，另存为 xlsx"),
    "roster.archive": N_("“{name}”其实是压缩包，不是 Excel 表格；请先解压，再选择里面的名册"),
    "roster.not_table": N_("“{name}”不是 Excel 或 CSV 表格；请选择 .xlsx、.xls 或 .csv 名册"),
    "roster.undecodable": N_("文件“{name}”的文字编码认不出来；请用 Excel 打开，另存为 xlsx"),
    "roster.text_damaged": N_("文件“{name}”第 {row} 行有损坏的文字；请重新导出，或另存为 xlsx"),
    "roster.quote": N_("文件“{name}”第 {row} 行的引号不成对；请改正，或用 Excel 另存为 xlsx"),
    "roster.none": N_("“{name}”里没有找到名册：没有“姓名”一列，也认不出哪一列是姓名；请在表头写明“姓名”"),
    "roster.sheet_unknown": N_("文件“{name}”里没有叫“{sheet}”的工作表；现有：{sheets:list}"),
    "roster.sheet_none": N_("工作表“{sheet}”不是名册：没有“姓名”一列，也认不出哪一列是姓名；请在表头写明“姓名”"),
    "roster.no_name_column": N_("没有指定哪一列是姓名；请先选定姓名列"),
    "roster.name_missing": N_("这一行填了序号、职务或电话，但没有姓名；请补上姓名，或删去这一行"),
    "roster.name_unlike": N_("“{text}”不像姓名；请改为本人姓名"),
    "roster.name_long": N_("姓名有 {count} 个字，超过 {limit} 个；请核对是否填错了格"),
    "roster.name_control": N_("姓名“{text}”里有看不见的控制字符；请重新输入姓名"),
    "roster.name_several": N_("一格里写了不止一个人：“{text}”；请每人一行"),
    "roster.phone_digits": N_("手机号“{text}”有 {count} 位，应为 11 位；请核对"),
    "roster.phone_unlike": N_("“{text}”不像电话号码；手机号应为 11 位，座机应为 7 至 12 位；请核对"),
    "roster.phone_scientific": N_("电话“{text}”被 Excel 写成了科学计数，后几位已丢失；请把该列设为文本后重新填写"),
    "roster.unit_missing": N_("没有填写单位；与上一行相同的也请写明"),
    # store
    "store.missing": N_("还没有数据文件：{path}。直接运行 oatui 打开桌面，或先运行 oatui init"),
    "store.not_a_store": N_("这个文件不是本系统的数据文件，或已损坏"),
    "store.network_drive": N_("数据文件不能放在网络盘上：{path}。请放在本机硬盘"),
    "store.newer": N_("数据文件由更新的版本写过（{names}），现在只读；请升级程序"),
    "store.read_only": N_("数据文件只能读，不能写；请检查文件权限"),
    "store.guards": N_("数据文件的防改措施被动过（{names}），现在只读；请运行 oatui doctor"),
    "store.chain": N_("流水在 {origin} 第 {seq} 条被改动过，现在只读；请运行 oatui doctor"),
    "store.migration": N_("数据文件升级失败（{names}），没有改动；升级前的副本在同一文件夹"),
    "store.disk_full": N_("磁盘已满，这一笔没有记下；请先腾出空间"),
    "store.busy": N_("数据文件正被别的窗口占用，这一笔没有记下；请再试一次"),
    "store.io": N_("读写磁盘出错，这一笔没有记下；请检查硬盘"),
    "store.corrupt": N_("数据文件已损坏；请不要删除它，用最近的备份恢复"),
    "store.engine": N_("数据文件出错：{error}"),
    "store.exists": N_("已经有数据文件：{path}"),
    "backup.taken": N_("已有同名文件，不覆盖：{path}"),
    "backup.no_folder": N_("没有这个文件夹：{path}"),
    "backup.damaged": N_("备份检查不通过，没有留下；请运行 oatui doctor"),
    "backup.failed": N_("备份没有做成：{error}"),
    "restore.no_file": N_("没有这个备份文件：{path}"),
    "restore.same_file": N_("备份文件就是正在用的数据文件：{path}"),
    "restore.damaged": N_("备份文件检查不通过（{what}），没有恢复"),
    "setting.unknown": N_("没有这一项设置：{setting}"),
    "setting.minutes": N_("{setting} 要填 0 到 1440 的整数分钟，不能是“{value}”"),
    "setting.series": N_("三种代字依次填党组文件、局文件、便函，用空格隔开，如：嘉商务组字 嘉商务字 嘉商务函"),
    "setting.empty": N_("{setting} 不能空着"),
    "meeting.no_title": N_("请填会议名称"),
    "meeting.end_before_start": N_("结束时间 {end:hm} 要晚于开始时间 {start:hm}"),
    "meeting.too_long": N_("一次会议不能超过 7 天；请分开登记"),
    "meeting.mode": N_("没有这种开会方式：{mode}（可用 on_site、video）"),
    "meeting.unknown": N_("没有编号为 {meeting} 的会议"),
    "venue.no_name": N_("请填会场名称"),
    "venue.capacity": N_("座位数要大于 0，不能是 {capacity}"),
    "venue.taken": N_("这个会议已有“{venue}”"),
    "venue.unknown": N_("这个会议没有“{venue}”；可用：{venues:list}"),
    "person.no_name": N_("请填姓名"),
    "person.reason": N_("换发签到码要写明原因"),
    "person.unknown": N_("名册里没有编号为 {person} 的人"),
    "document.no_drafter": N_("请填拟稿人"),
    "document.no_section": N_("请填拟稿科室"),
    "document.no_returner": N_("请填退回人"),
    "document.future": N_("签批时间 {at:hm} 还没有到；请按纸上的时间填"),
    "document.unknown": N_("没有编号为 {document} 的公文"),
    "document.number_not_kept": N_("编号没有记下，请再试一次"),
}
