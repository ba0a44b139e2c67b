"""Each 硬 rule of section 7 has a test that shows it refusing and one that shows it passing."""

from tests.hard_rules import faults


def test_each_hard_rule_is_shown_refusing_and_passing() -> None:
    assert faults() == []
