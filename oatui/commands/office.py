"""What the office sets: its settings, the calendar, and the rules to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from oatui import desk, keys, places
from oatui.commands.command import Answer, Command, Group, Workplace, argument
from oatui.commands.lines import clean, table
from oatui.commands.typed import TEXT
from oatui.i18n import N_, _
from oatui.rules import articles
from oatui.rules.holding import where
from oatui.rules.verdict import refuse
from oatui.rules.workdays import days_named
from oatui.store import settings

config = Group("config", help=N_("设置：单位名称、办公时间、代字、操作人（本局约定）"))
calendar = Group("calendar", help=N_("放假和调休安排"))


@config.command("get", help=N_("查看设置；不填名称就列出全部"))
@argument("key", type=TEXT, required=False, help=N_("设置的名称，如 office"))
@click.pass_obj
def get(place: Workplace, key: str | None) -> Answer:
    here = {
        "store": str(place.path),
        "operator": places.operator(),
        "theme": places.preference("theme"),
        "keys": places.preference("keys"),
    }
    values = here | settings.everything(place.store())
    if key is not None:
        if key not in values:
            raise refuse("setting.unknown", setting=key)
        return Answer({"key": key, "value": values[key]}, [clean(_shown(values[key]))])
    mine = _("本机用户")
    about = {
        "store": (_("数据文件"), _("--db 或 OATUI_DB 另指")),
        "operator": (_("操作人"), mine),
        "theme": (_("界面颜色"), mine),
        "keys": (_("换过的键"), mine),
    }
    said = desk.who_set(place.store())
    about |= {name: (_(label), said[name]) for name, (_preset, label) in settings.PRESETS.items()}
    rows = [(name, _shown(value), *about[name]) for name, value in values.items()]
    return Answer(values, table((_("名称"), _("现在的值"), _("说明"), _("谁定的")), rows))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(item["code"] for item in value)
    return str(value)


# a value such as -1 is no option: the setting says what it takes
@config.command(
    "set", context_settings={"ignore_unknown_options": True},
    help=N_("改一项设置；operator、theme、keys 只对本机用户，其余是全局的"),
)  # fmt: skip
@argument("key", type=TEXT, help=N_("设置的名称，如 office"))
@argument("value", type=TEXT, help=N_("新的值"))
@click.pass_obj
def set_(place: Workplace, key: str, value: str) -> Answer:
    if value.startswith("--"):
        raise click.NoSuchOption(value)
    store = place.store()
    kept: Any
    if key == "operator":
        if not value.strip():
            raise refuse("setting.empty", setting=key)
        places.name_operator(value)
        kept = places.operator()
    elif key == "theme":
        if value not in places.THEMES:
            raise refuse("setting.choice", setting=key, choices=list(places.THEMES))
        places.prefer("theme", kept := value)
    elif key == "keys":
        keys.keep(keys.read_keys(value))
        kept = places.preference("keys")
    else:
        settings.set_value(store, key, value)
        kept = settings.get(store, key)
    return Answer(
        {"key": key, "value": kept}, [clean(_("已改：{key} = {value}", key=key, value=_shown(kept)))]
    )


@calendar.command("import", help=N_("读入一年的放假安排（holiday-cn 的 JSON）"))
@argument("file", type=click.Path(path_type=Path), help=N_("JSON 文件"))
@click.pass_obj
def import_(place: Workplace, file: Path) -> Answer:
    from oatui.files.calendar_in import read_calendar

    store = place.store()
    year, days, source = read_calendar(file)
    settings.import_calendar(
        store, year, {day.isoformat(): what for day, what in days.items()}, clean(source)
    )
    named = days_named(days)
    data = {"year": year, "days": len(days), **named, "source": source}
    line = _("已载入 {year} 年：放假 {off} 天，调休上班 {make_up} 天", year=year, **named)
    return Answer(data, [line])


@click.command("rules", cls=Command, help=N_("机关办公工作规则的每一条：原文和约束力"))
@argument("rule", type=TEXT, required=False, metavar="[ID]", help=N_("条目，如 17-5"))
def rules(rule: str | None) -> Answer:
    found = [each for each in articles.RULES if rule in {None, each.id}]
    if not found:
        raise refuse("rule.unknown", written=rule)
    data = [
        {
            "id": each.id,
            "article": each.article,
            "phrase": each.phrase,
            "level": each.level,
            "where": where(each.id),
            "note": _(each.note) if each.note else None,
        }
        for each in found
    ]
    rows = [(each.id, _(articles.LEVELS[each.level]), _(each.phrase)) for each in found]
    lines = [*table((_("条目"), _("约束"), _("原文")), rows)]
    # one rule alone: its own words under what they mean, and how far it goes
    lines += [each.phrase for each in found if rule and _(each.phrase) != each.phrase]
    return Answer(data, lines + [_(each.note) for each in found if rule and each.note])


COMMANDS = (config, calendar, rules)
