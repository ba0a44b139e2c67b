"""Every sentence is there and has its English, with the same values; run by `make check`, and as a test."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
from oatui.rules.messages import MESSAGES  # noqa: E402

CATALOGUE = ROOT / "oatui" / "locale" / "en.json"
FACES = ("screens", "widgets", "commands", "web", "app.py", "cli.py")
# the Chinese of click's own English; the words that a clerk may type
NOT_SHOWN = ("oatui/commands/click_words.py", "oatui/commands/typed.py")
FIELD = re.compile(r"{([^{}]*)}")
KEY_AT = {"refuse": 0, "Verdict": 2}
HAN = re.compile(r"[\u3400-\u9fff]")


def sentences(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The texts that stand in _(), N_() and sentence(), with their lines."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_", "N_", "sentence"}
        ):
            first = node.args[0] if node.args else None
            for part in [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value, node.lineno


def bare(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Chinese texts outside _() and N_() and docstrings."""
    inside = {text for text, _line in sentences(tree)}
    documented = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value)):
            continue
        if node.value not in inside and node.value not in documented:
            yield node.value, node.lineno


def keys(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The keys of the sentences that are answered with, as far as they stand there whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEY_AT:
            place = KEY_AT[node.func.id]
            if len(node.args) > place and isinstance(key := node.args[place], ast.Constant):
                yield str(key.value), node.lineno


def faults() -> list[str]:
    """What is missing, unlike or left over, one line each."""
    english: dict[str, str] = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    found, used = [], set()
    for path in sorted((ROOT / "oatui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(ROOT)
        for text, line in sentences(tree):
            used.add(text)
            if text not in english:
                found.append(f"{name}:{line}: no English: {text}")
            elif sorted(FIELD.findall(text)) != sorted(FIELD.findall(english[text])):
                ours, theirs = set(FIELD.findall(text)), set(FIELD.findall(english[text]))
                # a language may show a value in another form or twice, but it may not name a value that is not given
                if {one.split(":")[0] for one in theirs} - {one.split(":")[0] for one in ours}:
                    found.append(f"{name}:{line}: other values: {text} | {english[text]}")
        found += [f"{name}:{line}: no sentence: {key}" for key, line in keys(tree) if key not in MESSAGES]
        if any(part in name.parts for part in FACES) and name.as_posix() not in NOT_SHOWN:
            found += [f"{name}:{line}: not translated: {text!r}" for text, line in bare(tree)]
    found += [f"locale/en.json: not used: {text}" for text in sorted(set(english) - used)]
    return found


if __name__ == "__main__":
    wrong = faults()
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    sys.stdout.write("catalogue: complete\n" if not wrong else f"catalogue: {len(wrong)} faults\n")
    sys.exit(bool(wrong))
