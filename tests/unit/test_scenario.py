"""A branching talk: which edge a reply takes, how it ends, what it is worth."""

from dataclasses import replace

import pytest

from tests.sample_module import sample_module
from training_modules.model import When
from training_modules.scenario import (
    BROKEN_OFF,
    Turn,
    broken_off,
    ending_of,
    holds,
    mood_at,
    score,
    step,
    turning_points,
)

SCENARIO = sample_module().scenarios[0]


def turn(node: str, went_to: str, *shown: str, edge: int | None = 0) -> Turn:
    return Turn(node, "my own words", {name: ["my own words"] for name in shown}, went_to, edge)


@pytest.mark.parametrize(
    ("when", "shown", "expected"),
    [
        (When(), set(), True),
        (When(all=("apology", "step")), {"apology"}, False),
        (When(all=("apology", "step")), {"apology", "step"}, True),
        (When(any=("apology", "step")), {"step"}, True),
        (When(any=("apology", "step")), {"echo"}, False),
        (When(all=("step",), none=("blame",)), {"step", "blame"}, False),
    ],
)
def test_an_edge_holds_by_what_was_shown(when: When, shown: set[str], expected: bool) -> None:
    assert holds(when, shown) is expected


def test_the_first_edge_that_holds_is_taken() -> None:
    taken = step(SCENARIO, "start", {"insult", "apology"}, number=1)
    assert (taken.went_to, taken.edge, taken.is_over) == ("gone", 0, True)


def test_where_no_edge_holds_the_talk_goes_on_otherwise() -> None:
    taken = step(SCENARIO, "start", {"thanks"}, number=1)
    assert (taken.went_to, taken.edge, taken.is_over) == ("upset", None, False)


def test_the_last_turn_there_is_ends_the_talk_by_the_customers_patience() -> None:
    taken = step(SCENARIO, "start", {"apology"}, number=SCENARIO.max_turns)
    assert (taken.went_to, taken.is_over) == ("gone", True)


def test_without_a_broken_off_ending_the_worst_there_is_stands_for_it() -> None:
    endings = {name: end for name, end in SCENARIO.endings.items() if name != "gone"}
    assert broken_off(replace(SCENARIO, endings=endings)) == "passed_on"


def test_a_talk_has_an_ending_only_once_it_came_there() -> None:
    assert ending_of(SCENARIO, ()) is None
    assert ending_of(SCENARIO, [turn("start", "fix", "apology")]) is None
    ending = ending_of(SCENARIO, [turn("fix", "solved", "step")])
    assert ending is not None and ending.kind == "solved"


def test_the_score_is_the_mean_share_of_wants_met() -> None:
    turns = [turn("start", "fix", "apology"), turn("fix", "solved", "step")]
    assert score(SCENARIO, turns) == 75.0


def test_a_talk_that_was_broken_off_is_worth_little_whatever_was_met() -> None:
    assert score(SCENARIO, [turn("start", "gone", "apology", "insult")]) == BROKEN_OFF


def test_nothing_said_is_worth_nothing() -> None:
    assert score(SCENARIO, ()) == 0.0


def test_turning_points_are_the_replies_that_changed_the_mood_or_ended_the_talk() -> None:
    turns = [turn("start", "upset", edge=None), turn("upset", "passed_on", edge=None)]
    points = list(turning_points(SCENARIO, turns))
    assert [point.number for point in points] == [2]
    assert (points[0].before, points[0].after) == (2, mood_at(SCENARIO, "passed_on"))
    assert points[0].missed == ("apology", "step")
    assert points[0].edge.why.en == "Nothing"
