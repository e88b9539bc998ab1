"""Drills of one reply, and whole messages to answer."""

from dataclasses import dataclass, field
from typing import Literal

from training_modules.model.texts import Channel, Dialect, Phrases, Text


@dataclass(frozen=True, slots=True)
class Drill:
    """Say it better: one weak reply to one customer, to be written anew."""

    id: str
    skill: str
    criteria: tuple[str, ...]
    channel: Channel
    trade: str
    situation: Text
    customer: Text
    weak: Text
    wants: tuple[str, ...]
    shuns: tuple[str, ...]  # acts that must not appear
    model: Text
    why: Text
    source: str
    cues: dict[str, Phrases] = field(default_factory=dict)
    dialect: Dialect = "msa"


@dataclass(frozen=True, slots=True)
class CustomerQuestion:
    """Something the customer asks; a reply that has one of `cues` has answered it."""

    text: Text
    cues: Phrases


@dataclass(frozen=True, slots=True)
class Task:
    """A writing lab task: a whole message to answer."""

    id: str
    title: Text
    criteria: tuple[str, ...]
    channel: Literal["email", "chat", "complaint", "social"]
    register: Literal["formal", "friendly"]
    trade: str
    minutes: int
    customer: Text
    message: Text
    facts: tuple[Text, ...]
    questions: tuple[CustomerQuestion, ...]
    issue: Phrases  # words that name the issue back
    at_fault: bool
    model: Text
    why: Text
    source: str
    skill: str = "writing"
