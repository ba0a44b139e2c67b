"""What a test expects to be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from oatui.rules.verdict import Refused
from oatui.store.database import Store
from tests.store.acts import content


def refusal(act: Callable[..., object], *args: Any, **named: Any) -> tuple[str | None, str]:
    """The rule and the key by which this is refused."""
    with pytest.raises(Refused) as no:
        act(*args, **named)
    assert no.value.verdict.message
    return no.value.verdict.rule, no.value.verdict.key


@contextmanager
def refused(key: str, rule: str | None = None, writes: Store | None = None) -> Iterator[None]:
    """What is done here is refused by this sentence and this rule, and has written nothing to `writes`."""
    before = content(writes) if writes else None
    with pytest.raises(Refused) as no:
        yield
    assert (no.value.verdict.key, no.value.verdict.rule) == (key, rule)
    assert before == (content(writes) if writes else None)
