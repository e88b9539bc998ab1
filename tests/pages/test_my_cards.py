"""The agent's cards: the list, one card, the answer to it."""

from typing import Any

import pytest

from qa.model import Verdict
from services import coaching as coaching_acts
from services import evaluations, processing
from storage.records import Role
from tests.pages import heard as made
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import NOW, Centre, evaluation, evaluation_of, transcript
from ui import coaching


def card(screen: Screen) -> dict[str, Any]:
    return next(data for data in screen.data if "strengths" in data)


def test_without_a_card_the_list_says_when_one_comes(centre: Centre, browser: Browser) -> None:
    assert "No card has been released" in browser.signs_in(centre.agent).opens("my_cards").words


def test_the_list_has_the_agents_own_released_cards_only(centre: Centre, browser: Browser) -> None:
    mine = centre.add_released()
    centre.add_released(centre.add_person(Role.AGENT, centre.here))
    centre.add_evaluated()
    screen = browser.signs_in(centre.agent).opens("my_cards")
    lines = next(data["cards"] for data in screen.data if "cards" in data)
    assert [line["about"][0] for line in lines] == [mine.reference]
    assert (lines[0]["fresh"], lines[0]["state"], lines[0]["score"]) == (True, "New", "100")


def test_a_line_opens_its_card(centre: Centre, browser: Browser) -> None:
    card_id = centre.card_of(centre.add_released())
    browser.signs_in(centre.agent).presses(coaching, "_list", open=str(card_id))
    browser.opens("my_cards")
    assert browser.went_to == [("my-cards", {"card": card_id})]


def test_a_card_names_its_reviewer_and_one_focus_with_its_skill(
    centre: Centre, browser: Browser
) -> None:
    call = centre.add_released(verdicts={"closing": Verdict.NOT_MET})
    shown = card(browser.signs_in(centre.agent).opens("my_cards", card=str(centre.card_of(call))))
    assert centre.reviewer.name in shown["head"]["under"]
    assert shown["focus"]["skill"].startswith("Skill: ")
    assert shown["score"]["value"] == "95"


def test_the_table_gives_points_and_says_what_was_not_counted(
    centre: Centre, browser: Browser
) -> None:
    verdicts = {"closing": Verdict.NOT_MET, "hold": Verdict.NOT_APPLICABLE}
    call = centre.add_released(verdicts=verdicts)
    shown = card(browser.signs_in(centre.agent).opens("my_cards", card=str(centre.card_of(call))))
    points = {row["title"]: row["points"] for row in shown["table"]}
    assert points["Greeting"] == "5 / 5"
    assert points[made.criterion("closing").title["en"]] == "0 / 5"
    assert points[made.criterion("hold").title["en"]] == "not counted"


def test_reading_a_card_is_kept_with_the_comment(centre: Centre, browser: Browser) -> None:
    card_id = centre.card_of(centre.add_released())
    browser.signs_in(centre.agent).presses(coaching, "_card", acknowledge="Clear, thank you")
    shown = card(browser.opens("my_cards", card=str(card_id)))
    assert shown["reply"]["comment"] == "Clear, thank you"
    assert shown["reply"]["read_at"].startswith("You read this card")


def test_a_card_can_be_read_without_a_comment(centre: Centre, browser: Browser) -> None:
    card_id = centre.card_of(centre.add_released())
    browser.signs_in(centre.agent).presses(coaching, "_card", acknowledge="")
    assert card(browser.opens("my_cards", card=str(card_id)))["reply"]["read_at"]


def test_history_counts_this_criterion_in_the_calls_whose_cards_the_agent_has(
    centre: Centre, browser: Browser
) -> None:
    centre.add_released(verdicts={"summary": Verdict.MET})
    call = centre.add_released(verdicts={"summary": Verdict.NOT_MET})
    shown = card(browser.signs_in(centre.agent).opens("my_cards", card=str(centre.card_of(call))))
    assert [one["verdict"] for one in shown["history"]["calls"]] == ["met", "not_met"]
    told = "".join(part["text"] for part in shown["history"]["summary"])
    assert told == "1 of 2 met · too few to call a trend"


def test_somebody_elses_card_leaves_no_trace(centre: Centre, browser: Browser) -> None:
    call = centre.add_released(centre.add_person(Role.AGENT, centre.here))
    screen = browser.signs_in(centre.agent).opens("my_cards", card=str(centre.card_of(call)))
    assert not [data for data in screen.data if "strengths" in data]
    assert "no such card" in screen.words


def test_a_withdrawn_card_is_gone(centre: Centre, browser: Browser) -> None:
    call = centre.add_released()
    card_id = centre.card_of(call)
    assert call.evaluation_id is not None
    evaluations.withdraw_release(
        centre.store, centre.reviewer, call.evaluation_id, "wrong agent", NOW
    )
    screen = browser.signs_in(centre.agent).opens("my_cards", card=str(card_id))
    assert "no such card" in screen.words


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_only_agents_have_cards(role: Role, centre: Centre, browser: Browser) -> None:
    card_id = centre.card_of(centre.add_released())
    screen = browser.signs_in(centre.person(role)).opens("my_cards", card=str(card_id))
    assert "not part of your role" in screen.words


def test_opening_a_card_marks_it_as_seen(centre: Centre, browser: Browser) -> None:
    card_id = centre.card_of(centre.add_released())
    browser.signs_in(centre.agent).opens("my_cards", card=str(card_id))
    assert coaching_acts.list_cards(centre.store, centre.agent)[0].card.seen_at is not None


def test_a_card_tells_what_was_also_heard_and_what_is_worth_trying(
    centre: Centre, browser: Browser
) -> None:
    spoken = transcript(
        "Good morning.", "My fridge stopped and the food is warm.",
        "One moment while I look up the warranty.", "Thanks.", "It is covered.", "Good.",
    )  # fmt: skip
    added = centre.add_call()
    processing.complete(centre.store, added.call_id, spoken, evaluation({}), NOW)
    call = centre.call(added)
    evaluations.release(centre.store, centre.reviewer, evaluation_of(call), NOW)
    shown = card(browser.signs_in(centre.agent).opens("my_cards", card=str(centre.card_of(call))))
    hint = shown["hints"][0]
    assert hint["quote"] == "One moment while I look up the warranty."
    assert hint["name"] == "What happens next, said aloud"
    assert shown["worth"]["title"] == "Worth trying next time: The customer's own facts named back"
    assert shown["worth"]["saying"]
    assert "nothing to the score" in shown["words"]["also_heard_why"]


def test_a_card_without_hints_shows_none(centre: Centre, browser: Browser) -> None:
    call = centre.add_released()
    shown = card(browser.signs_in(centre.agent).opens("my_cards", card=str(centre.card_of(call))))
    assert (shown["hints"], shown["worth"]) == ([], None)
