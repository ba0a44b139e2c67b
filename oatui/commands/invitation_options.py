"""What is told of an invitation of leaders on the command line (art. 7, 8, 20)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from oatui.commands import typed
from oatui.commands.command import Function, Workplace, option
from oatui.commands.typed import TEXT
from oatui.i18n import N_
from oatui.rules import invitation as law
from oatui.rules.convening import INVITED
from oatui.rules.invitation import MATERIALS, OFFICES, REASONS, SPEAKS, Invitation
from oatui.store import invitations


def invitation_options(function: Function) -> Function:
    """What is told of an invitation; every option left out stays as it is."""
    for add in (
        option("--matter", type=TEXT, help=N_("第7条的哪一项：1 至 10，0 不属于")),
        option("--materials", type=TEXT, metavar="DIGITS", help=N_("已备材料，如 134：1 有关情况 2 前期沟通 3 议程 4 是否讲话批示 5 讲话初稿 6 素材")),
        option("--speaks", type=click.Choice([key for key in SPEAKS if key]), help=N_("speak 请讲话，instruct 请批示（8-16）")),
        option("--reason", type=click.Choice([key for key in REASONS if key]),
               help=N_("县领导参加座谈会等的理由（20-1）：foreign 外事，united_front 统战，necessary 确有必要")),
        option("--offices", type=TEXT, metavar="DIGITS", help=N_("报哪个办公室：1 县委办 2 县人大办 3 县政府办 4 县政协办")),
        option("--request", type=TEXT, help=N_("请示的文号或标题")),
        option("--asked-on", type=TEXT, metavar="DAY", help=N_("请示（报送）的日期")),
        option("--invite", "invited", type=click.Choice([key for key in INVITED if key]),
               help=N_("邀请领导：committee 县委领导，four_bodies 县级四套班子，above 省市及以上；算出请示时限")),
    ):  # fmt: skip
        function = add(function)
    return function


def invitation_of(place: Workplace, old: Invitation, given: dict[str, Any]) -> Invitation:
    """The invitation with what was given on the command line. Raises Refused, BadParameter."""
    new: dict[str, Any] = {key: given[key] for key in ("invited", "reason", "speaks") if given.get(key)}
    if given.get("asked_on"):
        new["asked_on"] = typed.day(place, given["asked_on"], "--asked-on")
    if given.get("request") is not None:
        new |= {"request": given["request"].strip()}
        new["document"] = invitations.find_request(place.store(), given["request"])
    for key, known in (("offices", OFFICES), ("materials", MATERIALS)):
        if given.get(key) is not None:
            new[key] = law.read_digits(given[key], known)
    if given.get("matter") is not None:
        new["matter"] = law.read_matter(given["matter"])
    return replace(old, **new)
