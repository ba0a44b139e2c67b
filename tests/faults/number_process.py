"""A desk as a process of its own that gives numbers, and says each thing once it is committed.

usage: python -m tests.faults.number_process STORE SEED DOCUMENT…

Every document is numbered in turn; between them numbers are reserved and used, voided, and asked for twice.
"""

from __future__ import annotations

import random
import sys
from contextlib import suppress
from pathlib import Path

from oatui.rules.verdict import Refused
from oatui.store import number_book, number_lines, numbers
from oatui.store.database import open_store
from tests.conftest import FixedClock


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def main() -> None:
    path, seed, documents = Path(sys.argv[1]), int(sys.argv[2]), [int(text) for text in sys.argv[3:]]
    store = open_store(path, FixedClock(), f"经办人{seed}")
    rng = random.Random(seed)
    for document in documents:
        what = rng.randrange(5)
        if what == 0:
            [kept] = number_book.reserve(store, "嘉商务字", f"用途{document}", "张某")
            say("reserved", kept.sequence)
            say("given", document, numbers.give_number(store, document, reserved=kept.id).number)
        else:
            say("given", document, numbers.give_number(store, document).number)
        if what == 1:
            line = number_lines.of_document(store, document)
            assert line is not None
            say("void", number_book.void(store, line.id, "写错", "李主任").sequence)
            continue
        # asked again, and for another desk's paper: the same number
        other = rng.choice(documents)
        for asked in (document, other):
            with suppress(Refused):  # void
                say("given", asked, numbers.give_number(store, asked).number)
    store.close()


if __name__ == "__main__":
    main()
