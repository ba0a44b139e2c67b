"""Documents: numbers, sign-off, and what leaves the office."""

from __future__ import annotations

from oatui.i18n import N_

SENTENCES: dict[str, str] = {
    # document numbers (rules/numbering.py)
    "numbering.secret": N_("不收涉密内容；有涉密件，见涉密台账"),
    "numbering.no_title": N_("标题不能为空；请填写发文机关、事由和文种"),
    "numbering.kind_blank": N_("还没有文种；请填数字或名称"),
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
    "paper.body_empty": N_("{file} 里没有文字"),
    "paper.secret": N_("不收涉密内容；有涉密件，见涉密台账"),
    "signoff.correction_needs": N_("文字订正要写明谁改的、为什么改"),
    "signoff.corrected": N_("{person} 作文字订正：{reason}"),
    "signoff.back_to_signer": N_("签发后作了实质性修改，应报 {person} 复审，重新签发"),
    "paper.series_fixed": N_("已编 {number}，不能换代字；编错了的先作废"),
    "signoff.before_return": N_(
        "签批时间 {at:date} {at:hm} 早于退回时间 {returned:date} {returned:hm}；退回以前的签批已作废"
    ),
    "publication.marked": N_("正文写着（此件公开发布），已按主动公开填报"),
    "publication.text_says": N_("正文 {file} 写着（此件公开发布）；不公开的，先改正文再读入"),
    "paper.lead_fixed": N_("已编 {number}，不能换牵头单位；编错了的先作废，再拟一份"),
    "signoff.other_year": N_(
        "{number} 不能用在 {year} 年签发的公文上：字号和成文日期要在同一年。作废这个号，另行拟稿"
    ),
    "signoff.number_of_earlier": N_(
        "{number} 是 {year} 年的号，今年重新签发就不能再用，要作废后另行拟稿；只改错字的，按 F5 填报，选“文字订正”，不用重签"
    ),
    "signoff.read_late": N_("{person} 补读了签发的正文，没有改动"),
}
