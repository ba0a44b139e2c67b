"""All that is said of the package stands in pyproject.toml; this keeps an earlier build's files out of the next one."""

from __future__ import annotations

import shutil

from setuptools import setup
from setuptools.command.build import build


class FreshBuild(build):
    """pip builds in the tree and leaves build/ there: a file that is gone from the source would be installed again."""

    def run(self) -> None:
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


setup(cmdclass={"build": FreshBuild})
