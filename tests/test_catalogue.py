"""The English catalogue is complete, says nothing that is not used, and no screen shows untranslated words."""

from tests.catalogue import faults


def test_the_catalogue_is_complete() -> None:
    assert faults() == []
