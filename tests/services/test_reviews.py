"""The daily review: what comes into it, what is asked today, and when a card comes back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services import modules, reviews
from services.errors import Invalid, NotFound, PermissionDenied, Refused
from services.reviews import DueCard, Given
from storage.records import Role
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.model import Module, TrueFalse


@pytest.fixture(autouse=True)
def no_fuzz(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reviews, "FUZZ", False)
    yield


def publish(centre: Centre, module: Module | None = None) -> Module:
    made = module or sample_module()
    modules.publish(centre.store, [made], NOW)
    return modules.published(centre.store)[made.module_id]


def add_missed(centre: Centre, module: Module, *numbers: int, at: datetime = NOW) -> None:
    with centre.store.transaction() as work:
        ids = [f"{module.module_id}.q{number:02d}" for number in numbers]
        reviews.add_missed(work, centre.agent.account_id, module, ids, at)


def add_cards(centre: Centre, module: Module) -> None:
    with centre.store.transaction() as work:
        reviews.add_cards(work, centre.agent.account_id, module, NOW)


def right_answer(card: DueCard) -> str:
    assert isinstance(card.question, TrueFalse)
    return "true" if card.question.answer else "false"


def wrong_answer(card: DueCard) -> str:
    return "false" if right_answer(card) == "true" else "true"


def first(centre: Centre, now: datetime = NOW) -> DueCard:
    return reviews.queue(centre.store, centre.agent, now).due[0]


def test_a_modules_cards_come_in_once_and_are_due_at_once(both: Centre) -> None:
    module = publish(both)
    add_cards(both, module)
    add_cards(both, module)
    assert len(reviews.queue(both.store, both.agent, NOW).due) == 3


def test_fewer_than_five_are_told_as_few_and_never_padded(centre: Centre) -> None:
    add_cards(centre, publish(centre))
    queue = reviews.queue(centre.store, centre.agent, NOW)
    assert (len(queue.due), queue.is_short) == (3, True)


def test_ten_a_day_are_enough_the_most_overdue_first(centre: Centre) -> None:
    module = publish(centre)
    add_missed(centre, module, *range(9, 17))
    add_missed(centre, module, *range(1, 9), at=NOW - timedelta(days=3))
    due = reviews.queue(centre.store, centre.agent, NOW).due
    assert [card.question.id for card in due[:8]] == [f"empathy.q0{n}" for n in range(1, 9)]
    assert len(due) == 10


def test_what_was_answered_today_counts_towards_the_ten(centre: Centre) -> None:
    module = publish(centre)
    add_cards(centre, module)
    card = first(centre)
    reviews.answer(
        centre.store, centre.agent, Given(card.question.id, card.token, "true", 900), NOW
    )
    add_missed(centre, module, *range(1, 17))
    queue = reviews.queue(centre.store, centre.agent, NOW)
    assert (queue.answered_today, len(queue.due)) == (1, 9)


def test_right_sends_a_card_away_and_wrong_brings_it_back_tomorrow(both: Centre) -> None:
    add_cards(both, publish(both))
    one, two, _ = reviews.queue(both.store, both.agent, NOW).due
    sent_away = reviews.answer(
        both.store, both.agent, Given(one.question.id, one.token, right_answer(one), 900), NOW
    )
    comes_back = reviews.answer(
        both.store, both.agent, Given(two.question.id, two.token, wrong_answer(two), 900), NOW
    )
    assert (sent_away.right, sent_away.comes_back_at) == (True, NOW + timedelta(days=2))
    assert (comes_back.right, comes_back.comes_back_at) == (False, NOW + timedelta(days=1))


def test_an_answer_sent_twice_counts_once(both: Centre) -> None:
    add_cards(both, publish(both))
    card = first(both)
    given = Given(card.question.id, card.token, right_answer(card), 900)
    again = replace(given, answer=wrong_answer(card))
    told = [reviews.answer(both.store, both.agent, one, NOW) for one in (given, again)]
    assert told[0] == told[1]
    assert reviews.queue(both.store, both.agent, NOW).answered_today == 1


def test_a_page_from_before_asks_for_nothing_any_more(centre: Centre) -> None:
    add_cards(centre, publish(centre))
    card = first(centre)
    with pytest.raises(Refused, match="review_outdated"):
        reviews.answer(centre.store, centre.agent, Given(card.question.id, "old", "true", 1), NOW)


@pytest.mark.parametrize("answer", [None, "", "perhaps", 7, ["true"], {"a": "b"}, "x" * 1_000_000])
def test_what_is_no_answer_changes_nothing(centre: Centre, answer: object) -> None:
    add_cards(centre, publish(centre))
    card = first(centre)
    with pytest.raises(Invalid):
        reviews.answer(
            centre.store, centre.agent, Given(card.question.id, card.token, answer, 1), NOW
        )
    assert first(centre) == card


def test_a_card_is_graded_as_it_was_asked_and_moves_on_to_the_newest_version(
    centre: Centre,
) -> None:
    add_cards(centre, publish(centre))
    card = first(centre)
    assert isinstance(card.question, TrueFalse)
    turned = replace(card.question, answer=not card.question.answer)
    sample = sample_module()
    others = [one for one in sample.cards if one.id != turned.id]
    publish(centre, replace(sample, cards=(turned, *others)))
    told = reviews.answer(
        centre.store, centre.agent, Given(turned.id, card.token, right_answer(card), 900), NOW
    )
    assert told.right
    later = NOW + timedelta(days=3)
    asked = {
        one.question.id: one.question
        for one in reviews.queue(centre.store, centre.agent, later).due
    }
    assert asked[turned.id] == turned


def test_a_question_missed_again_is_due_again_at_once(centre: Centre) -> None:
    module = publish(centre)
    add_missed(centre, module, 3)
    card = first(centre)
    reviews.answer(centre.store, centre.agent, Given(card.question.id, card.token, "false", 1), NOW)
    assert reviews.queue(centre.store, centre.agent, NOW).due == ()
    later = NOW + timedelta(hours=1)
    add_missed(centre, module, 3, at=later)
    queue = reviews.queue(centre.store, centre.agent, later)
    assert (len(queue.due), queue.missed_lately) == (1, 1)


def test_the_day_is_the_learners_own(centre: Centre) -> None:
    """23:30 in Riyadh: a card due at 00:30 there is not of today."""
    module = publish(centre)
    riyadh = ZoneInfo("Asia/Riyadh")
    tonight = datetime(2026, 11, 21, 23, 30, tzinfo=riyadh)
    add_missed(centre, module, 1, at=datetime(2026, 11, 22, 0, 30, tzinfo=riyadh))
    queue = reviews.queue(centre.store, centre.agent, tonight)
    assert queue.due == ()
    assert queue.next_at == datetime(2026, 11, 22, 0, 30, tzinfo=riyadh)


def test_questions_that_the_module_does_not_have_are_left_out(centre: Centre) -> None:
    add_missed(centre, publish(centre), 99)
    assert reviews.queue(centre.store, centre.agent, NOW).due == ()


def test_somebody_elses_card_is_not_there(centre: Centre) -> None:
    add_cards(centre, publish(centre))
    card = first(centre)
    other = centre.add_person(Role.AGENT, centre.here)
    with pytest.raises(NotFound):
        reviews.answer(centre.store, other, Given(card.question.id, card.token, "true", 1), NOW)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_only_agents_review(centre: Centre, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        reviews.queue(centre.store, centre.person(role), NOW)


def test_a_retired_module_is_still_reviewed(centre: Centre) -> None:
    module = publish(centre)
    add_cards(centre, module)
    modules.retire(centre.store, module.module_id, NOW)
    card = first(centre)
    told = reviews.answer(
        centre.store, centre.agent, Given(card.question.id, card.token, right_answer(card), 1), NOW
    )
    assert told.right


def test_the_scheduler_takes_its_state_back_from_either_database(both: Centre) -> None:
    add_cards(both, publish(both))
    now = NOW
    for _ in range(3):
        card = first(both, now)
        given = Given(card.question.id, card.token, right_answer(card), 1)
        now = reviews.answer(both.store, both.agent, given, now).comes_back_at
    assert now > NOW
