"""Calling a meeting: rosters, seats, leave, notices and replies."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
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
    "seats.all_arranged": N_("已排 {seated} 人，都有座位"),
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
        "{name} 已由 {substitute} 替会；{name} 本人来了，先撤回替会；{substitute} 也不能到会的，给 {substitute} 办请假"
    ),
    "leave.substitute_on_roster": N_("{unit} {name} 已在名册上，一人不能顶两个名额"),
    "leave.nowhere_delivered": N_("请选送到了哪里：数字 2 或右箭头是已送到"),
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
    "leave.has_substitute": N_("{name} 已由 {substitute} 替会，先撤回替会"),
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
    "convening.not_for_leaders": N_(
        "县级领导一般不参加部门召开的{kind:words}；外事、统战或确有必要的写明原因"
    ),
    "convening.papers": N_("同时提供：会议活动有关情况、前期沟通情况、会议议程、是否请领导讲话（作批示）"),
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
    "notice.sent": N_("已登记通知{units:list}，{at:date} {at:hm} 发出"),
    "notice.sent_many": N_("已登记通知{units:list}等 {n} 个单位，{at:date} {at:hm} 发出"),
    "notice.acknowledged": N_("{unit} 已由 {by} 于 {at:date} {at:hm} 签收"),
    "notice.deadline": N_("回执时限：{at:date} {at:hm}"),
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
    "reply.recorded": N_(
        "已记下{units:list}的回执：新增 {added} 人，变更 {changed} 人，替会 {substitute} 人，不参会 {absent} 人，没有报 {missing} 人"
    ),
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
    "seating.number_missing": N_("请填一个数"),
    "convening.on_site": N_("能召开电视电话、网络视频会议的，不集中开会；集中开的写明理由"),
    "notice.no_contact": N_("{unit}没有联系人；先按 F6 写明，或单独登记签收"),
    "notice.acknowledged_many": N_(
        "{units:list}等 {n} 个单位已于 {at:date} {at:hm} 签收，签收人是各单位联系人"
    ),
    "roster.classified": N_("带有密级标志（{mark}），这里不收；去掉这一处再导，有涉密件的见涉密台账"),
    "leave.no_substitute": N_("{name} 没有替会，不用撤回"),
    "leave.no_longer": N_("{name} 的替会已撤回，不用请假"),
    "leave.substitute_back": N_("{substitute} 的替会已撤回，{name} 原来的签到码又能用"),
    "leave.substitute_back_here": N_("{substitute} 的替会已撤回，{at:hm} 的签到不再算"),
    "off_roster.reason": N_("从名册去掉要写明原因"),
    "off_roster.nobody": N_("这些人已经不在名册上"),
    "off_roster.came": N_("{name} 在签到台已有记录，留在名册上；签错的在签到台按 F4 不是本人"),
    "off_roster.leave": N_("{name} 有请假或替会登记（撤回的也算），留在名册上；单位、姓名写错的按 F6 改"),
    "off_roster.guest": N_("{name} 在主席台领导名单上；先在那里去掉"),
    "off_roster.done": N_("已从名册去掉 {name}"),
    "off_roster.done_seat": N_("已从名册去掉 {name}，原座位 {seat} 空出"),
    "off_roster.done_many": N_("已从名册去掉 {n} 人"),
    "off_roster.done_seats": N_("已从名册去掉 {n} 人，空出 {seated} 个座位"),
    "off_roster.done_but": N_("已从名册去掉 {n} 人；有签到、请假等登记的 {kept} 人留下：{stayed:list}"),
    "off_roster.reason_back": N_("放回名册要写明原因"),
    "off_roster.not_off": N_("没有从名册去掉的人可以放回"),
    "off_roster.twice": N_("{names:list} 已经重新加进名册，不再放回"),
    "off_roster.back": N_("已放回名册：{names:list}，编号和签到码不变"),
    "off_roster.back_many": N_("已放回名册 {n} 人，编号和签到码不变"),
    "off_roster.back_seat": N_(
        "已放回名册：{names:list}，编号和签到码不变；原座位 {seats:list} 要在座位图重新安排"
    ),
    "off_roster.back_many_seat": N_("已放回名册 {n} 人，编号和签到码不变；座位要在座位图重新安排"),
    "off_roster.back_but": N_("已放回名册 {n} 人；{kept} 人已重新加进名册，不再放回：{twice:list}"),
    "off_roster.noted": N_(
        "{name} 有离场、返回、座位、手机或会纪的登记，留在名册上；记错的在签到台输入姓名撤回"
    ),
    "range.outsiders_many": N_("不在会议通知要求范围的：{outsiders:list}等 {n} 人"),
    "range.empty_and_many": N_(
        "要求 {required} 个职务，有人 {filled} 个；无人的：{empty:list}；不在要求范围的：{outsiders:list}等 {n} 人"
    ),
}
