"""Finding people as clerks type: polyphonic surnames, ü, minority and Latin names."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import oatui
from oatui.rules import readings
from oatui.rules.names import MOST_READINGS, fold_query, name_keys, of_unit, plain, spelled, spelled_all
from oatui.rules.surnames import COMPOUND, SURNAMES
from tests import readings as made

# surname, wanted reading first, further readings that must be found
POLYPHONIC = {
    "单": "shan dan", "解": "xie jie", "仇": "qiu chou", "曾": "zeng ceng", "区": "ou qu", "查": "zha cha", "翟": "zhai di",
    "乐": "yue le", "覃": "qin tan", "召": "shao zhao", "重": "chong zhong", "种": "chong zhong", "么": "yao me",
    "任": "ren", "华": "hua", "盖": "ge gai", "朴": "piao pu", "缪": "miao mou", "葛": "ge", "薄": "bo bao",
    "员": "yun yuan", "牟": "mu mou", "黑": "he hei",
}  # fmt: skip


def hits(name: str, typed: str, pinyin: str | None = None) -> bool:
    """Whether the typed text finds the name, as the store asks it."""
    query, letters = fold_query(typed)
    return f" {query}" in name_keys(name, pinyin) if letters else query in plain(name).casefold()


@pytest.mark.parametrize(("surname", "readings"), POLYPHONIC.items())
def test_polyphonic_surnames(surname: str, readings: str) -> None:
    wanted, *others = readings.split()
    keys = name_keys(surname + "建国").split()
    assert keys[:4] == [f"{wanted}jianguo", f"{wanted[0]}jg", f"{wanted}jg", f"{wanted[0]}jianguo"]
    for other in others:
        assert f"{other}jianguo" in keys


@pytest.mark.parametrize(("surname", "readings"), SURNAMES.items())
def test_surname_table(surname: str, readings: tuple[str, ...]) -> None:
    keys = name_keys(surname + "三").split()
    assert keys[0] in {f"{readings[0]}san", f"{readings[0]}san".replace("v", "u")}
    assert {f"{reading}san" for reading in readings} <= set(keys)


def test_tables_are_large_and_well_formed() -> None:
    assert len(SURNAMES) >= 100
    assert all(len(name) == 1 and readings for name, readings in SURNAMES.items())
    assert all(len(name) == len(readings) == 2 for name, readings in COMPOUND.items())
    syllables = [reading for readings in (*SURNAMES.values(), *COMPOUND.values()) for reading in readings]
    assert all(syllable.isascii() and syllable.islower() for syllable in syllables)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("欧阳修", ["ouyangxiu", "oyx", "ouyangx", "oyxiu"]),
        ("尉迟恭", ["yuchigong", "ycg", "yuchig", "ycgong"]),
        ("万俟卨", ["moqixie", "mqx", "moqix", "mqxie"]),
        ("单于明", ["chanyuming", "cym", "chanyum", "cyming"]),
        ("澹台灭明", ["tantaimieming", "ttmm", "tantaimm", "ttmieming"]),
        ("长孙无忌", ["zhangsunwuji", "zswj", "zhangsunwj", "zswuji"]),
        ("令狐冲", ["linghuchong", "lhc", "linghuc", "lhchong"]),
        ("张三", ["zhangsan", "zs", "zhangs", "zsan"]),
    ],
)
def test_first_reading(name: str, first: list[str]) -> None:
    assert name_keys(name).split()[:4] == first


def test_a_compound_surname_alone_and_a_plain_one_that_looks_like_it() -> None:
    assert name_keys("欧阳").split()[0] == "ouyang"
    assert "shanyuming" in name_keys("单于明").split()  # 单, 于明
    assert "dym" in name_keys("单于明").split()
    assert "liangqm" in name_keys("梁丘明").split()
    assert "liangqium" in name_keys("梁丘明").split()


@pytest.mark.parametrize(
    "typed",
    ["zs", "zsan", "zhangs", "zhangsan", "ZHANGSAN", "ｚｓ", "zh", "z", "zhang san", "张", "三", "张 三"],
)
def test_what_is_typed_finds(typed: str) -> None:
    assert hits("张三", typed)


@pytest.mark.parametrize("typed", ["s", "san", "hs", "ls", "李", "zsa n1", "张四"])
def test_what_is_not_typed_does_not(typed: str) -> None:
    assert not hits("张三", typed)


@pytest.mark.parametrize("typed", ["lvbu", "lubu", "lb", "lvb", "lub", "lü bu", "LV"])
def test_umlaut(typed: str) -> None:
    assert hits("吕布", typed)


def test_given_names_in_their_words_and_all_other_readings() -> None:
    assert name_keys("李银行").split()[0] == "liyinhang"
    assert "liyinxing" in name_keys("李银行").split()


def test_minority_and_latin_names() -> None:
    assert name_keys("阿卜杜·外力").split()[:2] == ["aboduwaili", "abdwl"] or hits(
        "阿卜杜·外力", "abuduwaili"
    )
    for dot in "•‧・":
        assert plain(f"阿卜杜{dot}外力") == "阿卜杜·外力"
    assert name_keys("Wang Wei") == " wangwei"
    assert hits("O'Neil", "o'n")
    assert hits("O'Neil", "oneil")
    assert hits("Wang Wei", "wang w")
    assert hits("Ａｎｎａ", "anna")


@pytest.mark.parametrize(
    "typed",
    ["dan xiong xin", "dān xióng xìn", "danxiongxin", "Dan Xiongxin", "DAN XIONG XIN", "dan-xiong-xin"],
)
def test_the_clerks_pinyin_comes_first(typed: str) -> None:
    keys = name_keys("单雄信", typed).split()
    assert keys[:4] == ["danxiongxin", "dxx", "danxx", "dxiongxin"]
    assert "sxx" in keys  # who does not know still finds
    assert len(keys) == len(set(keys))


def test_pinyin_that_no_table_knows() -> None:
    assert name_keys("黑牛", "kei niu").split()[:2] == ["keiniu", "kn"]
    assert name_keys("吕布", "lǚ bù").split()[:5] == ["lvbu", "lb", "lvb", "lbu", "lubu"]
    assert name_keys("张三", "？ 1").split()[0] == "zhangsan"
    assert name_keys("𠮷野", "ji ye").split()[:2] == ["jiye", "jy"]


def test_keys_are_a_plain_string() -> None:
    keys = name_keys("单雄信")
    assert keys.startswith(" shanxiongxin ")
    assert "  " not in keys
    assert not keys.endswith(" ")
    assert name_keys("") == name_keys(" 　") == ""


def test_readings_are_capped_with_the_surname_changed_first() -> None:
    keys = name_keys("单解曾重乐行长")
    assert len(keys.split()) <= 4 * MOST_READINGS
    assert {"djczlhz"[0], "c", "s"} <= {key[0] for key in keys.split()}


def test_same_name_in_any_typing() -> None:
    assert plain("张　三") == plain(" 张 三\u200b") == "张三"
    assert plain("ＡＢ") == "AB"
    assert fold_query(" Ａb ") == ("ab", True)
    assert fold_query("xi'an") == ("xian", True)
    assert fold_query("张s") == ("张s", False)
    assert fold_query("²") == ("2", False)
    assert fold_query("　") == ("", False)


def test_the_library_of_readings_is_loaded_for_rare_characters_alone() -> None:
    """It takes 0.2 s and 56 MiB: somebody at the door would wait for it."""
    code = (
        "import sys, oatui.rules.names as n; n.fold_query('zs')\n"
        "for name in ('张伟', '欧阳娜娜', '单雄信', '吕', '买买提·艾力', 'Eva'): assert n.name_keys(name)\n"
        "assert 'pypinyin' not in sys.modules; n.name_keys('王㛃'); sys.exit('pypinyin' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 1


def test_the_table_of_readings_is_the_librarys() -> None:
    """Made anew by tests/readings.py where the library has changed."""
    characters = made.of_characters()
    assert {one: readings.read_character(one) for one in characters} == characters
    words = made.of_words(characters)
    assert readings._words() == words and words["长乐"] == ("chang", "le")
    assert readings.read_in_words("") == () and readings.read_in_words("OA行长") == (
        "O",
        "A",
        "hang",
        "zhang",
    )
    assert readings.read_in_words("王㛃") is readings.read_character("㛃") is None
    catalogue = json.loads(Path(oatui.__file__).with_name("locale").joinpath("en.json").read_text("utf-8"))
    ours = [text for text in catalogue if text and set(text) <= characters.keys()]
    assert len(ours) > 1000
    assert [spelled(text, person=False) for text in ours] == [made.of_text(text) for text in ours]


@given(st.text(max_size=8))
def test_any_text_has_keys(name: str) -> None:
    keys = name_keys(name)
    assert keys == "" or keys[0] == " "
    assert not set("\n\t\0") & set(keys)
    assert len(keys.split(" ")) - 1 <= 10 * MOST_READINGS


@given(st.lists(st.text('王单解彭查吕欧阳乐行长朝绿女aB·ß"', max_size=4) | st.text(max_size=5), max_size=12))
def test_the_keys_of_a_list_are_those_of_each_name(typed: list[str]) -> None:
    assert spelled_all([plain(name) for name in typed]) == [name_keys(name) for name in typed]


@pytest.mark.parametrize(
    ("unit", "name", "said"),
    [
        ("县财政局", "张某", "县财政局张某"),
        ("Tax Office", "He Bo", "Tax Office He Bo"),
        ("县财政局", "He Bo", "县财政局He Bo"),
        ("", "张某", "张某"),
        ("Tax Office", "", "Tax Office"),
    ],
)
def test_a_name_stands_behind_its_unit(unit: str, name: str, said: str) -> None:
    assert of_unit(unit, name) == said
