"""Spaced review: when a card comes back, by FSRS; right or wrong is all it is told.

A card that was never asked has no state and is due at once. Retention 0.9 suits job knowledge;
nothing stays away for longer than four months.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from fsrs import Card, Rating, Scheduler, State
from fsrs.card import CardDict

RETENTION = 0.9
LONGEST_DAYS = 120


@dataclass(frozen=True, slots=True)
class Placed:
    """A card's next place in time, and the scheduler's state to go on from with the last answer."""

    due_at: datetime
    state: dict[str, Any]


def first_placed(now: datetime) -> Placed:
    """A new card: it is asked at the next review."""
    return Placed(now, {})


def placed_again(state: Mapping[str, Any], *, right: bool, now: datetime, fuzz: bool) -> Placed:
    """After an answer; `fuzz` spreads cards learned together over neighbouring days."""
    rating = Rating.Good if right else Rating.Again
    card, _ = _scheduler(fuzz).review_card(_card(state, now), rating, now.astimezone(UTC))
    return Placed(card.due, {**card.to_dict(), "right": right})


def _card(state: Mapping[str, Any], now: datetime) -> Card:
    if state:
        return Card.from_dict(cast(CardDict, dict(state)))
    return Card(card_id=0, state=State.Learning, due=now)


@cache
def _scheduler(fuzz: bool) -> Scheduler:
    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=fuzz,
    )
