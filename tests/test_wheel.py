"""The wheel carries all that stands in the tree, styles, catalogue and texts too, and works where nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from setuptools import Distribution

ROOT = Path(__file__).parent.parent
CACHES = {"__pycache__"}


def _tree() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "oatui").rglob("*")
        if path.is_file() and not CACHES & set(path.parts)
    }


def _named() -> set[str]:
    """What the build would take, as setuptools reads our pyproject.toml."""
    package = Distribution({"script_name": "setup.py"})
    package.parse_config_files([str(ROOT / "pyproject.toml")])
    build = package.get_command_obj("build_py")
    build.ensure_finalized()
    styles_and_texts = (
        str(Path(folder, name)) for _package, folder, _target, names in build.data_files for name in names
    )
    return {Path(one).as_posix() for one in (*build.get_source_files(), *styles_and_texts)}


def test_the_build_takes_every_file_of_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert _named() == _tree()


DAY = """
init --office 示例县商务局
meeting add --title 全县商务工作会议 --start 2026-12-26T09:00 --end 2026-12-26T11:00
roster import 1 名册.csv
export circular 1 --out 通报.docx
export attendance 1 --out 出席.xlsx
rules 17-5
doctor
--lang en --help
"""


@pytest.mark.proof
def test_a_wheel_is_built_and_does_its_work_elsewhere(tmp_path: Path) -> None:
    """From a copy of the tree with a file of an earlier build; run where the source cannot be seen."""
    source, there = tmp_path / "source", tmp_path / "there"
    there.mkdir()
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    left = source / "build" / "lib" / "oatui" / "of_an_earlier_build.py"
    left.parent.mkdir(parents=True)
    left.write_text("", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("oatui-*.whl")
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("oatui/")}
    assert carried == _tree()

    packages = tmp_path / "packages"
    subprocess.run([*pip, "install", "-q", "--no-deps", "--target", str(packages), str(wheel)],
                   check=True, capture_output=True)  # fmt: skip
    (there / "名册.csv").write_text("姓名,单位,职务\n示例一,示例一镇,镇长\n", encoding="utf-8")
    environment = dict(os.environ) | {"PYTHONPATH": str(packages), "OATUI_DB": str(there / "desk.db")}
    for line in DAY.strip().splitlines():
        done = subprocess.run(
            [sys.executable, "-m", "oatui", *line.split()],
            cwd=there,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    where = subprocess.run([sys.executable, "-c", "import oatui; print(oatui.__file__)"],
                           cwd=there, env=environment, capture_output=True, text=True, check=True)  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(packages)
    assert (there / "通报.docx").stat().st_size and (there / "出席.xlsx").stat().st_size
