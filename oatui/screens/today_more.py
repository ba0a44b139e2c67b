"""F8 of today: the desks that have no key of their own, by digit."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from oatui.i18n import N_, _, sentence
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.page import Page

# the digit, the words, what is there
PLACES = (
    ("1", "oa", N_("OA"), N_("系统内文件、负责人、交接")),
    ("2", "registers", N_("登记簿"), N_("发文、收文、用印")),
    ("3", "telegrams", N_("明电"), N_("领取、签收、汇报")),
    ("4", "secret", N_("涉密例行"), N_("只登编号、日期")),
    ("5", "month", N_("月历"), N_("OA 登录、漏登的原因")),
    ("6", "folder", N_("月报夹"), N_("一键导出，备查、归档")),
    ("7", "search", N_("查找"), N_("公文、收文、会议")),
    ("8", "rules", N_("规则"), N_("二十六条和怎么执行")),
    ("9", "settings", N_("设置"), N_("单位、代字、办公时间、日历")),
    ("0", "duty", N_("值班"), N_("谁值班、空档、换班、交接")),
)


def choose_page(page: Page) -> None:
    """Offer them; the digit opens one."""
    lines = [Line(digit, key, sentence(words), sentence(stands)) for digit, key, words, stands in PLACES]

    def chosen(key: str | None) -> None:
        if key == "folder":
            from oatui.screens.month_folder import ask_folder

            ask_folder(page)
        elif key:
            page.desk.push_screen(_OPEN[key]())

    page.desk.push_screen(DigitChoice(_("更多"), lines), chosen)


def _oa() -> Screen[object]:
    from oatui.screens.oa import OaPage

    return OaPage()


def _registers() -> Screen[object]:
    from oatui.screens.register import RegisterPage

    return RegisterPage()


def _telegrams() -> Screen[object]:
    from oatui.screens.telegrams import TelegramsPage

    return TelegramsPage()


def _duty() -> Screen[object]:
    from oatui.screens.duty import DutyPage

    return DutyPage()


def _secret() -> Screen[object]:
    from oatui.screens.confidential import ConfidentialPage

    return ConfidentialPage()


def _month() -> Screen[object]:
    from oatui.screens.month import MonthPage

    return MonthPage()


def _search() -> Screen[object]:
    from oatui.screens.search import SearchPage

    return SearchPage()


def _rules() -> Screen[object]:
    from oatui.screens.rulebook import RulebookPage

    return RulebookPage()


def _settings() -> Screen[object]:
    from oatui.screens.settings import SettingsPage

    return SettingsPage()


_OPEN: dict[str, Callable[[], Screen[object]]] = {
    "oa": _oa, "registers": _registers, "telegrams": _telegrams, "duty": _duty, "secret": _secret, "month": _month,
    "search": _search, "rules": _rules, "settings": _settings,
}  # fmt: skip
