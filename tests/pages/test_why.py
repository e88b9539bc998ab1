"""A verdict opened to its why on the evaluation page."""

from datetime import UTC
from typing import Any

import pytest

from qa.explanation import Against, Example, Layer, Place, WordWeight
from qa.model import Act, Language, Verdict
from services import explanations
from storage.records import Role
from tests.pages import heard as made
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from ui import cards, state, why


def told(screen: Screen, criterion_id: str) -> dict[str, Any]:
    desk = next(data for data in screen.data if "criteria" in data)
    return dict(desk["why"][criterion_id])


def opened(browser: Browser, criterion_id: str, call_id: int) -> Screen:
    browser.presses(cards, "_desk", why=criterion_id)
    return browser.opens("evaluation", call=str(call_id))


def place(**changes: Any) -> Place:
    facts = {
        "act": Act.HOLD,
        "category": "bad",
        "evidence": made.evidence(2),
        "decided": True,
        "needed": 0.6,
        "confidence": 0.97,
        "layers": (Layer.PHRASE,),
        "phrases": ((0, 10),),
    }
    return Place(**{**facts, **changes})


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "language", lambda: Language.EN)
    monkeypatch.setattr(state, "timezone", lambda: UTC)


def test_nothing_is_explained_before_it_is_asked_for(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    screen = browser.signs_in(centre.reviewer).opens("evaluation", call=str(call.call_id))
    assert next(data for data in screen.data if "criteria" in data)["why"] == {}


def test_the_page_loads_in_the_background_what_the_first_why_waits_for(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated()
    browser.signs_in(centre.reviewer).opens("evaluation", call=str(call.call_id))
    assert explanations.warm_up in browser.warmed


def test_a_verdict_is_opened_to_what_decided_it(
    centre: Centre, browser: Browser, language: Language
) -> None:
    call = centre.add_evaluated()
    browser.signs_in(centre.reviewer, language)
    shown = told(opened(browser, "company", call.call_id), "company")
    assert [piece["text"] for piece in shown["places"][0]["pieces"] if piece["mark"]]
    assert shown["changes"]


def test_a_supervisor_reads_the_why_as_well(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    browser.signs_in(centre.person(Role.SUPERVISOR))
    assert told(opened(browser, "company", call.call_id), "company")["looked"]


def test_an_evaluation_by_another_engine_says_so_and_what_todays_would_decide(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated(verdicts={"summary": Verdict.MET})
    browser.signs_in(centre.reviewer)
    shown = told(opened(browser, "summary", call.call_id), "summary")
    assert "test 1" in shown["older"]
    assert shown["differs"]["verdict"] in ("not_met", "unsure")


def test_what_the_browser_asks_for_beside_the_criteria_is_not_explained(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated()
    screen = opened(browser.signs_in(centre.reviewer), "nonsense", call.call_id)
    assert next(data for data in screen.data if "criteria" in data)["why"] == {}


def test_a_mark_covers_whole_words_and_nothing_of_the_quote_is_lost(english: None) -> None:
    written = made.transcript().segments[2].text
    pieces = why.pieces(place(phrases=((1, 8),)), written)
    assert "".join(str(piece["text"]) for piece in pieces) == written
    assert [piece["text"] for piece in pieces if piece["mark"]] == ["One moment"]


def test_the_words_that_weigh_most_are_marked_for_and_against(english: None) -> None:
    words = (WordWeight(0, 3, 1.4), WordWeight(4, 10, -0.9), WordWeight(12, 15, 0.1))
    pieces = why.pieces(
        place(phrases=(), layers=(Layer.LEARNED,), words=words),
        made.transcript().segments[2].text,
    )
    marks = {piece["text"]: piece["mark"] for piece in pieces if piece["mark"]}
    assert marks == {"One": "for", "moment": "against"}


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.97, "almost certain"), (0.86, "very likely"), (0.72, "likely"), (0.2, "less likely")],
)
def test_a_probability_is_told_in_plain_words(
    english: None, probability: float, words: str
) -> None:
    assert why.how_sure(probability).startswith(words)


def test_an_example_keeps_its_own_language_and_says_what_it_is_marked_as(english: None) -> None:
    example = Example("انتظر شوي", True, "gulf", ((0, 5),))
    shown = why._example(example, place())
    assert (shown["dir"], shown["about"]) == ("rtl", "Gulf")
    assert shown["marked"] == "marked as: a bare request to wait"


def test_what_stood_against_it_quotes_the_words_that_did(english: None) -> None:
    told_as = why._against(Against("negated", "nobody"))
    assert "nobody" in told_as and "takes it back" in told_as
    assert "{" not in why._against(Against("alternative"))
