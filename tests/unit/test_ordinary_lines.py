"""Ordinary words accuse nobody: hundreds of everyday lines, and twins that are not ordinary."""

from pathlib import Path

import pytest

from qa.findings import find
from qa.model import Act, Finding, Language, Segment, Speaker, Transcript

FOLDER = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    written = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in written if line and not line.startswith("#")]


def found(text: str, speaker: Speaker, language: Language, act: Act) -> list[Finding]:
    """What is found in a line in the middle of a call."""
    texts = ((Speaker.AGENT, "."), (Speaker.CUSTOMER, "."), (speaker, text))
    segments = tuple(Segment(i, said_by, said) for i, (said_by, said) in enumerate(texts))
    return [finding for finding in find(Transcript(segments, language)) if finding.act is act]


@pytest.mark.parametrize("language", list(Language))
def test_ordinary_words_of_customers_are_no_trouble_voiced(language: Language) -> None:
    ordinary = lines(f"ordinary_customer_{language}")
    assert len(set(ordinary)) >= 150
    for line in ordinary:
        trouble = found(line, Speaker.CUSTOMER, language, Act.TROUBLE)
        assert [t.quote for t in trouble if t.decided] == [], line


@pytest.mark.parametrize("language", list(Language))
def test_anger_harm_and_long_waits_are_trouble_voiced(language: Language) -> None:
    for line in lines(f"troubled_customer_{language}"):
        trouble = found(line, Speaker.CUSTOMER, language, Act.TROUBLE)
        assert any(t.decided for t in trouble), line


@pytest.mark.parametrize("language", list(Language))
def test_a_plain_report_of_a_fault_leaves_empathy_to_a_person(language: Language) -> None:
    for line in lines(f"complaint_{language}"):
        trouble = found(line, Speaker.CUSTOMER, language, Act.TROUBLE)
        assert trouble and not any(t.decided for t in trouble), line
