"""What a card says beside the score."""

import pytest

from qa.card_hints import MOST_HINTS, _wordings, with_hints
from qa.coaching import build_card
from qa.model import (
    Act,
    CoachingCard,
    Criterion,
    CriterionResult,
    Evidence,
    Language,
    Segment,
    Speaker,
    Transcript,
    Verdict,
)
from qa.scorecard import load_scorecard
from qa.serialise import card_from_dict, card_to_dict

LINES = (
    (Speaker.AGENT, "Good morning, this is Noor."),
    (Speaker.CUSTOMER, "My fridge stopped and the food is warm."),
    (Speaker.AGENT, "Tell me what happened before it stopped."),
    (Speaker.CUSTOMER, "There was a bang."),
    (Speaker.AGENT, "One moment while I look up the warranty."),
    (Speaker.AGENT, "A bang on Sunday, is that right?"),
    (Speaker.CUSTOMER, "Yes."),
    (Speaker.AGENT, "Our technician will come on Tuesday before ten."),
)


def spoken(lines: tuple[tuple[Speaker, str], ...] = LINES) -> Transcript:
    segments = (Segment(index, who, text) for index, (who, text) in enumerate(lines))
    return Transcript(tuple(segments), Language.EN)


def result(check: str, verdict: Verdict, *evidence: Evidence) -> CriterionResult:
    return CriterionResult(criterion(check), verdict, evidence, 0.9)


def criterion(check: str) -> Criterion:
    return next(c for c in load_scorecard().criteria if c.check == check)


def card_of(transcript: Transcript, *results: CriterionResult) -> CoachingCard:
    return with_hints(build_card(transcript, results), transcript, results)


def test_a_card_tells_of_a_few_acts_in_the_order_of_the_call() -> None:
    heard = card_of(spoken()).also_heard
    assert [hint.act for hint in heard] == [Act.OPEN_QUESTION, Act.CHECKING, Act.NEXT_STEP]
    assert len(heard) == MOST_HINTS
    assert "what happened before it stopped" in heard[0].evidence.quote


def test_a_line_that_was_found_fault_with_is_no_hint() -> None:
    line = LINES[2][1]
    faulted = result("language", Verdict.NOT_MET, Evidence(2, 0, len(line), line, Speaker.AGENT))
    assert Act.OPEN_QUESTION not in {h.act for h in card_of(spoken(), faulted).also_heard}


def test_saying_back_is_worth_trying_where_trouble_was_voiced() -> None:
    troubled = result("empathy", Verdict.NOT_MET)
    assert card_of(spoken(), troubled).worth_trying is Act.REFLECTING
    assert card_of(spoken()).worth_trying is None  # the four others were heard


def test_a_short_call_gives_no_ground_for_an_idea() -> None:
    card = card_of(spoken(LINES[:4]))
    assert (card.worth_trying, card.worth_saying) == (None, "")


def test_a_card_with_hints_comes_back_from_json_as_it_was() -> None:
    card = card_of(spoken(), result("empathy", Verdict.NOT_MET))
    assert card_from_dict(card_to_dict(card)) == card


@pytest.mark.parametrize("language", list(Language))
def test_every_dialect_has_words_for_whatever_is_worth_trying(language: Language) -> None:
    dialects = {
        Language.EN: {"english"},
        Language.AR: {"msa", "egyptian", "gulf", "levantine", "maghrebi"},
    }[language]
    tried = {
        Act.REFLECTING, Act.NEXT_STEP, Act.CHECKING, Act.OPEN_QUESTION, Act.SIGNPOSTING,
    }  # fmt: skip
    assert set(_wordings(language)) == dialects
    for said in _wordings(language).values():
        assert set(said) == tried
        assert all(said.values())


def test_a_hint_quotes_a_sentence_that_can_be_read_alone() -> None:
    line = "Thank you. Our technician will come on Tuesday before ten, with the part. Goodbye."
    card = card_of(spoken((*LINES[:2], (Speaker.AGENT, line))))
    assert [hint.evidence.quote for hint in card.also_heard] == [
        "Our technician will come on Tuesday before ten, with the part."
    ]
