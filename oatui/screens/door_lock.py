"""The PIN of a terminal that stands at the door: four to eight digits, kept nowhere."""

from __future__ import annotations

from oatui.i18n import N_, _
from oatui.rules.verdict import refuse
from oatui.screens.ask import Ask
from oatui.widgets.form import Field


def pin_form(pin: str) -> Ask:
    """Asks for a new PIN, or for the one that locks; its field is `pin`."""

    def read(text: str) -> str:
        if pin and text.strip() != pin:
            raise refuse("desk.wrong_pin")
        if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 8):
            raise refuse("desk.pin_digits")
        return text

    question = _("输入密码解锁") if pin else _("锁屏：设一个 4 到 8 位数字的密码")
    return Ask(question, [Field("pin", N_("密码"), read=read, secret=True)])
