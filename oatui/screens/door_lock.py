"""The PIN of a terminal that stands at the door: four to eight digits, kept nowhere."""

from __future__ import annotations

from typing import Any

from oatui.i18n import N_, _
from oatui.rules.verdict import refuse
from oatui.screens.ask import Ask
from oatui.screens.page import Page
from oatui.widgets.form import Field


class LockedPage(Page):
    """Locked with a PIN: scans, 是本人 and 不是本人 work, nothing else does."""

    pin = ""  # not empty: locked; a new start is not locked

    @property
    def locked(self) -> bool:
        return bool(self.pin)

    def cancel(self) -> None:
        """Leave what was begun at the panel."""
        raise NotImplementedError

    def action_lock(self) -> None:
        """Lock with a PIN, or unlock with the same."""

        def done(values: dict[str, Any] | None) -> None:
            if values is not None:
                self.pin = "" if self.pin else values["pin"]
                self.cancel()
                self.refresh_bindings()
                self.say(_("已锁屏，只能扫码；按 Insert 解锁") if self.pin else _("已解锁"))

        self.desk.push_screen(pin_form(self.pin), done)

    def action_unlock(self) -> None:
        self.action_lock()


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
