"""The text of a name and of a telephone number: made clean, and judged."""

from __future__ import annotations

import re
import unicodedata

from oatui.rules.surnames import COMPOUND

NAME_LIMIT = 30


def words(text: str) -> list[str]:
    """A table of words written on a line."""
    return text.split()


_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}·]) +(?=[{_HAN}·(（])")
_DOTS = re.compile(rf"(?<=[{_HAN}]) *[•‧・･∙⋅●．.] *(?=[{_HAN}])")
# (女) or (回族) behind a name is how official lists mark it, no part of the name
_REMARK = re.compile(
    rf"(?<=[{_HAN}])[(（](?:[男女]|[{_HAN}]{{1,5}}族)(?:[,，、](?:[男女]|[{_HAN}]{{1,5}}族))?[)）]$"
)
_SEVERAL = re.compile(rf"[{_HAN}]{{2,4}}(?:[、,，;；/]|\n| {{2,}})+[{_HAN}]{{2,4}}")
_NO_NAMES = frozenset(
    words(
        "无 暂无 待定 空缺 暂缺 缺 同上 未定 空 略 例 示例 姓名 单位 职务 电话 手机 序号 编号 部门 科室 职位"
    )
)
_NONE = frozenset(words("/ \\ - -- — —— － ― 无 暂无 ／"))

# the first characters of common surnames: enough to tell a column of names, too few to judge one name
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛"
    "樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆"
    "蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂"
    "全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢"
    "劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普"
    "阙浦戈伏鹿薄邸雍辜羊阿乌裘亓慕上诸皇尉公"
)

_LANDLINE = re.compile(
    r"(?:\(?(0\d{2,3})\)?-*)?(\d{7,8})(?:-*(?:转|分机|ext\.?|x|#|-)-*(\d{1,6}))?", re.IGNORECASE
)


def is_plain(name: str) -> bool:
    """A short name of letters only, which needs no cleaning and no further look."""
    return len(name) <= 4 and name.isalpha() and name not in _NO_NAMES


def is_mobile(text: str) -> bool:
    """Eleven digits beginning with 1, nothing else."""
    return len(text) == 11 and text[0] == "1" and text.isascii() and text.isdigit()


def closed_up(name: str) -> str:
    """张　三 as 张三, by far the commonest case, without the cost of every other."""
    if len(name) > 2 and name[1] in " \u3000\xa0" and name[0] >= "\u3400" <= name[-1]:
        if len(name) == 3:
            return name[0] + name[2]
        return name.replace(" ", "").replace("\u3000", "").replace("\xa0", "")
    return name


def _seen(text: str) -> str:
    """Without zero-width spaces and direction marks, which would make equal names and units differ."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def clean_name(text: str) -> str:
    """Without spaces between Chinese characters and without invisible marks; Latin names keep single spaces."""
    if text.isalnum():
        return text
    text = " ".join(_seen(text).split())
    text = _BETWEEN_HAN.sub("", text)
    return _REMARK.sub("", _DOTS.sub("·", text))


def clean_text(text: str) -> str:
    """A unit or post on one line: 财　政　局 is closed up, other spaces become one."""
    if text.isalnum():
        return text
    parts = re.sub(rf"(?<=[{_HAN}、])[\r\n]+(?=[{_HAN}])", "", _seen(text)).split()
    return ("" if all(len(part) == 1 for part in parts) else " ").join(parts)


def name_fault(raw: str, name: str) -> tuple[str, dict[str, object]] | None:
    """The key and values of what is wrong with a name (`name` is `raw` made clean); None where it may stand."""
    if raw == name and is_plain(name):
        return None
    if any(unicodedata.category(char) == "Cc" and char not in "\t\r\n" for char in raw):
        return "roster.name_control", {"written": shown(raw)}
    if _SEVERAL.search(raw) or _are_several(raw.split()):
        return "roster.name_several", {"written": shown(raw)}
    if len(name) > NAME_LIMIT:
        return "roster.name_long", {"count": len(name), "limit": NAME_LIMIT}
    if name[0] in "=+-@" or name in _NO_NAMES or not any(char.isalpha() for char in name):
        return "roster.name_unlike", {"written": shown(name)}
    return None


def _are_several(parts: list[str]) -> bool:
    """王五 赵六 is two people, 欧阳 娜娜 and 张 三 are one."""
    return (
        len(parts) > 1
        and parts[0] not in COMPOUND
        and all(len(part) in {2, 3} and part[0] in SURNAMES for part in parts)
    )


def clean_phone(text: str) -> str | None:
    """A number in its plain form, several joined by 、; empty for a dash; None where it is no number."""
    if is_mobile(text):
        return text
    if text in _NONE:
        return ""
    text = unicodedata.normalize("NFKC", text).strip("'`\u2018\u2019 ")
    parts = [part for part in re.split(r"[/、,;\n]+|(?<=\d{11})\s+(?=1\d)", text) if part.strip()]
    numbers = [_number(part) for part in parts]
    if not numbers or None in numbers:
        return None
    return "、".join(dict.fromkeys(number for number in numbers if number))


def _number(text: str) -> str | None:
    text = re.sub(
        r"[\s\u2010-\u2015\u2212_]+",
        "-",
        "".join(char for char in text if unicodedata.category(char) != "Cf").strip(),
    )
    text = text.removesuffix(".0").strip("-.")
    mobile = re.fullmatch(r"(?:\(?(?:\+|00)?86\)?)?(1\d{10})", text.replace("-", ""))
    if mobile:
        return mobile[1]
    text = re.sub(r"^\(?(?:\+|00)86\)?-*", "", text)
    if text.startswith("1"):
        return None
    landline = _LANDLINE.fullmatch(text)
    if landline:
        area, number, extension = landline.groups()
        return "-".join(part for part in (area, number, extension) if part)
    digits = text.replace("-", "")
    return digits if digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 12 else None


def phone_fault(text: str) -> tuple[str, dict[str, object]]:
    """The key and values of what is wrong with a text that `clean_phone` does not accept."""
    plain = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"\s*\d(?:\.\d+)?[eE]\+?\d+\s*", plain):
        return "roster.phone_scientific", {"written": shown(text)}
    digits = re.sub(r"^(?:\+|00)86|\D", "", plain)
    if digits.startswith("1") and re.fullmatch(r"[\d\s()+-]+", plain):
        return "roster.phone_digits", {"written": shown(text), "count": len(digits)}
    return "roster.phone_unlike", {"written": shown(text)}


def shown(text: str) -> str:
    """A text for a sentence: short, on one line, nothing invisible."""
    line = "".join(
        "\ufffd" if unicodedata.category(char)[0] == "C" else char for char in " ".join(text.split())
    )
    return line if len(line) <= NAME_LIMIT else line[: NAME_LIMIT - 1] + "…"
