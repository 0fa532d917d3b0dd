"""Every true identity is proved and every false one refuted, by normal forms and at random points."""
import pytest

from tests.statements_true_false_identities import FALSE, TRUE


def name(case) -> str:
    return f"{case[0]}: {case[1]}"


def test_there_are_enough():
    assert len(TRUE) >= 20 and len(FALSE) >= 20


@pytest.mark.parametrize("case", TRUE, ids=map(name, TRUE))
def test_true(case):
    from landscapes.symbolic import decide
    answer = decide(*case[2:])
    assert answer, answer.evidence


@pytest.mark.parametrize("case", FALSE, ids=map(name, FALSE))
def test_false(case):
    from landscapes.symbolic import decide
    answer = decide(*case[2:])
    assert not answer
    assert "not zero at a point with" in answer.evidence
