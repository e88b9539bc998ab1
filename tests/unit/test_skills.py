"""The level formula: what it says, and what must hold whatever was shown."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training_modules.skills import (
    LEVELS,
    Shown,
    age_step,
    level_at,
    level_from,
    on_scale,
    wilson,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def shown(value: float, days_ago: float = 1, weight: float = 1.0) -> Shown:
    return Shown(value, weight, NOW - timedelta(days=days_ago))


PIECES = st.lists(
    st.builds(
        shown,
        st.floats(0, 1),
        st.floats(0, 200),
        st.sampled_from([0.5, 0.75, 1.0]),
    ),
    max_size=40,
)


def test_nothing_shown_is_unknown_and_not_the_lowest_level() -> None:
    level = level_from([], NOW)
    assert (level.pieces, level.effective, level.estimate, level.change) == (0, 0.0, None, None)


def test_three_pieces_are_not_enough() -> None:
    assert level_from([shown(1)] * 3, NOW).estimate is None
    assert level_from([shown(1)] * 4, NOW).estimate is not None


def test_four_pieces_of_very_unequal_weight_are_not_enough() -> None:
    assert level_from([shown(1)] * 3 + [shown(1, days_ago=170)], NOW).estimate is None


def test_the_worked_example_of_the_guide() -> None:
    """docs/skills.md: 6 of 8 met lately, 2 of 4 met two months ago, a quiz of 80 % last week."""
    evidence = [shown(1)] * 6 + [shown(0)] * 2
    evidence += [shown(1, 60)] * 2 + [shown(0, 60)] * 2
    evidence += [shown(0.8, 7, weight=0.5)]
    level = level_from(evidence, NOW)
    estimate = level.estimate
    assert estimate is not None
    assert (level.pieces, round(level.effective, 2)) == (13, 11.92)
    assert round(estimate.share, 3) == 0.705
    assert (round(estimate.low, 2), round(estimate.high, 2)) == (0.42, 0.89)
    assert (estimate.at_least, estimate.perhaps) == (1, 3)
    assert round(on_scale(estimate.share), 1) == 2.8


@pytest.mark.parametrize(
    ("share", "level"), [(0, 1), (0.49, 1), (0.5, 2), (0.74, 2), (0.75, 3), (0.9, 4), (1, 4)]
)
def test_levels_begin_at_their_least_share(share: float, level: int) -> None:
    assert level_at(share) == level
    assert int(on_scale(share)) == level


def test_wilsons_interval_is_that_of_the_textbooks() -> None:
    """8 of 10: 0.490 to 0.943 (Newcombe 1998, method 3)."""
    interval = wilson(0.8, 10)
    assert (round(interval.low, 3), round(interval.high, 3)) == (0.490, 0.943)


@pytest.mark.parametrize(
    ("days", "step"), [(0, 0), (30, 0), (30.1, 1), (90, 1), (91, 2), (180, 2), (180.1, None)]
)
def test_age_falls_into_steps(days: float, step: int | None) -> None:
    assert age_step(NOW - timedelta(days=days), NOW) == step


def test_what_is_still_to_come_is_left_out() -> None:
    assert level_from([shown(1, days_ago=-1)] * 10, NOW).pieces == 0


def test_recent_evidence_weighs_more() -> None:
    better = level_from([shown(1, 5)] * 5 + [shown(0, 120)] * 5, NOW).estimate
    worse = level_from([shown(0, 5)] * 5 + [shown(1, 120)] * 5, NOW).estimate
    assert better is not None and worse is not None
    assert better.share > 0.5 > worse.share


def test_a_call_weighs_more_than_a_quiz() -> None:
    calls_met = [shown(1, weight=1.0)] * 5 + [shown(0, weight=0.5)] * 5
    quizzes_passed = [shown(0, weight=1.0)] * 5 + [shown(1, weight=0.5)] * 5
    first, second = level_from(calls_met, NOW).estimate, level_from(quizzes_passed, NOW).estimate
    assert first is not None and second is not None
    assert first.share > second.share


def test_a_change_is_named_only_beyond_chance() -> None:
    clear = level_from([shown(1, 5)] * 20 + [shown(0, 60)] * 20, NOW).change
    slight = level_from([shown(1, 5)] * 5 + [shown(0, 60)] + [shown(1, 60)] * 4, NOW).change
    assert clear is not None and clear.direction == "up"
    assert slight is not None and slight.direction == "same"


def test_a_change_to_the_worse_points_down() -> None:
    change = level_from([shown(0, 5)] * 20 + [shown(1, 60)] * 20, NOW).change
    assert change is not None and change.direction == "down"


def test_without_enough_on_both_sides_there_is_no_change() -> None:
    assert level_from([shown(1, 5)] * 20 + [shown(0, 60)] * 3, NOW).change is None


def test_what_never_varies_has_not_changed() -> None:
    change = level_from([shown(1, 5)] * 8 + [shown(1, 60)] * 8, NOW).change
    assert change is not None and (change.z, change.direction) == (0.0, "same")


@given(PIECES, st.randoms())
def test_the_order_of_the_evidence_does_not_matter(evidence: list[Shown], random: object) -> None:
    mixed = list(evidence)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert level_from(mixed, NOW) == level_from(evidence, NOW)


@given(PIECES, st.integers(2, 5))
def test_more_of_the_same_narrows_the_interval(evidence: list[Shown], times: int) -> None:
    once, more = level_from(evidence, NOW).estimate, level_from(evidence * times, NOW).estimate
    if once is not None:
        assert more is not None
        assert more.high - more.low < once.high - once.low
        assert more.share == pytest.approx(once.share)


@given(PIECES)
def test_the_interval_holds_the_share_and_stays_within_bounds(evidence: list[Shown]) -> None:
    level = level_from(evidence, NOW)
    assert level.effective <= level.pieces + 1e-9
    if level.estimate:
        low, share, high = level.estimate.low, level.estimate.share, level.estimate.high
        assert 0 <= low <= share + 1e-9 <= high + 2e-9 <= 1 + 2e-9
        assert 1 <= level.estimate.at_least <= level.estimate.perhaps <= 4


@given(PIECES)
def test_one_more_success_never_lowers_the_share(evidence: list[Shown]) -> None:
    before, after = level_from(evidence, NOW), level_from([*evidence, shown(1)], NOW)
    if before.estimate and after.estimate:
        assert after.estimate.share >= before.estimate.share - 1e-9


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_scale_rises_with_the_share(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 1 <= on_scale(low) <= on_scale(high) <= len(LEVELS)
