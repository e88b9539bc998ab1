"""When a card comes back: by what was answered, never by what the learner thinks of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from training_modules.review import LONGEST_DAYS, first_placed, placed_again

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def days_between(answers: list[bool]) -> list[int]:
    """How many days each answer sends the card away, answered on the day it is due."""
    state: dict[str, Any] = {}
    now, days = NOW, []
    for right in answers:
        placed = placed_again(state, right=right, now=now, fuzz=False)
        days.append((placed.due_at - now).days)
        state, now = placed.state, placed.due_at
    return days


def test_a_new_card_is_due_at_once() -> None:
    assert first_placed(NOW).due_at == NOW


def test_right_answers_send_a_card_further_away_each_time_up_to_four_months() -> None:
    assert days_between([True] * 5) == [2, 11, 46, LONGEST_DAYS, LONGEST_DAYS]


def test_a_wrong_answer_brings_the_card_back_the_next_day() -> None:
    assert days_between([False]) == [1]


def test_a_lapse_makes_the_next_ways_shorter() -> None:
    assert days_between([True, True, False, True, True])[2:] == [2, 5, 12]


def test_the_old_state_is_not_changed() -> None:
    state = placed_again({}, right=True, now=NOW, fuzz=False).state
    before = dict(state)
    placed_again(state, right=False, now=NOW + timedelta(days=2), fuzz=False)
    assert state == before


def test_the_state_is_plain_enough_for_the_database() -> None:
    import json

    state = placed_again({}, right=True, now=NOW, fuzz=False).state
    assert json.loads(json.dumps(state)) == state


def test_fuzz_moves_a_card_by_some_days_at_most() -> None:
    state = placed_again({}, right=True, now=NOW, fuzz=False).state
    due = NOW + timedelta(days=2)
    plain = placed_again(state, right=True, now=due, fuzz=False).due_at
    fuzzed = {placed_again(state, right=True, now=due, fuzz=True).due_at for _ in range(30)}
    assert all(abs(at - plain) <= timedelta(days=3) for at in fuzzed)
