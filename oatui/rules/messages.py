"""Every sentence that a rule or the store can answer with, by its key: the one place to proofread.

Values carry facts (ISO times, seconds, names), never finished words, so that either language can be made.
"""

from __future__ import annotations

from oatui.i18n import N_

MESSAGES: dict[str, str] = {
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
    # working days (rules/workdays.py)
    "calendar.missing": N_("{year} 年的调休安排未载入，不作推算；请先导入该年的放假安排"),
    "workdays.count_too_small": N_("天数要填 1 或更大的整数，不能是 {n}"),
    "workdays.reversed": N_("结束日期 {end:date} 早于开始日期 {start:date}；请核对"),
    "workdays.out_of_range": N_("推算的日期超出可用范围；请核对天数"),
    "calendar.unreadable": N_("文件“{file}”打不开；请核对文件名和权限"),
    "calendar.not_json": N_("文件“{file}”不是 JSON 格式的放假安排"),
    "calendar.no_year": N_("文件“{file}”没有写明年份（year 应为四位整数）"),
    "calendar.empty": N_("该文件没有放假安排"),
    "calendar.bad_item": N_(
        "文件“{file}”第 {number} 条读不懂；每条应有 name、date（如 2026-02-15）和 isOffDay"
    ),
    "calendar.wrong_year": N_("{day:date} 不属于 {year} 年的放假安排；请核对年份"),
    "calendar.contradiction": N_("{day:date} 既写了放假又写了上班；请核对"),
    "calendar.other_notice": N_("通知写的是 {stated} 年，要录入的是 {year} 年；请核对"),
    "calendar.unclear": N_("看不懂“{written}”；请写成：放假 2月15日至23日，或：上班 2月14日、2月28日"),
    "calendar.weekday": N_("“{written}”里的星期与 {day:day} 不符；请核对年份和日期"),
    "calendar.total": N_("“{written}”写的天数与日期不符，按日期是 {days} 天；请核对"),
    "calendar.no_ranges": N_("没有读到放假日期；请写成：放假 2月15日至23日"),
    # typed dates and times (rules/entry.py)
    "entry.date": N_(
        "看不懂日期“{written}”；可填：明天、下周三、25、1125、11月25日、2026-11-25、+5、+5g（工作日）"
    ),
    "entry.time": N_("看不懂时间“{written}”；可填：9、0900、9:00、9点半、下午2点半"),
    "entry.no_calendar": N_("“{written}”要按工作日推算，这里没有日历；请直接填日期，如 1125"),
    # document numbers (rules/numbering.py)
    "numbering.no_title": N_("标题不能为空；请填写发文机关、事由和文种"),
    "numbering.kind_unknown": N_("“{kind}”不是法定文种；请从 15 种公文文种中选择"),
    "numbering.request_report": N_(
        "“请示报告”不是一个文种：请求指示、批准用“请示”，汇报工作用“报告”，报告中不得夹带请求事项"
    ),
    "numbering.not_a_letter": N_("“{kind}”不能用便函（{series}）；请改用党组文件或局文件的代字"),
    "numbering.letter_only": N_("“函”用信函格式，编便函代字或不编号直接盖章，不编“{series}”"),
    "numbering.series_unknown": N_("没有“{series}”这个代字；可用：{known:list}"),
    "numbering.title_ending": N_("标题应以文种“{kind}”结尾"),
    "numbering.title_marks": N_("标题中除书名号、引号外一般不用标点符号，现有：{marks}"),
    "numbering.awaits.draft": N_("还没有拟稿，不能编号；主要领导签发后由办公室编号"),
    "numbering.awaits.section_check": N_("待科室负责人初审，不能编号；主要领导签发后由办公室编号"),
    "numbering.awaits.office_check": N_("待办公室负责人审核，不能编号；主要领导签发后由办公室编号"),
    "numbering.awaits.deputy_sign": N_("待分管领导审签，不能编号；主要领导签发后由办公室编号"),
    "numbering.awaits.chief_sign": N_("待主要领导签发，不能编号；签发后由办公室编号"),
    "numbering.signatures": N_(
        "核签不全：科室负责人、办公室负责人、分管领导、主要领导应有 4 道，现有 {done} 道"
    ),
    "numbering.unreadable": N_("“{written}”不是发文字号；应写成：嘉商务字〔2026〕1号"),
    "numbering.year": N_("年份“{year}”不对；应为四位数字，在 {first} 至 {last} 之间"),
    "numbering.sequence": N_("序号“{sequence}”不对；应从 1 编起"),
    "numbering.repaired.spaces": N_("发文字号中不留空格，已去掉"),
    "numbering.repaired.full_width": N_("数字应为半角，已改"),
    "numbering.repaired.brackets": N_("年份应用六角括号〔〕，已改"),
    "numbering.repaired.ordinal": N_("序号前不加“第”，已去掉"),
    "numbering.repaired.padded": N_("序号不编虚位（1 不编为 001），已改"),
    "numbering.repaired.ending": N_("序号后应有“号”，已补"),
    # sign-off chain (rules/signoff.py)
    "signoff.complete": N_("五道签批已齐，无须再登记"),
    "signoff.name_needed": N_("请填签批人姓名"),
    "signoff.awaits.draft": N_("应先登记拟稿"),
    "signoff.awaits.section_check": N_("先核后签：应先由科室负责人初审"),
    "signoff.awaits.office_check": N_("先核后签：应先由办公室负责人审核"),
    "signoff.awaits.deputy_sign": N_("应先由分管领导审签，再由主要领导签发"),
    "signoff.awaits.chief_sign": N_("前四道已登记，现待主要领导签发"),
    "signoff.time_backwards": N_(
        "时间 {at:date} {at:hm} 早于上一道（{person}，{previous:date} {previous:hm}）；请核对纸上的时间"
    ),
    "signoff.same_person": N_("{person} 连签了前后两道；请核对是否登记错人"),
    "signoff.office_drafts": N_("办公室拟稿，初审、审核同为 {person}"),
    "signoff.nothing_to_return": N_("还没有签批，不需要退回"),
    "signoff.reason_needed": N_("退回要写明原因"),
    "signoff.keeps_number": N_("退回修改，{number} 保留，改后重新签批，不另编号"),
    # the daily routine (rules/routine.py)
    "routine.arrival": N_("上班登录 {at:hms}，已记（{first:hm}–{last:hm}）"),
    "routine.leaving": N_("下班前登录 {at:hms}，已记（{first:hm} 起）"),
    "routine.arrival_made_up": N_(
        "补记 {at:date} {at:hms} 的上班登录，记入时间 {recorded_at:date} {recorded_at:hms}"
    ),
    "routine.leaving_made_up": N_(
        "补记 {at:date} {at:hms} 的下班前登录，记入时间 {recorded_at:date} {recorded_at:hms}"
    ),
    "routine.late": N_("上班登录截至 {last:hm}，登录 {at:hms}，晚 {seconds:span}，记为晚登"),
    "routine.late_made_up": N_(
        "上班登录截至 {last:hm}，登录 {at:hms}，晚 {seconds:span}，记为晚登；补记于 {recorded_at:date} {recorded_at:hms}"
    ),
    "routine.missed": N_("上班登录截至 {last:hm}，登录 {at:hms}，已过上午，上班登录记为漏登"),
    "routine.arrival_early": N_(
        "登录 {at:hms} 早于 {first:hm}，不算上班登录；请在 {first:hm}–{last:hm} 再登录一次"
    ),
    "routine.leaving_early": N_(
        "登录 {at:hms} 早于 {first:hm}，不算下班前登录；请在 {first:hm} 后再登录一次"
    ),
    "routine.future": N_("登录时间 {at:date} {at:hm} 还没有到；请核对"),
    "routine.reason_needed": N_("补记 {at:date} 的登录要写明原因"),
    # the rule list
    "rule.unknown": N_("规则里没有“{written}”这一条；oatui rules 列出全部"),
    # rosters
    "roster.missing": N_("找不到文件“{name}”；请核对文件名和所在的文件夹"),
    "roster.folder": N_("“{name}”是文件夹；请选择里面的名册文件"),
    "roster.unreadable": N_("文件“{name}”打不开，可能没有权限或正被别的程序占用；请关闭后再试"),
    "roster.empty": N_("文件“{name}”是空文件（0 字节）；请让对方重新发送"),
    "roster.too_large": N_(
        "文件“{name}”超过 50 MB（{size} MB），不像名册；请删去图片等无关内容，另存为 xlsx"
    ),
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
    "roster.sheet_none": N_(
        "工作表“{sheet}”不是名册：没有“姓名”一列，也认不出哪一列是姓名；请在表头写明“姓名”"
    ),
    "roster.nobody": N_("“{name}”里有名册的表头，但一个姓名也没有；请核对是不是空白模板"),
    "roster.second_list": N_("{letter} 列还有一份并排的名单，不会读入；请接到第一份名单的下面"),
    "roster.no_name_column": N_("没有指定哪一列是姓名；请先选定姓名列"),
    "roster.name_missing": N_("这一行填了序号、职务或电话，但没有姓名；请补上姓名，或删去这一行"),
    "roster.name_unlike": N_("“{written}”不像姓名；请改为本人姓名"),
    "roster.name_long": N_("姓名有 {count} 个字，超过 {limit} 个；请核对是否填错了格"),
    "roster.name_control": N_("姓名“{written}”里有看不见的控制字符；请重新输入姓名"),
    "roster.name_several": N_("一格里写了不止一个人：“{written}”；请每人一行"),
    "roster.phone_digits": N_("手机号“{written}”有 {count} 位，应为 11 位；请核对"),
    "roster.phone_unlike": N_("“{written}”不像电话号码；手机号应为 11 位，座机应为 7 至 12 位；请核对"),
    "roster.phone_scientific": N_(
        "电话“{written}”被 Excel 写成了科学计数，后几位已丢失；请把该列设为文本后重新填写"
    ),
    "roster.unit_missing": N_("没有填写单位；与上一行相同的也请写明"),
    # seats (rules/seating.py, store/seats.py)
    "seating.head_size": N_("主席台每排人数要在 1 至 {most} 之间，不能是 {n}"),
    "seating.head_front": N_("主席台前排人数要填 1 或更大的整数，不能是 {front}"),
    "seating.hall": N_("排数和每排座数要在 1 至 {most} 之间，不能是 {size}"),
    "seating.aisle": N_("每排 {columns} 座，过道不能在第 {aisle} 座之后"),
    "seating.first_row": N_("共 {rows} 排，不能从第 {row} 排开始"),
    "seating.too_few": N_(
        "要排 {people} 人，可用座位只有 {seats} 个，差 {short} 个；请增加排数，或放开停用、留用的座位"
    ),
    "seating.unknown_unit": N_("要排的人里没有“{unit}”的；请核对单位名称"),
    "seating.label": N_("看不懂座位“{written}”；请写成 3排12座，或 3-12"),
    "seats.unknown_venue": N_("没有编号为 {venue} 的会场"),
    "seats.no_plan": N_("{venue}还没有座位图；请先定排数和每排座数"),
    "seats.outside": N_("{venue}没有 {seat}；共 {rows} 排，每排 {columns} 座"),
    "seats.blocked": N_("{seat} 已停用，不能安排人"),
    "seats.given": N_("{seat} 已划给{unit}，{name}不是该单位的"),
    "seats.taken": N_("{seat} 现由{name}就座；请先移开，或用对调"),
    "seats.no_seat": N_("{name}还没有座位，不能对调"),
    "seats.on_head": N_("{name}在主席台就座；主席台按确认的名单排，请改名单"),
    "seats.head_seat": N_("主席台座次只按确认的名单排，不能单独安排"),
    "seats.other_venue": N_("{name}在{theirs}，不在{venue}，不能对调"),
    "seats.nobody": N_("没有要排座的人；请先导入名册"),
    "seats.nobody_waits": N_("人人都有座位，没有要补排的"),
    "seats.nothing_to_undo": N_("{venue}没有可以撤销的排座"),
    "seats.no_names": N_("请按座次写出主席台名单，一行一人"),
    "seats.no_confirmer": N_("主席台名单要写明由谁确认"),
    "seats.same_name": N_("名册上有 {n} 位{name}（{units:list}）；请在姓名后写单位，如 {example}"),
    "seats.twice": N_("{name}在主席台名单上写了两次"),
    "seats.no_unit": N_("请写明划给哪个单位"),
    "seats.unknown_unit": N_("名册上没有“{unit}”的人；请核对单位名称"),
    "seating.number": N_("“{written}”不行；要填 {least} 或更大的整数"),
    "seats.planned": N_("座位图已定：{rows} 排，每排 {columns} 座"),
    "seats.arranged": N_("已排 {seated} 人，还有 {waiting} 人没有座位"),
    "seats.moved": N_("{name}坐到 {seat}"),
    "seats.swapped": N_("{name}和{other}已对调"),
    "seats.marked.blocked": N_("已停用 {n} 座：{seats:list}"),
    "seats.marked.held": N_("已留 {n} 座：{seats:list}"),
    "seats.marked.given": N_("已把 {n} 座划给{unit}：{seats:list}"),
    "seats.marked.free": N_("已放开 {n} 座：{seats:list}"),
    "seats.head_confirmed": N_("主席台 {n} 人，由{name}确认"),
    "seats.head_confirmed_but": N_("主席台 {n} 人，由{name}确认；不在本会场名册上的：{unknown:list}"),
    # leave and substitutes (rules/leave.py, store/leave.py)
    "leave.kind_unknown": N_("没有“{kind}”这种请假事由类别"),
    "leave.own_meeting": N_(
        "不得以本单位会议为由不参加县委、县政府会议活动；主持会议的领导同意的，请写明是谁同意"
    ),
    "leave.own_meeting_allowed": N_("以本单位会议请假，主持会议的领导 {chair} 已同意"),
    "leave.after_start": N_("开会 {start:hm}，请假 {at:hm}，晚于开会 {seconds:span}，记为开会后请假"),
    "leave.approved_after_start": N_("开会 {start:hm}，批准 {at:hm}，晚于开会 {seconds:span}"),
    "leave.requested": N_("已登记 {name} 的请假，待批准"),
    "leave.approved": N_("{name} 的请假已由 {approver} 于 {at:date} {at:hm} 批准"),
    "leave.refused": N_("{name} 的请假 {by} 未批准：{reason}；本人应当到会"),
    "leave.withdrawn": N_("{name} 的请假已撤回，本人应当到会"),
    "leave.substituted": N_(
        "{name} 由 {substitute} 替会，{name} 的签到码已作废，{substitute} 的签到码即可使用"
    ),
    "leave.delivered_committee_duty": N_("{name} 的请假单 {at:date} {at:hm} 已报县委总值班室"),
    "leave.delivered_government_duty": N_("{name} 的请假单 {at:date} {at:hm} 已报县政府值班室"),
    "leave.delivered_organiser": N_("{name} 的请假报告单 {at:date} {at:hm} 已送会议筹办单位"),
    "leave.approver_needed": N_("请填批准人姓名"),
    "leave.leader_needed": N_("请填哪位县领导同意"),
    "leave.refuser_needed": N_("请填不批准的人"),
    "leave.refusal_reason": N_("不批准要写明原因"),
    "leave.withdraw_reason": N_("撤回请假要写明原因"),
    "leave.future": N_("时间 {at:date} {at:hm} 还没有到；请按实际时间填"),
    "leave.substitute_requested": N_("请假还没有批准，经批准后方可安排其他人员参加"),
    "leave.substitute_refused": N_("请假没有批准，不得安排其他人员替会"),
    "leave.substitute_withdrawn": N_("请假已撤回，不能安排替会"),
    "leave.substitute_before": N_(
        "批准 {approved_at:hms}，安排替会 {named_at:hms}，早于批准；经批准后方可安排其他人员参加"
    ),
    "leave.substitute_taken": N_(
        "{name} 已由 {substitute} 替会；{substitute} 也不能到会的，给 {substitute} 办请假"
    ),
    "leave.substitute_on_roster": N_("{unit} {name} 已在名册上，一人不能顶两个名额"),
    "leave.no_delivery_county": N_("县委、县政府会议的请假单报县委总值班室、县政府值班室"),
    "leave.no_delivery_county_leader": N_("县领导主持的会议，请假报告单送会议筹办单位"),
    "leave.no_delivery_bureau": N_("局内会议请假经办公室负责人同意即可，不用报送请假单"),
    "leave.delivered_before": N_("这份请假单 {at:date} {at:hm} 已登记送达"),
    "leave.not_approved_yet": N_("请假批准以后才登记请假单送达"),
    "leave.several": N_("有几个人对得上，在后面加数字：{people:list}"),
    "leave.nobody": N_("名册里没有找到“{written}”"),
    "leave.no_person": N_("请填谁请假"),
    "leave.unknown": N_("没有编号为 {leave} 的请假"),
    "leave.decided": N_("{name} 的这次请假已有结果；情况有变的，撤回或重新登记请假"),
    "leave.asked_before": N_("{name} 已有一次请假（编号 {leave}）"),
    "leave.already_here": N_("{name} 已于 {at:hms} 签到，不能请假或替会"),
    "leave.has_substitute": N_("{name} 已由 {substitute} 替会，不能撤回"),
    # calling a meeting (rules/convening.py)
    "convening.long": N_(
        "{start:hm} 至 {end:hm} 共 {seconds:span}，超过半天（{hours} 小时）；会议一般不超过半天"
    ),
    "convening.past_noon": N_("{start:hm} 至 {end:hm} 跨过 {noon:hm}，超出同一个半天；会议一般不超过半天"),
    "convening.must_move": N_(
        "与县委、县政府会议“{title}”（{start:hm} 至 {end:hm}）时间冲突，要服从县委、县政府会议安排，请改时间；确不能改的写明原因"
    ),
    "convening.ours_must_move": N_(
        "我局“{title}”（{start:hm} 至 {end:hm}）与这次县委、县政府会议时间冲突，我局的会要改时间"
    ),
    "convening.overlap": N_("与“{title}”（{start:hm} 至 {end:hm}）时间重叠，请核对派谁参加"),
    "convening.twice": N_(
        "{names:list} 同一周还要参加“{title}”（{start:short} {start:hm}）；能合并召开的会议合并召开"
    ),
    "convening.twice_many": N_(
        "{names:list}等 {n} 人同一周还要参加“{title}”（{start:short} {start:hm}）；能合并召开的会议合并召开"
    ),
    "convening.in_time_8-7": N_(
        "{event:date} 的事项应在 {latest:date} 前请示，{sent:date} 请示，符合提前 15 日"
    ),
    "convening.in_time_8-9": N_(
        "{event:date} 的活动应在 {latest:date} 前向县委请示，{sent:date} 请示，符合提前 1 个月"
    ),
    "convening.in_time_8-10": N_(
        "{event:date} 的活动应在 {latest:date} 前向县委请示，{sent:date} 请示，符合提前 5 天"
    ),
    "convening.in_time_20-2": N_(
        "{event:date} 的活动应在 {latest:date} 前报对应的县四套班子办公室，{sent:date} 报送，符合提前 5 天"
    ),
    "convening.too_late_8-7": N_(
        "{event:date} 的事项应在 {latest:date} 前请示（提前 15 日），{sent:date} 已晚 {days} 天"
    ),
    "convening.too_late_8-9": N_(
        "邀请省市及以上领导应在 {latest:date} 前向县委请示（提前 1 个月），{sent:date} 已晚 {days} 天；已请示的写明何时请示"
    ),
    "convening.too_late_8-10": N_(
        "邀请县委领导应在 {latest:date} 前向县委请示（提前 5 天），{sent:date} 已晚 {days} 天；已请示的写明何时请示"
    ),
    "convening.too_late_20-2": N_(
        "邀请县领导应在 {latest:date} 前报对应的县四套班子办公室（提前 5 天），{sent:date} 已晚 {days} 天；已报的写明何时报"
    ),
    "convening.due_8-9": N_(
        "邀请省市及以上领导，最迟 {latest:day} 向县委请示（提前 1 个月），还有 {left} 天"
    ),
    "convening.due_8-9_rest": N_(
        "邀请省市及以上领导，最迟 {latest:day} 向县委请示（提前 1 个月），还有 {left} 天；当天休息，前一工作日是 {working:day}"
    ),
    "convening.due_8-10": N_("邀请县委领导，最迟 {latest:day} 向县委请示（提前 5 天），还有 {left} 天"),
    "convening.due_8-10_rest": N_(
        "邀请县委领导，最迟 {latest:day} 向县委请示（提前 5 天），还有 {left} 天；当天休息，前一工作日是 {working:day}"
    ),
    "convening.due_20-2": N_(
        "邀请县领导，最迟 {latest:day} 报对应的县四套班子办公室（提前 5 天），还有 {left} 天"
    ),
    "convening.due_20-2_rest": N_(
        "邀请县领导，最迟 {latest:day} 报对应的县四套班子办公室（提前 5 天），还有 {left} 天；当天休息，前一工作日是 {working:day}"
    ),
    "convening.not_for_leaders": N_("县级领导一般不参加部门召开的{kind}；外事、统战或确有必要的写明原因"),
    "convening.papers": N_("同时提供：会议活动有关情况、前期沟通情况、会议议程、是否请领导讲话（作批示）"),
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
    "closing.reopened": N_("“{title}”已重新打开"),
    "closing.because": N_("请写明仍要闭会的理由"),
    "closing.not_closed": N_("“{title}”还没有闭会"),
    "closing.reopen_reason": N_("重新打开要写明原因"),
    # notices, replies and the range of a venue (rules/notice.py, rules/replies.py, rules/venue_range.py)
    "notice.deadline_after_start": N_("回执时限 {at:date} {at:hm} 要早于开会 {start:date} {start:hm}"),
    "notice.name_unknown": N_("没有“{written}”这种名义（可用 committee_office、government_office）"),
    "notice.consent_committee_office": N_(
        "以县委办公室名义通知的，必须经县委办公室同意；请写明谁同意、何时同意"
    ),
    "notice.consent_government_office": N_(
        "以县政府办公室名义通知的，必须经县政府办公室同意；请写明谁同意、何时同意"
    ),
    "notice.consent_late": N_(
        "同意 {consent_at:date} {consent_at:hm}，发出 {sent_at:date} {sent_at:hm}，晚于发出；必须先经同意再通知"
    ),
    "notice.channel_unknown": N_("没有“{written}”这种通知方式（可用 oa、phone）"),
    "notice.phone_alone": N_("会议通知以OA系统通知为主，这次只用了电话；请在OA补发，紧急会议在会议里标明"),
    "notice.not_sent": N_("还没有给这个单位发通知，不能登记签收"),
    "notice.by_whom": N_("请填谁签收的"),
    "notice.before_sent": N_("签收 {at:date} {at:hm} 早于发出 {sent_at:date} {sent_at:hm}；请核对"),
    "notice.future": N_("时间 {at:date} {at:hm} 还没有到；请按实际时间填"),
    "notice.nobody": N_("没有要通知的单位；请先导入名册，或加上单位"),
    "notice.no_unit": N_("请填单位名称"),
    "notice.unit_unknown": N_("通知单位里没有“{unit}”；请核对单位名称"),
    "notice.acknowledged_before": N_("{unit} 已由 {by} 于 {at:date} {at:hm} 签收"),
    "notice.sent": N_("已登记通知 {units:list}，{at:date} {at:hm} 发出"),
    "notice.sent_many": N_("已登记通知 {units:list} 等 {n} 个单位，{at:date} {at:hm} 发出"),
    "notice.acknowledged": N_("{unit} 已由 {by} 于 {at:date} {at:hm} 签收"),
    "notice.deadline": N_("回执时限定为 {at:date} {at:hm}"),
    "notice.recipient": N_("{unit} 的联系人已记下"),
    "remind.unacknowledged": N_(
        "{unit}{contact}：“{title}”的会议通知已于{sent_at:date} {sent_at:hm}发出，贵单位尚未签收，请尽快签收并按要求报送回执。"
    ),
    "remind.unreplied": N_(
        "{unit}{contact}：请于{deadline:date} {deadline:hm}前报送“{title}”（{start:date} {start:hm}）参会回执。"
    ),
    "remind.unreplied_late": N_(
        "{unit}{contact}：“{title}”（{start:date} {start:hm}）的回执时限{deadline:date} {deadline:hm}已过，贵单位尚未报送，请立即报送。"
    ),
    "remind.unreplied_open": N_("{unit}{contact}：请尽快报送“{title}”（{start:date} {start:hm}）参会回执。"),
    "remind.not_arrived": N_(
        "{unit}{contact}：“{title}”{start:hm}召开，贵单位{names:list}尚未签到，请马上联系到会；因故不能到会的，请立即履行请假手续。"
    ),
    "remind.not_arrived_late": N_(
        "{unit}{contact}：“{title}”已于{start:hm}召开，贵单位{names:list}尚未到会，请立即联系并回复原因。"
    ),
    "reply.absent_needs_leave": N_("{name} 不参会，要先办请假手续；批准以前仍算应到"),
    "reply.missing_needs_leave": N_("{name} 在名册上，回执没有报；不参加的要办请假手续"),
    "reply.substitute_needs_leave": N_("{name} 是替会，经批准后方可；请在请假里登记替会"),
    "reply.late_needs_reason": N_(
        "回执时限 {deadline:date} {deadline:hm} 已过，上报名单已固定；要改的请写明谁提出、为什么"
    ),
    "reply.after_deadline": N_("回执时限 {deadline:date} {deadline:hm} 以后的变动，已注明"),
    "reply.no_unit": N_("回执里没有写单位；请指明是哪个单位的"),
    "reply.stale": N_("名册刚被改动，请重新核对这份回执"),
    "reply.recorded": N_("已记下 {units:list} 的回执：新增 {added} 人，变更 {changed} 人"),
    "range.line": N_("“{written}”后面没有职务；请写成 单位 职务，一行一个"),
    "range.kept": N_("要求范围 {required} 个职务都有人，没有超范围人员"),
    "range.empty": N_("要求 {required} 个职务，有人 {filled} 个；无人的：{empty:list}"),
    "range.outsiders": N_("不在会议通知要求范围的：{outsiders:list}"),
    "range.empty_and_outsiders": N_(
        "要求 {required} 个职务，有人 {filled} 个；无人的：{empty:list}；不在要求范围的：{outsiders:list}"
    ),
    "reply.no_table": N_("“{name}”里没有找到回执表格：没有“姓名”一列；请核对，或把内容粘贴进来"),
    "reply.nothing_pasted": N_("没有粘贴内容；请一行一人：单位 姓名 职务 电话"),
    "reply.too_long": N_("粘贴的内容超过 {limit} 行；请存成文件再读"),
    "reply.line_unread": N_("“{written}”看不懂；请写成 单位 姓名 职务 电话"),
    "range.charge": N_("{venue}的负责人已记下"),
    # store
    "presence.dozing": N_("{name} 会上打瞌睡，已记"),
    "presence.on_phone": N_("{name} 会上接打电话，已记"),
    "presence.whispering": N_("{name} 会上交头接耳，已记"),
    "desk.pin_digits": N_("密码是 4 到 8 位数字"),
    "desk.wrong_pin": N_("密码不对"),
    "signoff.before_return": N_("签批时间 {at:hm} 早于退回时间 {returned:hm}；退回以前的签批已作废"),
    "person.on_roster": N_("{name} 原已在名册上"),
    "person.added": N_("已在名册上加 {name}，签到码在名册里"),
    "signin.nothing_waits": N_("这一条已经核对过了"),
    "signin.not_this_person": N_("持码的不是 {name} 本人，不能代签"),
    "roster.none_chosen": N_("没有可导入的人；在行上按回车可以恢复，F6 可以改列"),
    "presence.phone_back": N_("{name} 手机已取回"),
    "presence.phone_in": N_("{name} 手机已交工作人员"),
    "presence.no_seat": N_("{name} 没有安排座位，坐在 {found}"),
    "presence.wrong_seat": N_("{name} 席签在 {seat}，坐在 {found}，人签不符"),
    "presence.right_seat": N_("{name} 坐在自己的席签 {seat}"),
    "presence.seat_needed": N_("请写明 {name} 实际坐在哪里"),
    "presence.came_back": N_("{name} {at:hms} 返回会场，离开 {seconds:span}"),
    "presence.not_out": N_("{name} 没有登记离会"),
    "presence.left_early": N_(
        "{name} {at:hms} 提前离会，没有理由，按早退记（{end:hm} 结束，提前 {seconds:span}）"
    ),
    "presence.left": N_("{name} {at:hms} 提前离会：{reason}（{end:hm} 结束，提前 {seconds:span}）"),
    "presence.after_end": N_("{name} {at:hms} 离会，会议已于 {end:hm} 结束"),
    "presence.before_start": N_("{name} {at:hms} 会前离开"),
    "presence.out_already": N_("{name} 已登记离会"),
    "presence.not_here": N_("{name} 还没有签到，不能登记离会"),
    "meeting.level": N_("没有“{level}”这种会议级别（可用 county、county_leader、bureau）"),
    "meeting.role": N_("没有“{role}”这种参会方式（可用 host、attend、sub_venue）"),
    "calendar.year": N_("年份填四位数字，如 2027"),
    "roster.imported_but": N_("导入 {n} 人，{already} 人原已在册；跳过有错的 {skipped} 行"),
    "roster.imported": N_("导入 {n} 人，{already} 人原已在册"),
    "roster.faults_left": N_("还有 {n} 行有错，一个也没有导入；改好文件再导，或按 F4 跳过这 {n} 行"),
    "roster.column_twice": N_("{column} 列已用在别的栏"),
    "roster.column_unknown": N_("没有“{written}”这一列；填 A 到 {last} 的字母，或表头的字"),
    "roster.header_row": N_("没有第 {written} 行；这张表共 {last} 行"),
    "numbering.ready": N_("核签齐全，可以编号"),
    "numbering.same": N_("已编过，仍是 {number}，不另编号"),
    "numbering.given": N_("已编 {number}，登记在发文登记簿"),
    "numbering.kind_several": N_("有几个文种都对得上：{kinds:list}；请填全称或数字"),
    "code.stopped": N_("停下了，已存 {n} 张：{path}"),
    "code.all_saved_but": N_(
        "存了 {n} 张；{taken} 张文件夹里原来就有，没有覆盖，换发过的要换个文件夹再存：{path}"
    ),
    "code.all_saved": N_("{n} 张签到码已存到：{path}"),
    "person.reissued": N_("已给 {name} 换发签到码，旧码作废"),
    "person.changed": N_("{name} 的信息已改"),
    "venue.added": N_("“{title}”已增加会场“{venue}”"),
    "meeting.changed": N_("“{title}”已改"),
    "meeting.moved": N_("“{title}”的开始时间已改，已签到的 {present} 人按新的时间重新判定"),
    "meeting.no_start": N_("请填开始时间，如 9、0900"),
    "meeting.no_day": N_("请填日期，如 明天、25、1125"),
    "entry.moment": N_("看不懂时间“{written}”；可填：0910、1120 0910、昨天 15:02"),
    "code.saved": N_("签到码已存：{path}"),
    "code.not_saved": N_("签到码存不下（{error}）：{path}"),
    "code.taken": N_("已有同名图片，不覆盖：{path}"),
    "desk.operator_unlike": N_("“{name}”不像姓名"),
    "desk.no_operator": N_("请填姓名"),
    "store.damaged": N_("数据文件检查不通过（{what}），现在只读；请用最近的备份恢复"),
    "signin.annul_reason": N_("撤销签到要写明原因"),
    "signin.nothing_to_annul": N_("没有这一条签到，不能撤销"),
    "signin.annulled_before": N_("这一条签到已经撤销过"),
    "routine.hours": N_("办公时间写成 08:30-12:00 13:30-17:30，不能是“{written}”"),
    "routine.between": N_("{at:hm} 既不在上班登录时间，也不在下班前登录时间；请写明是哪一次"),
    "store.missing": N_("还没有数据文件：{path}。直接运行 oatui 打开桌面，或先运行 oatui init"),
    "store.not_a_store": N_("这个文件不是本系统的数据文件，或已损坏"),
    "store.network_drive": N_("数据文件不能放在网络盘上：{path}。请放在本机硬盘"),
    "store.newer": N_("数据文件由更新的版本写过（{names}），现在只读；请升级程序"),
    "store.unopenable": N_("数据文件打不开；请检查文件和所在文件夹的权限"),
    "store.parts": N_("数据文件缺少 {names}，现在只读；请运行 oatui doctor"),
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
    "setting.series": N_(
        "三种代字依次填党组文件、局文件、便函，用空格隔开，如：嘉商务组字 嘉商务字 嘉商务函"
    ),
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
    "document.future": N_("时间 {at:date} {at:hm} 还没有到；请按纸上的时间填"),
    "document.unknown": N_("没有编号为 {document} 的公文"),
    "document.number_not_kept": N_("编号没有记下，请再试一次"),
    # papers that go out (files/)
    "export.no_seats": N_("“{venue}”还没有排座，没有座次图"),
    "export.column_unknown": N_("没有“{column}”这一列；可用：{known:list}"),
    "export.taken": N_("已有同名文件，不覆盖：{path}"),
    "export.no_folder": N_("没有这个文件夹：{path}"),
    "export.not_saved": N_("文件存不下（{error}）：{path}"),
    "export.no_chinese_font": N_(
        "这台电脑没有中文字体，不能制作 PDF；请安装 {package}（Debian：apt install {package}），或安装方正小标宋简体"
    ),
    "export.font_unknown": N_("这台电脑没有“{font}”这种字体；请核对名称，或不指定字体"),
    "export.nobody": N_("名册上没有人，无可打印"),
    "export.card_size": N_(
        "席签一面 {width:g}×{height:g} 毫米印不下；宽应在 {least_width:g} 至 {most_width:g} 毫米之间，高应在 {least_height:g} 至 {most_height:g} 毫米之间"
    ),
}
