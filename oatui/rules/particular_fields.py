"""The particulars as a form asks for them: label, shape, choices, and when a paper has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from oatui.i18n import N_
from oatui.rules.particulars import MINUTES, REPORT, REQUEST, Situation

Shape = Literal["text", "names", "day", "past_day", "moment", "count", "choice", "tick", "consultations"]
When = Callable[[Situation], bool]


class Spec(NamedTuple):
    """One particular; `choices` are (key, label), the empty key first is "not said yet"."""

    key: str
    label: str
    shape: Shape
    when: When
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


ITEM = (("", N_("未备")), ("have", N_("已备")), ("none", N_("无此项")))
NAMES_HINT = N_("几个之间用顿号")


def _always(_of: Situation) -> bool:
    return True


def _request(of: Situation) -> bool:
    return of.kind == REQUEST


def _minutes(of: Situation) -> bool:
    return of.kind == MINUTES


def _upward(of: Situation) -> bool:
    return of.upward


def _reported(of: Situation) -> bool:
    return of.reported


def _timed(of: Situation) -> bool:
    """A paper that the county is to answer or issue by a day (6-8): any that goes to it."""
    return of.to_county and (of.upward or bool(of.says.to))


def _written(of: Situation) -> bool:
    return _timed(of) and of.says.delivery == "written"


def _invites(of: Situation) -> bool:
    return of.upward and of.says.invites in {"committee", "four_bodies"}


def _for_county(of: Situation) -> bool:
    return bool(of.says.drafted_for)


SPECS = (
    Spec("to", N_("主送"), "names", _always, N_("几个之间用顿号；上行文只主送一个")),
    Spec("cc", N_("抄送"), "names", _always, N_("写机关，不写个人；没有就空着")),
    Spec("annexes", N_("附件名称"), "names", _always, N_("印在正文下面的附件说明；几个之间用顿号")),
    Spec("present", N_("出席人员"), "names", _minutes, N_("几个之间用顿号；数字选会议，带出到会和请假的人")),
    Spec("excused", N_("请假人员"), "names", _minutes, N_("没有就空着；可以写原因：赵某（出差）")),
    Spec("observers", N_("列席人员"), "names", _minutes, N_("没有就空着")),
    Spec(
        "direction", N_("行文方向"), "choice", lambda of: of.kind == "意见",
        choices=(("down", N_("下行")), ("level", N_("平行")), ("up", N_("上行"))),
    ),
    Spec("need", N_("发文必要性"), "text", _always, N_("一句话：为什么非发不可（第10条）")),
    Spec(
        "urgency", N_("紧急程度"), "choice", _always,
        choices=(("", N_("平件")), ("加急", N_("加急")), ("特急", N_("特急"))),
    ),
    Spec(
        "disclosure", N_("信息公开"), "choice", lambda of: not of.upward,
        choices=(
            ("", N_("未定")), ("public", N_("主动公开")), ("asked", N_("依申请公开")), ("closed", N_("不予公开")),
        ),
    ),
    Spec(
        "consultations", N_("涉及部门"), "consultations", _always,
        N_("县财政局 同意 1118；县发改局（还没答复的只写单位）"),
    ),
    Spec("joint", N_("联合发文"), "names", _always, N_("和哪些单位一起发文，写全称；没有就空着")),
    Spec("joint_lead", N_("牵头单位"), "text", lambda of: bool(of.says.joint), N_("空着是本局；别的单位牵头，用它的发文字号")),
    Spec("permitted", N_("县政府同意"), "text", lambda of: bool(of.beside), N_("何人何时同意对镇街、部门发文")),
    # ------------------------------------------------------------------ 上行文
    Spec("matters", N_("请示事项数"), "count", _request, N_("一文一事，填 1")),
    Spec(
        "report_kind", N_("报告类型"), "choice", lambda of: of.kind == REPORT,
        choices=(("special", N_("专项报告")), ("general", N_("综合报告"))),
    ),
    Spec(
        "side", N_("事项归口"), "choice", _reported,
        choices=(("", N_("按代字")), ("party", N_("党委职权")), ("government", N_("政府职权"))),
    ),
    Spec(
        "approval", N_("审定方式"), "choice", _reported,
        choices=(("", N_("未审定")), ("meeting", N_("集体研究")), ("circulated", N_("传批审定"))),
    ),
    Spec("approved_on", N_("审定日期"), "past_day", lambda of: of.reported and bool(of.says.approval)),
    Spec(
        "approvers", N_("传批人"), "names", lambda of: of.reported and of.says.approval == "circulated", NAMES_HINT
    ),
    Spec("contact", N_("联系人"), "text", _upward),
    Spec("phone", N_("联系电话"), "text", _upward),
    Spec("answer_by", N_("要求答复日期"), "day", _timed, N_("限时发出或答复的才填；提前 7 个工作日报送")),
    Spec("called", N_("急件联系"), "text", lambda of: _timed(of) and bool(of.says.answer_by),
         N_("来不及的，提前联系了谁、电话")),
    Spec("called_at", N_("联系时间"), "moment", lambda of: _timed(of) and bool(of.says.called)),
    Spec("event_on", N_("活动日期"), "day", _upward, N_("请示的事项或活动哪天进行")),
    Spec(
        "invites", N_("邀请领导"), "choice", _upward,
        choices=(
            ("", N_("不邀请")), ("above", N_("省市及以上")), ("committee", N_("县委领导")), ("four_bodies", N_("其他县领导")),
        ),
    ),
    *(
        Spec(key, label, "choice", _invites, choices=ITEM)
        for key, label in (
            ("event_situation", N_("活动情况")), ("event_talks", N_("前期沟通")), ("event_agenda", N_("活动议程")),
            ("event_speaks", N_("是否讲话")),
        )
    ),
    Spec("exception", N_("另有规定"), "text", lambda of: _request(of) and bool(of.says.event_on) and not of.says.invites,
         N_("不按提前 15 日的，写明依据哪项规定")),
    Spec("emergency", N_("临机处置"), "tick", _request),
    Spec("follow_up", N_("后续报告"), "text", lambda of: _request(of) and of.says.emergency,
         N_("何时、以什么文补报的")),
    Spec("delivery", N_("报送方式"), "choice", _timed,
         choices=(("", N_("电子版+签字扫描版")), ("written", N_("书面")))),
    Spec("special", N_("特殊要求"), "text", _written, N_("为什么要书面报送")),
    Spec("copies", N_("报送份数"), "count", _written, N_("书面一般报送 5 份")),
    Spec("money", N_("金额表格"), "tick", _upward),
    Spec("money_maker", N_("制表人"), "text", lambda of: of.upward and of.says.money),
    Spec("money_checker", N_("审核人"), "text", lambda of: of.upward and of.says.money),
    Spec("money_witness", N_("证明人"), "text", lambda of: of.upward and of.says.money),
    Spec("money_sealed", N_("表格已盖章"), "tick", lambda of: of.upward and of.says.money),
    Spec(
        "manuscript", N_("文稿类请示"), "choice", _request,
        choices=(("", N_("不是")), ("body", N_("文稿在正文")), ("annex", N_("文稿在附件"))),
    ),
    Spec("cross", N_("跨领域事项"), "tick", _reported),
    Spec("lead", N_("牵头单位"), "text", lambda of: of.reported and of.says.cross),
    Spec("important", N_("重要请示报告"), "tick", _reported),
    *(
        Spec(key, label, "choice", lambda of: of.reported and of.says.important, choices=ITEM)
        for key, label in (
            ("important_background", N_("背景说明")), ("important_opinions", N_("部门意见")),
            ("important_coordination", N_("协调说明")), ("important_policies", N_("政策规定")),
            ("important_instructions", N_("领导批示")),
        )
    ),
    Spec("speech", N_("请领导讲话"), "tick", _reported),
    *(
        Spec(key, label, "choice", lambda of: of.reported and of.says.speech, choices=ITEM)
        for key, label in (
            ("speech_agenda", N_("会议议程")), ("speech_draft", N_("讲话初稿")), ("speech_material", N_("有关素材")),
        )
    ),
    # ------------------------------------------------------------------ 代拟稿（第9条）
    Spec(
        "drafted_for", N_("代拟稿"), "choice", lambda of: not of.upward,
        choices=(
            ("", N_("不是")), ("committee", N_("县委")), ("government", N_("县政府")), ("committee_office", N_("县委办")),
            ("government_office", N_("县政府办")), ("joint", N_("联名")),
        ),
    ),
    *(
        Spec(key, label, "tick", _for_county)
        for key, label in (
            ("vetted_policy", N_("政策已把关")), ("vetted_form", N_("格式已把关")), ("vetted_content", N_("内容已把关")),
            ("vetted_words", N_("文字已把关")),
        )
    ),
    Spec("vetted_by", N_("把关人"), "text", _for_county, N_("办公室文秘人员")),
    Spec("leaders", N_("涉及县领导"), "names", _for_county, NAMES_HINT),
    Spec("leaders_agreed", N_("征得同意"), "text", lambda of: _for_county(of) and bool(of.says.leaders),
         N_("哪位领导、何时同意")),
    Spec("handling_unit", N_("拟办单位"), "text", _for_county),
    Spec("section_head", N_("部门负责人"), "text", _for_county, N_("空着就是初审的人")),
    Spec("slip_to", N_("签批单送"), "text", _for_county, N_("县委办公室秘书科")),
    Spec("normative", N_("规范性文件"), "tick", _for_county),
    *(
        Spec(key, label, "choice", lambda of: _for_county(of) and of.says.normative, choices=ITEM)
        for key, label in (
            ("normative_intent", N_("意图和依据")), ("normative_drafting", N_("起草和征求意见")),
            ("normative_meeting", N_("上会讨论")), ("normative_content", N_("主要内容及创新")),
            ("normative_figures", N_("重要数据来源")), ("normative_sources", N_("上级文件复印件")),
        )
    ),
)  # fmt: skip

BY_KEY = {spec.key: spec for spec in SPECS}


def asked(of: Situation) -> list[Spec]:
    """The particulars that a paper of this kind has, in order; the others are not shown and not judged."""
    return [spec for spec in SPECS if spec.when(of)]
