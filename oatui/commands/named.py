"""Every command by its name, with the line that help shows: what it is made of is loaded when it is called."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click

from oatui.commands.command import Command, Group
from oatui.i18n import N_

# what a command is for, as it says itself, and the modules that it stands in, its own first
NAMED = {
    "attendance": (N_("到会情况：全部和各会场，谁还没到"), "arrivals"),
    "backup": (N_("备份到一个新文件，或一个文件夹；使用中也可以"), "keeping"),
    "calendar": (N_("放假和调休安排"), "office"),
    "check": (N_("核对：发文字号、附件不需要数据文件；公文按登记的核对"), "checks attachments papers"),
    "checklist": (N_("会务清单：会标、席签、话筒等，谁负责，备好没有"), "calling"),
    "clear-desk": (
        N_("日清：还开着的事逐件办结、转办或顺延（第3条）；不带子命令就列出，有没看过的退出码为 1"),
        "clear_desk",
    ),
    "come-back": (N_("登记返回会场"), "presence"),
    "conduct": (N_("登记会场纪律：交头接耳、接打电话、打瞌睡（17-10）"), "presence"),
    "confidential": (N_("涉密例行（第13、15条）：只登编号、人、日期和打勾，不登标题和内容"), "confidential"),
    "config": (N_("设置：单位名称、办公时间、代字、操作人（本局约定）"), "office"),
    "deadline": (N_("时限：督查事项、请示、答复、送达、自定；办结、转办、说明、顺延"), "deadlines"),
    "doctor": (N_("检查数据文件：完整、流水没有被改、各表与流水一致"), "keeping"),
    "document": (N_("公文：拟稿、登记签批、编号、查看"), "documents attachments issuing papers"),
    "due": (
        N_("按工作日推算：--from 往后算到期日，--before 往前算最迟哪天，--between 数两天之间的工作日"),
        "day",
    ),
    "duty": (N_("值班：谁值班、空档、换班、试呼、交接（第23条）"), "duty"),
    "events": (N_("分会场的登记记录：没有线路时用一个 Excel 文件传送"), "events"),
    "export": (
        N_("导出：席签、邀请单、签到表、出席表、通报、座次图、请假单、回执"),
        "exports deadlines duty incidents issuing month_folder registers",
    ),
    "hub": (N_("县中心：用 PostgreSQL 替各单位收发登记、给编号，自己不判断；按 Ctrl+C 停止"), "hub"),
    "incident": (N_("突发事件：从事发起计时，三个电话、书面报告、续报、办结"), "incidents"),
    "incoming": (N_("收文：登记、批办、传阅、催办、答复、办结"), "incoming incoming_matters"),
    "init": (N_("新建数据文件；打开桌面时会自己建"), "keeping"),
    "join": (N_("用另一台机器给的地址和配对码：建一个分会场的数据文件，或从此向它取号"), "link"),
    "leaders": (N_("主席台领导：不排队，由工作人员逐个登记到会"), "door"),
    "leave": (N_("请假、替会、请假单送达（第17条、第18条）"), "leave"),
    "leave-early": (N_("登记提前离会；没有原因的按早退记（17-6）"), "presence"),
    "link": (N_("分会场的机器：线路、配对、停用"), "link hub"),
    "matters": (N_("需向县委请示报告的事项（第7条）：清单、梳理、活动和请示"), "matters"),
    "meeting": (N_("会议：登记、列表、查看"), "meetings calling closing"),
    "note-back": (N_("撤回一个人在会场里最后一条登记：离会、返回、座位、手机、会场纪律"), "presence"),
    "notice": (N_("会议通知：发出、签收、催办（第18条）"), "notices calling"),
    "number": (N_("号簿：预留、线下占用、作废、空号说明、年度关簿、旧台账导入（第12条）"), "numbers ledgers"),
    "oa": (N_("OA 登录、系统内文件、负责人和交接（第14条）"), "day oa"),
    "out": (N_("会中离开还没有返回的人"), "presence"),
    "pair": (N_("给另一台机器配对码（一次，10 分钟）并打开线路：分会场的，或来取号的（--desk）"), "link"),
    "paper-sheet": (N_("按纸质签到表补录：一次登记多人，均标记补签"), "door"),
    "pass-door": (N_("离场登记：扫码一次是离场，再扫一次是返回"), "presence"),
    "people-list": (N_("常用名单：局班子、各科室，存一次，以后直接用"), "calling"),
    "phone-in": (N_("登记手机已交工作人员；再登记一次是取回（17-7）"), "presence"),
    "publication": (N_("信息公开（第26条）：清单、期限、公开登记"), "publication"),
    "queue": (N_("排队截止：截止时门口还有人排队，由认定人认定为截止前已到场"), "door"),
    "reply": (N_("会议回执：时限、导入、粘贴，和名册核对"), "notices calling"),
    "restore": (N_("用备份恢复；原来的数据文件改名留在旁边"), "keeping"),
    "roster": (N_("名册：导入、列表、查找、签到码"), "roster"),
    "rules": (N_("机关办公工作规则的每一条：原文和约束力"), "office"),
    "seal": (N_("用印：介绍信、证明、合同等不是本桌公文的用印，登记和作废"), "seals"),
    "search": (N_("查找：标题、字号、单位、姓名的任何一部分，或拼音全拼、首字母；新的在前"), "search"),
    "seats": (N_("座位：主席台座次、座位图、排座、换座"), "seats"),
    "serve": (N_("打开手机签到（会场码），不用桌面；按 Ctrl+C 或闭会时停止"), "serve"),
    "sign-in": (N_("签到：扫码内容，或按姓名（--person 加原因）"), "arrivals"),
    "sign-in-annul": (N_("撤销记错的签到；原记录保留"), "arrivals"),
    "stand-in": (N_("现场替会：不在名册上的人经批准替名册上没到的人参会，当场签到"), "door"),
    "take-back": (
        N_(
            "撤回登记错的：OA 登录和办完、明电、涉密例行、会议通知、签收和回执、请假单送达、没签批的拟稿、最后一道签批"
        ),
        "taking_back",
    ),
    "telegram": (N_("明电：领取通知、派人、签收、向主要负责人汇报（第13条）"), "telegram"),
    "today": (N_("今天的事：登录、会议、签到截止、待办公文"), "today"),
    "turn-away": (N_("登记来了一个不在名册上的人，没有准许入会（17-8）"), "door"),
    "turned-away": (N_("门口没有准签的：码不对的、不在名册上的、不是本人的"), "door"),
    "venue": (N_("会议的分会场"), "meetings notices"),
    "wrong-seat": (N_("登记坐错位（人签不符，17-8）"), "presence"),
}


class Named(Command):
    """A command of which the name and the line of help are known."""

    def whole(self) -> click.Command:
        """The command itself."""
        own, *others = NAMED[str(self.name)][1].split()
        for module in others:
            import_module(f"oatui.commands.{module}")
        found: tuple[click.Command, ...] = import_module(f"oatui.commands.{own}").COMMANDS
        return next(command for command in found if command.name == self.name)


class Everything(Group):
    """All commands; to load every one for a single call took half a second of processor time."""

    def name_all(self) -> None:
        for name, (help_, _modules) in NAMED.items():
            self.add_command(Named(name, help=help_))

    def every(self) -> Iterator[click.Command]:
        """Each command itself, for who has to look at all."""
        for command in self.commands.values():
            yield command.whole() if isinstance(command, Named) else command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.whole() if isinstance(command, Named) else command, rest
