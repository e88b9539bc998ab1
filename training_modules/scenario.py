"""How a branching talk goes on: where a reply leads, how the customer feels, what it was worth.

Score: of every turn the share of the node's wants that the reply showed, the mean of all turns,
as 0 to 100; a talk the customer broke off is worth at most `BROKEN_OFF`. Hints cost nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from training_modules.model import Edge, Ending, Node, Scenario, When

BROKEN_OFF = 40.0
Mood = Literal[0, 1, 2, 3, 4]
_MOODS: Mapping[str, Mood] = {"solved": 0, "eased": 1, "escalated": 3, "hung_up": 4}


@dataclass(frozen=True, slots=True)
class Step:
    """Where a reply leads; `edge` is None for the node's `otherwise`."""

    went_to: str
    edge: int | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One reply that was given: at which node, what it showed, where it led."""

    node: str
    reply: str
    shown: Mapping[str, Sequence[str]]  # act or cue -> the words it was found in
    went_to: str
    edge: int | None


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A reply after which the customer felt otherwise, or the talk ended."""

    number: int  # of the turn, from 1
    turn: Turn
    node: Node
    before: Mood
    after: Mood
    edge: Edge
    met: tuple[str, ...]
    missed: tuple[str, ...]


def step(scenario: Scenario, node_id: str, shown: Collection[str], number: int) -> Step:
    """Where the reply of turn `number` (from 1) leads; the last turn there is ends the talk."""
    node = scenario.nodes[node_id]
    index = next((i for i, edge in enumerate(node.edges) if holds(edge.when, shown)), None)
    went_to = edge_of(node, index).to
    if went_to in scenario.endings:
        return Step(went_to, index, is_over=True)
    if number >= scenario.max_turns:
        return Step(broken_off(scenario), index, is_over=True)
    return Step(went_to, index, is_over=False)


def holds(when: When, shown: Collection[str]) -> bool:
    """All of `all`, one of `any` where given, none of `none`."""
    return (
        all(name in shown for name in when.all)
        and (not when.any or any(name in shown for name in when.any))
        and not any(name in shown for name in when.none)
    )


def edge_of(node: Node, index: int | None) -> Edge:
    return node.otherwise if index is None else node.edges[index]


def broken_off(scenario: Scenario) -> str:
    """The ending of a talk that led nowhere for too long: the customer's patience is over."""
    endings = scenario.endings
    return max(endings, key=lambda name: _MOODS[endings[name].kind])


def mood_at(scenario: Scenario, place: str) -> Mood:
    """0 calm to 4 about to hang up, at a node or after an ending."""
    ending = scenario.endings.get(place)
    return _MOODS[ending.kind] if ending else scenario.nodes[place].mood


def ending_of(scenario: Scenario, turns: Sequence[Turn]) -> Ending | None:
    """How the talk ended; None while it goes on."""
    return scenario.endings.get(turns[-1].went_to) if turns else None


def score(scenario: Scenario, turns: Sequence[Turn]) -> float:
    """0 to 100, by the formula above; 0 where nothing was said."""
    if not turns:
        return 0.0
    worth = round(100 * sum(shares(scenario, turns)) / len(turns), 1)
    ending = ending_of(scenario, turns)
    return min(worth, BROKEN_OFF) if ending and ending.kind == "hung_up" else worth


def shares(scenario: Scenario, turns: Sequence[Turn]) -> list[float]:
    """Of each reply, how much of what its node wants it showed: 0 to 1."""
    return [_share(scenario.nodes[turn.node], turn.shown) for turn in turns]


def turning_points(scenario: Scenario, turns: Sequence[Turn]) -> Iterator[TurningPoint]:
    """The replies that changed the customer's mood, and the one that ended the talk."""
    for number, turn in enumerate(turns, start=1):
        node = scenario.nodes[turn.node]
        before, after = node.mood, mood_at(scenario, turn.went_to)
        if before != after or turn.went_to in scenario.endings:
            yield TurningPoint(
                number=number,
                turn=turn,
                node=node,
                before=before,
                after=after,
                edge=edge_of(node, turn.edge),
                met=tuple(want for want in node.wants if want in turn.shown),
                missed=tuple(want for want in node.wants if want not in turn.shown),
            )


def _share(node: Node, shown: Collection[str]) -> float:
    if not node.wants:
        return 1.0
    return sum(want in shown for want in node.wants) / len(node.wants)
