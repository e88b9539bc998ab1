"""Ordinary words accuse nobody: hundreds of everyday lines, and twins that are not ordinary."""

from pathlib import Path

import pytest

from qa.acts.reading import read
from qa.findings import ruled
from qa.model import Act, Finding, Language, Segment, Speaker, Transcript, Verdict
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from tests.unit.calls import read_call

FOLDER = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    written = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in written if line and not line.startswith("#")]


def found(text: str, speaker: Speaker, language: Language, act: Act) -> list[Finding]:
    """What the rules find in a line in the middle of a call."""
    texts = ((Speaker.AGENT, "."), (Speaker.CUSTOMER, "."), (speaker, text))
    segments = tuple(Segment(i, said_by, said) for i, (said_by, said) in enumerate(texts))
    reading = read(Transcript(segments, language))
    return [finding for finding in ruled(reading) if finding.act is act]


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


def test_ordinary_words_of_agents_are_not_forbidden() -> None:
    ordinary = lines("ordinary_agent_en")
    assert len(set(ordinary)) >= 200
    for line in ordinary:
        forbidden = found(line, Speaker.AGENT, Language.EN, Act.FORBIDDEN)
        assert [f.category for f in forbidden if f.decided] == [], line


def test_rude_words_of_agents_are_forbidden() -> None:
    for line in lines("rude_agent_en"):
        forbidden = found(line, Speaker.AGENT, Language.EN, Act.FORBIDDEN)
        assert any(f.decided for f in forbidden), line


@pytest.mark.parametrize("language", list(Language))
def test_an_insult_is_sure_only_to_the_customers_face(language: Language) -> None:
    for line in lines(f"insults_{language}"):
        rude, harmless = line.split(" | ")
        insults = found(rude, Speaker.AGENT, language, Act.FORBIDDEN)
        assert any(f.decided and f.category == "insult" for f in insults), rude
        others = found(harmless, Speaker.AGENT, language, Act.FORBIDDEN)
        assert [f.category for f in others if f.decided] == [], harmless


def test_the_strongest_trouble_is_the_moment_shown() -> None:
    call = read_call(
        "A: Hello\nC: My parcel is late.\nC: My mother died on Monday.\nC: It was her gift.\n"
        "A: What is the number?"
    )
    results = Engine().evaluate(call, load_scorecard()).results
    empathy = next(result for result in results if result.criterion.criterion_id == "empathy")
    assert empathy.verdict is Verdict.NOT_MET
    assert empathy.evidence[0].quote == "My mother died on Monday."


def test_a_father_named_as_account_holder_owes_no_empathy() -> None:
    call = read_call("م: أهلًا\nع: الخط باسم والدي، نبيل سرحان\nم: تمام", Language.AR)
    results = Engine().evaluate(call, load_scorecard()).results
    empathy = next(result for result in results if result.criterion.criterion_id == "empathy")
    assert empathy.verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("My internet is down.", False),
        ("My internet is down and my final exam is in an hour.", True),
        ("Is your internet down in the hospital area?", False),
    ],
)
def test_a_circumstance_makes_trouble_of_a_complaint(text: str, sure: bool) -> None:
    trouble = found(text, Speaker.CUSTOMER, Language.EN, Act.TROUBLE)
    assert any(t.decided for t in trouble) is sure
