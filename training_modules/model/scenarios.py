"""Branching talks as data."""

from dataclasses import dataclass, field
from typing import Literal

from training_modules.model.texts import Channel, Dialect, Phrases, Text


@dataclass(frozen=True, slots=True)
class When:
    """Holds when all of `all`, at least one of `any` (where given) and none of `none` were shown.

    Names are ReplyActs, or "cue:<name>" of the scenario's own cues.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the talk goes; `why` is told afterwards, as a turning point."""

    to: str
    why: Text
    when: When = field(default_factory=When)


@dataclass(frozen=True, slots=True)
class Node:
    """What the customer says; the first edge that holds is taken, else `otherwise`."""

    say: Text
    mood: Literal[0, 1, 2, 3, 4]  # 0 calm to 4 about to hang up
    wants: tuple[str, ...]  # expected acts and cues
    hint: Text
    model: Text
    edges: tuple[Edge, ...]
    otherwise: Edge


@dataclass(frozen=True, slots=True)
class Ending:
    kind: Literal["solved", "eased", "escalated", "hung_up"]
    say: Text  # the customer's last line, or what happens
    debrief: Text


@dataclass(frozen=True, slots=True)
class Scenario:
    """A branching talk; `start` names a node, edges lead to nodes or endings."""

    id: str
    title: Text
    skill: str
    criteria: tuple[str, ...]
    channel: Channel
    trade: str
    minutes: int
    brief: Text
    facts: tuple[Text, ...]
    customer: Text  # the customer's name
    start: str
    max_turns: int
    nodes: dict[str, Node]
    endings: dict[str, Ending]
    source: str
    cues: dict[str, Phrases] = field(default_factory=dict)
    dialect: Dialect = "msa"
