"""The calls page: whose calls, what each one is doing, and what may be done with it."""

from datetime import UTC, datetime

import pytest

from qa.model import Language
from services import processing
from storage.records import Call, CallStatus, Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from ui import lists, uploader


def fail(centre: Centre, call: Call) -> None:
    params: dict[str, str | int | float] = {"name": "call-17.mp3", "at": "00:42"}
    now = datetime.now(UTC)
    processing.mark_failed(centre.store, call.call_id, "file_truncated", params, now)


def references(screen: Screen) -> list[str]:
    return [row["cells"][0]["text"] for row in screen.rows()]


def acts(screen: Screen) -> list[str]:
    return [act["name"] for row in screen.rows() for act in row["acts"]]


def press(browser: Browser, act: str, call: Call, reason: str = "") -> None:
    pressed = {"act": act, "row_id": call.call_id, "reason": reason}
    browser.presses(lists, "_lists", pressed=pressed)


def test_a_reviewer_sees_the_calls_of_their_own_team_only(centre: Centre, browser: Browser) -> None:
    ours = centre.add_call()
    centre.add_call(centre.person(Role.AGENT, centre.there))
    assert references(browser.signs_in(centre.reviewer).opens("calls")) == [ours.reference]


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
def test_other_roles_are_told_whom_to_ask_and_see_nothing(
    centre: Centre, browser: Browser, role: Role
) -> None:
    call = centre.add_call()
    screen = browser.signs_in(centre.person(role)).opens("calls")
    assert "not part of your role" in screen.words
    assert call.reference not in screen.words


def test_an_empty_centre_says_what_to_do_first(centre: Centre, browser: Browser) -> None:
    screen = browser.signs_in(centre.reviewer).opens("calls")
    assert "Drop the first recording" in screen.words


def test_the_uploader_offers_the_agents_of_ones_teams(centre: Centre, browser: Browser) -> None:
    stranger = centre.person(Role.AGENT, centre.there)
    ours = centre.agent
    offered = browser.signs_in(centre.reviewer).opens("calls").part("calls.uploader")["agents"]
    assert [agent["value"] for agent in offered] == [ours.account_id]
    assert stranger.name not in str(offered)


def test_an_arabic_page_gives_its_uploader_arabic_words(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.reviewer, Language.AR)
    given = browser.opens("calls").part("calls.uploader")
    assert given["direction"] == "rtl"
    assert given["words"]["choose_files"] == "اختيار ملفات"


def test_progress_is_told_in_steps_and_asked_for_again(centre: Centre, browser: Browser) -> None:
    call = centre.add_call()
    processing.record_progress(centre.store, call.call_id, CallStatus.TRANSCRIBING, 3, 7)
    screen = browser.signs_in(centre.reviewer).opens("calls")
    assert screen.rows()[0]["cells"][4]["text"] == "Transcribing 3 of 7"
    assert screen.at.session_state["calls.running"] == "yes"


def test_nothing_is_asked_for_again_once_all_calls_are_done(
    centre: Centre, browser: Browser
) -> None:
    centre.add_evaluated()
    screen = browser.signs_in(centre.reviewer).opens("calls")
    assert "calls.running" not in screen.at.session_state


def test_a_failed_call_says_why_and_can_be_tried_again(centre: Centre, browser: Browser) -> None:
    call = centre.add_call()
    fail(centre, call)
    screen = browser.signs_in(centre.reviewer).opens("calls")
    assert "call-17.mp3" in screen.rows()[0]["cells"][4]["under"]
    assert acts(screen) == ["retry", "remove"]


def test_trying_again_puts_the_call_back_into_the_queue(centre: Centre, browser: Browser) -> None:
    call = centre.add_call()
    fail(centre, call)
    press(browser.signs_in(centre.reviewer), "retry", call)
    screen = browser.opens("calls")
    assert "is being processed again" in screen.words
    assert centre.call(call).status is CallStatus.RECEIVED


def test_removing_a_call_needs_its_reason_and_leaves_a_line(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_call()
    press(browser.signs_in(centre.reviewer), "remove", call, "added twice")
    screen = browser.opens("calls")
    assert f"{call.reference} is removed" in screen.words
    assert centre.audit_acts()[-1] == "call.remove"


def test_removing_without_a_reason_is_refused(centre: Centre, browser: Browser) -> None:
    call = centre.add_call()
    press(browser.signs_in(centre.reviewer), "remove", call, "  ")
    assert call.reference in references(browser.opens("calls"))


def test_a_supervisor_adds_calls_but_removes_none(centre: Centre, browser: Browser) -> None:
    centre.add_call()
    screen = browser.signs_in(centre.person(Role.SUPERVISOR)).opens("calls")
    assert acts(screen) == []
    assert screen.part("calls.uploader")["agents"]


def test_the_filter_narrows_the_list(centre: Centre, browser: Browser) -> None:
    centre.add_call()
    released = centre.add_released()
    screen = browser.signs_in(centre.reviewer).opens("calls")
    assert references(screen.chooses("calls.filter", "released")) == [released.reference]


def test_a_search_without_a_find_offers_all_calls_again(centre: Centre, browser: Browser) -> None:
    centre.add_call()
    screen = browser.signs_in(centre.reviewer).opens("calls").chooses("calls.sought", "no such")
    assert "No call matches" in screen.words
    screen.at.button[0].click().run()
    assert len(screen.rows()) == 1


def test_a_finished_call_opens_its_evaluation(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    press(browser.signs_in(centre.reviewer), "open", call)
    browser.opens("calls")
    assert browser.went_to == [("evaluation", {"call": call.call_id})]


def test_the_first_of_two_alike_opens_from_the_uploader(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    browser.signs_in(centre.reviewer).presses(uploader, "_uploader", open=call.call_id)
    browser.opens("calls")
    assert browser.went_to == [("evaluation", {"call": call.call_id})]


def test_whoever_is_signed_out_sees_nothing_but_the_way_out(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_call()
    browser.signs_in(centre.reviewer).is_signed_out()
    screen = browser.opens("calls")
    assert call.reference not in screen.words
    assert [node.key for node in screen.at.get("bidi_component")] == ["state.leave"]
