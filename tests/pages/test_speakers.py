"""The evaluation desk tells how the speakers are known, and lets a reviewer put them right."""

import json
from dataclasses import replace
from typing import Any

from qa.model import Language, Speaker, Verdict
from services import evaluations, speakers
from services.evaluations import Decision
from services.speakers import Change, Correction
from storage.records import Call, Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import NOW, Centre, evaluation_of
from tests.services.test_speakers import LINES, RIGHT, WRONG, U, judged, said
from ui import cards
from ui.speakers import read_correction


def desk(screen: Screen) -> dict[str, Any]:
    return next(data for data in screen.data if "criteria" in data)


def strip(screen: Screen) -> dict[str, Any]:
    return dict(desk(screen)["speakers"])


def opened(browser: Browser, call: Call) -> Screen:
    return browser.opens("evaluation", call=str(call.call_id))


def pressed(change: str, seen: int = 0, **lines: str) -> str:
    return json.dumps({"change": change, "seen": seen, "lines": lines})


def test_the_desk_says_how_the_speakers_are_known(centre: Centre, browser: Browser) -> None:
    given, unknown = judged(centre, said(RIGHT)), judged(centre, said((U,) * len(LINES)))
    browser.signs_in(centre.reviewer)
    assert "comes with the call" in strip(opened(browser, given))["told"]
    assert "Speakers unknown" in strip(opened(browser, unknown))["told"]


def test_inferred_speakers_are_told_with_their_confidence_in_words(
    centre: Centre, browser: Browser, language: Language
) -> None:
    transcript = said(RIGHT)
    sure = tuple(replace(s, speaker_confidence=0.97) for s in transcript.segments)
    doubted = (replace(sure[0], speaker_confidence=0.6), *sure[1:])
    call = judged(centre, replace(transcript, segments=doubted, notes=("speakers_inferred",)))
    screen = opened(browser.signs_in(centre.reviewer, language), call)
    told = strip(screen)["told"]
    assert {"en": "from the words: likely", "ar": "مرجّح"}[language] in told
    assert {"en": "One line is in doubt", "ar": "سطر واحد"}[language] in told
    first, second = desk(screen)["lines"][:2]
    assert first["who"] == {"en": "Agent?", "ar": "الموظف؟"}[language]
    assert second["who"] == {"en": "Customer", "ar": "العميل"}[language]


def test_one_press_swaps_and_the_desk_shows_the_new_judgement(
    centre: Centre, browser: Browser
) -> None:
    call = judged(centre, said(WRONG))
    decision = Decision("company", Verdict.NOT_MET, "the wrong company")
    evaluations.override_criterion(
        centre.store, centre.reviewer, evaluation_of(call), decision, NOW
    )
    browser.signs_in(centre.reviewer).presses(cards, "_desk", speakers=pressed("swap"))
    screen = opened(browser, call)
    assert [line["speaker"] for line in desk(screen)["lines"]] == list(RIGHT)
    assert "judged anew" in desk(screen)["notice"]["text"]
    assert "still counts" in desk(screen)["notice"]["text"]
    assert strip(screen)["seen"] == 1
    assert centre.reviewer.name in strip(screen)["more"][0]
    browser.presses(cards, "_desk", speakers=pressed("swap", seen=1))
    assert [line["speaker"] for line in desk(opened(browser, call))["lines"]] == list(WRONG)


def test_a_single_line_is_set(centre: Centre, browser: Browser) -> None:
    call = judged(centre, said(RIGHT))
    sent = json.dumps({"change": "lines", "seen": 0, "lines": {"1": "agent"}})
    browser.signs_in(centre.reviewer).presses(cards, "_desk", speakers=sent)
    assert desk(opened(browser, call))["lines"][1]["speaker"] == "agent"


def test_while_released_the_desk_says_why_not(centre: Centre, browser: Browser) -> None:
    call = judged(centre, said(RIGHT))
    evaluations.release(centre.store, centre.reviewer, evaluation_of(call), NOW)
    browser.signs_in(centre.reviewer)
    shown = strip(opened(browser, call))
    assert shown["may"] is False
    assert "withdraw the release first" in shown["more"][0]
    browser.presses(cards, "_desk", speakers=pressed("swap"))
    screen = opened(browser, call)
    assert desk(screen)["notice"]["kind"] == "error"
    assert speakers.open_speakers(centre.store, centre.reviewer, call.call_id).past == ()


def test_a_supervisor_sees_no_buttons(centre: Centre, browser: Browser) -> None:
    call = judged(centre, said(RIGHT))
    screen = opened(browser.signs_in(centre.person(Role.SUPERVISOR)), call)
    assert strip(screen)["may"] is False


def test_what_the_browser_sends_becomes_a_correction() -> None:
    sent = json.dumps({"change": "lines", "seen": 2, "lines": {"3": "customer"}})
    assert read_correction(sent) == Correction(Change.LINES, 2, {3: Speaker.CUSTOMER})
    assert read_correction(None) is None
