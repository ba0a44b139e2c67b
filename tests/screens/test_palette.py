"""The palette finds what a clerk calls something: in Chinese, by pinyin or its initials, in English."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from textual.screen import Screen

import oatui
from oatui.app import DeskApp
from oatui.palette import Command, elsewhere, fits, rank

COMMANDS = list(elsewhere(cast("DeskApp", SimpleNamespace(demo=False, opened=False)), Screen()))


def test_a_command_is_found_by_any_of_its_names() -> None:
    one = Command(("请假", "批准"), "批准、不批或撤回", lambda: None, said=("同意请假",))
    whole, begun, part = (
        ["批准", "pizhun", "pz", "approve"],
        ["同意", "appr", "tyqj"],
        ["请假批", "qjp", "leave"],
    )
    assert [fits(one, typed) for typed in whole] == [1] * 4
    assert all(0.85 <= fits(one, typed) < 1 for typed in begun)
    assert all(0.6 < fits(one, typed) < 0.85 for typed in part)
    assert 0 < fits(one, "不批") < fits(one, "approve leave") < 0.7
    assert fits(one, "日清") == fits(one, "zz") == 0


def test_other_words_are_those_of_a_command_that_there_is() -> None:
    file = Path(oatui.__file__).with_name("locale") / "also_said.json"
    known = {"：".join(one.words) for one in COMMANDS}
    assert json.loads(file.read_text(encoding="utf-8")).keys() <= known


# where it is done, and what it is called
SAID = {
    "今日：OA登录": "打卡/登录/OA/login",
    "新建会议": "开会/kh/局务会/新会议/call a meeting",
    "导入名册": "导名册/drmc/import roster",
    "签到台": "签到/qd/扫码/sign-in",
    "签到台：不是本人": "撤销签到/签错/代签/wrong person/annul",
    "请假": "请假/qj/leave",
    "请假：替会": "替会/代会/th/substitute",
    "请假：请假单": "请假单/qjd/slip",
    "座位图": "排座/座次/zw/seating",
    "材料：席签": "席签/桌牌/xq/name cards",
    "材料：签到表": "签到表/qdb/sign-in sheet",
    "材料：会风会纪": "通报/tb/circular",
    "会议通知：发通知": "发通知/ftz",
    "会议通知": "会议通知/hytz/notice",
    "会议回执：催回执": "催回执/chz",
    "材料：到会上报": "报到会/dhsb/report attendance",
    "闭会": "散会/闭会/close meeting",
    "闭会：会议取消": "取消会议/会不开了/qxhy/cancel",
    "未到名单": "未到/wd/missing",
    "补录纸质签到表": "补签/paper sheet",
    "会场码": "二维码/手机签到/venue code",
    "会场码：投影": "投影/ty/projector",
    "拟稿": "起草/写文件/发文/ng/draft",
    "公文：登记签批": "签字/领导签字/qp/signature",
    "公文：编号": "取号/文号/编号/bh/number",
    "印制分送：盖印": "盖章/用印/stamp/seal",
    "印制分送：套红": "红头/套红/th/red head",
    "印制分送：印制": "打印/print",
    "印制分送：分送": "送文/分送/fs",
    "印制分送：归档": "存档/归档/gd/archive",
    "公文：退回": "退稿/退回/return",
    "号簿：作废": "废号/zf/void",
    "号簿：预留": "留号/yl/reserve",
    "收文": "收文/sw/inbox",
    "收文：批办": "拟办/批办/pb",
    "收文：传阅": "传阅/cy/pass round",
    "催办": "催办/cb/remind",
    "收文：转为督查事项、领导批示件": "督办/督查",
    "需向县委请示报告的事项": "请示/qs/重大事项",
    "时限": "到期/超期/sx/deadline",
    "突发事件": "火灾/应急/事故/tf/emergency",
    "值班": "排班/值班表/zbb/duty",
    "值班：换班": "换班/hb/swap",
    "明电": "电报/md/telegram",
    "涉密例行": "机要/涉密/classified",
    "信息公开": "公开/xxgk/publication",
    "日清": "下班/rq/clear desk",
    "设置：备份": "备份/bf/backup",
    "设置：操作员": "操作员/czy/改名字/operator/my name",
    "设置：界面颜色": "界面颜色/主题/theme",
    "设置：单位名称": "单位名称/dwmc/office name",
    "查找": "搜索/cz/search",
    "按键": "快捷键/改键/keys/shortcut",
    "月历：月报夹": "月报/yb/month folder",
    "登记簿": "台账/djb/register",
    "设置：放假安排": "节假日/fj/holiday",
    "规则": "制度/条款/gz/rules",
    "会务清单": "茶水/会标/checklist",
    "OA：交接给另一人": "换人/交接/hand over",
    "导入旧登记簿": "旧台账/import register",
    "到会打勾": "点名/roll call",
    "时限：导出日历": "日历/calendar",
}


@pytest.mark.parametrize("wanted", SAID)
def test_what_it_is_called_leads_there_within_three(wanted: str) -> None:
    for typed in SAID[wanted].split("/"):
        best = sorted(COMMANDS, key=lambda one: rank(one, typed), reverse=True)[:3]
        assert wanted in {"：".join(one.words) for one in best}, typed
