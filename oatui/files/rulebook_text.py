"""The bureau's 26 articles in their own words, as they were issued (嘉商务字〔2022〕14号)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

_ARTICLE = re.compile(r"^(\d{1,2})\. (.+)$")
_CHAPTER = re.compile(r"^[一二三四五六]、(.+)$")


class Article(NamedTuple):
    """An article; number 0 is the notice that issued them. `title` is its first sentence."""

    number: int
    chapter: str
    title: str
    text: str


@cache
def articles() -> tuple[Article, ...]:
    """The notice and the 26 articles, in order."""
    found: list[Article] = []
    chapter = ""
    around: list[str] = []
    for line in Path(__file__).with_name("rules.txt").read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if head := _CHAPTER.match(text):
            chapter = head[1]
        elif article := _ARTICLE.match(text):
            found.append(Article(int(article[1]), chapter, article[2].partition("。")[0], article[2]))
        elif text and found and found[-1].number < 26 and not text.startswith("本通知"):
            last = found[-1]
            found[-1] = last._replace(text=f"{last.text}\n{text}")
        elif text:
            around.append(text)
    notice = Article(0, "", "关于印发《嘉祥县商务局机关办公工作规则》的通知", "\n".join(around))
    return (notice, *found)


def search(text: str) -> list[Article]:
    """The articles in which the text stands; all of them for an empty one. A number finds its article."""
    wanted = text.strip()
    if wanted.isascii() and wanted.isdigit():
        return [one for one in articles() if str(one.number) == wanted]
    return [one for one in articles() if wanted in one.text or wanted in one.chapter]
