"""The evaluation page: its desk, its states, what a press on it does."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from qa.model import Language, Verdict
from services import coaching, evaluations, processing
from services.errors import Refused
from services.evaluations import Decision
from storage.records import CallStatus, Role
from tests.pages import heard as made
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import NOW, Centre, evaluation_of
from ui import cards, state


def desk(screen: Screen) -> dict[str, Any]:
    return next(data for data in screen.data if "criteria" in data)


def row(screen: Screen, criterion_id: str) -> dict[str, Any]:
    found = (row for row in desk(screen)["criteria"] if row["id"] == criterion_id)
    return dict(next(found))


def test_a_reviewer_sees_every_criterion_the_unsure_ones_first(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated(verdicts={"closing": Verdict.UNSURE})
    screen = browser.signs_in(centre.reviewer).opens("evaluation", call=str(call.call_id))
    criteria = desk(screen)["criteria"]
    assert (criteria[0]["id"], criteria[0]["group"]) == ("closing", "needs")
    assert len(criteria) == 12
    assert desk(screen)["tabs"][0]["label"] == "Needs you 1"


def test_what_the_engine_is_not_sure_enough_of_needs_a_person() -> None:
    assert cards.needs_person(made.result("hold", Verdict.MET, confidence=0.6))
    assert not cards.needs_person(made.result("hold", Verdict.MET, confidence=0.95))


def test_an_override_is_kept_beside_the_engines_verdict(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    pressed = json.dumps({"criterion": "company", "verdict": "not_met", "reason": "not heard"})
    browser.signs_in(centre.reviewer).presses(cards, "_desk", override=pressed)
    screen = browser.opens("evaluation", call=str(call.call_id))
    company = row(screen, "company")
    assert (company["verdict"], company["engine"]["verdict"]) == ("not_met", "met")
    assert company["override"]["reason"] == "not heard"


def test_what_was_missed_comes_with_better_words_and_nothing_else_does(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated(verdicts={"closing": Verdict.NOT_MET, "hold": Verdict.UNSURE})
    screen = browser.signs_in(centre.reviewer).opens("evaluation", call=str(call.call_id))
    better = {line["id"]: line["better"] for line in desk(screen)["criteria"] if line["better"]}
    assert list(better) == ["closing"]


def test_an_override_can_be_undone(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    decision = Decision("company", Verdict.NOT_MET, "not heard")
    evaluations.override_criterion(
        centre.store, centre.reviewer, evaluation_of(call), decision, NOW
    )
    browser.signs_in(centre.reviewer).presses(cards, "_desk", undo="company")
    screen = browser.opens("evaluation", call=str(call.call_id))
    assert row(screen, "company")["override"] is None


def test_a_refused_act_is_told_on_the_desk(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    pressed = json.dumps({"criterion": "company", "verdict": "not_met", "reason": " "})
    browser.signs_in(centre.reviewer).presses(cards, "_desk", override=pressed)
    screen = browser.opens("evaluation", call=str(call.call_id))
    assert desk(screen)["notice"]["kind"] == "error"
    assert row(screen, "company")["override"] is None


def test_releasing_gives_the_agent_the_card(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    browser.signs_in(centre.reviewer).presses(cards, "_desk", release="stay")
    screen = browser.opens("evaluation", call=str(call.call_id))
    assert len(coaching.list_cards(centre.store, centre.agent)) == 1
    assert desk(screen)["release"]["may_withdraw"] is True
    assert desk(screen)["may_judge"] is False
    assert call.reference in desk(screen)["notice"]["text"]


def test_releasing_can_open_the_next_call(centre: Centre, browser: Browser) -> None:
    call, other = centre.add_evaluated(), centre.add_evaluated()
    browser.signs_in(centre.reviewer).presses(cards, "_desk", release="next")
    browser.opens("evaluation", call=str(call.call_id))
    assert browser.went_to[0] == ("evaluation", {"call": other.call_id})


def test_a_release_is_withdrawn_with_a_reason(centre: Centre, browser: Browser) -> None:
    call = centre.add_released()
    browser.signs_in(centre.reviewer).presses(cards, "_desk", withdraw="wrong agent")
    screen = browser.opens("evaluation", call=str(call.call_id))
    assert not coaching.list_cards(centre.store, centre.agent)
    assert desk(screen)["release"]["may_release"] is True


def test_an_undecided_criterion_is_warned_about_before_release(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated(verdicts={"closing": Verdict.UNSURE})
    screen = browser.signs_in(centre.reviewer).opens("evaluation", call=str(call.call_id))
    assert "still unsure" in desk(screen)["score"]["undecided_warning"]


def test_a_supervisor_reads_without_judging_or_releasing(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    supervisor = centre.person(Role.SUPERVISOR)
    shown = desk(browser.signs_in(supervisor).opens("evaluation", call=str(call.call_id)))
    assert shown["may_judge"] is False
    assert (shown["release"]["may_release"], shown["release"]["may_withdraw"]) == (False, False)


def test_a_call_of_another_team_leaves_no_trace(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated(centre.person(Role.AGENT, centre.there))
    screen = browser.signs_in(centre.reviewer).opens("evaluation", call=str(call.call_id))
    assert not [data for data in screen.data if "criteria" in data]
    assert call.agent_name not in screen.words
    assert "another team" in screen.words


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
def test_agents_and_administrators_may_not_open_evaluations(
    role: Role, centre: Centre, browser: Browser
) -> None:
    call = centre.add_evaluated()
    screen = browser.signs_in(centre.person(role)).opens("evaluation", call=str(call.call_id))
    assert not [data for data in screen.data if "criteria" in data]
    assert "not part of your role" in screen.words


def test_a_call_in_the_making_shows_its_step(centre: Centre, browser: Browser) -> None:
    call = centre.add_call(recording=centre.recording_file(), transcript=None)
    processing.record_progress(centre.store, call.call_id, CallStatus.TRANSCRIBING, 3, 7)
    screen = browser.signs_in(centre.reviewer).opens("evaluation", call=str(call.call_id))
    assert "Transcribing 3 of 7" in screen.words


def test_progress_moves_forward_step_by_step() -> None:
    steps = [
        made.in_the_making(CallStatus.RECEIVED),
        made.in_the_making(CallStatus.DECODING),
        made.in_the_making(CallStatus.TRANSCRIBING, 1, 7),
        made.in_the_making(CallStatus.TRANSCRIBING, 6, 7),
        made.in_the_making(CallStatus.JUDGING),
        made.in_the_making(CallStatus.DONE),
    ]
    shares = [cards.progress_share(step) for step in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_failed_call_says_what_to_do_and_can_be_tried_again(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_call(recording=centre.recording_file(), transcript=None)
    processing.mark_failed(
        centre.store, call.call_id, "file_truncated", {"name": "call.wav", "at": "00:42"}, NOW
    )
    screen = browser.signs_in(centre.reviewer).opens("evaluation", call=str(call.call_id))
    assert "00:42" in screen.words
    screen.at.button[0].click().run()
    assert centre.call(call).status is CallStatus.RECEIVED


def test_without_a_call_the_next_one_to_review_is_offered(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    screen = browser.signs_in(centre.reviewer).opens("evaluation")
    screen.at.button[0].click().run()
    assert browser.went_to == [("evaluation", {"call": call.call_id})]


def test_the_page_speaks_the_language_of_the_account(
    centre: Centre, browser: Browser, language: Language
) -> None:
    call = centre.add_evaluated()
    shown = desk(
        browser.signs_in(centre.reviewer, language).opens("evaluation", call=str(call.call_id))
    )
    titles = {"en": "Greeting", "ar": "إلقاء التحية"}
    assert shown["dir"] == {"en": "ltr", "ar": "rtl"}[language]
    assert titles[language] in [row["title"] for row in shown["criteria"]]


def test_the_head_says_where_the_text_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "language", lambda: Language.EN)
    monkeypatch.setattr(state, "timezone", lambda: UTC)
    chips = cards.head_data(made.heard())["chips"]
    assert isinstance(chips, list)
    said = [chip["text"] for chip in chips]
    assert said[:2] == ["Voice 00:24", "18 November 2026, 14:05"]
    assert "Transcript supplied" in said


def test_what_the_browser_sends_becomes_a_decision() -> None:
    sent = json.dumps({"criterion": "hold", "verdict": "met", "reason": "heard"})
    assert cards.read_decision(sent) == Decision("hold", Verdict.MET, "heard")
    assert cards.read_decision(None) is None


def test_a_released_evaluation_is_not_overridden(centre: Centre) -> None:
    call = centre.add_released()
    decision = Decision("company", Verdict.NOT_MET, "not heard")
    with pytest.raises(Refused):
        evaluations.override_criterion(
            centre.store, centre.reviewer, evaluation_of(call), decision, datetime.now(UTC)
        )


@pytest.mark.parametrize("number", ["x", "-1", "0", "9" * 30, "9" * 5000])
def test_an_address_without_a_calls_number_asks_to_choose(
    centre: Centre, browser: Browser, number: str
) -> None:
    screen = browser.signs_in(centre.reviewer).opens("evaluation", call=number)
    assert "Choose a call" in screen.words
