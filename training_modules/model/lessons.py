"""Lessons: a good dialogue, a labelled bad one, rules, and what to say instead."""

from dataclasses import dataclass

from training_modules.model.texts import Dialect, Text, Who


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a model dialogue; `note`: what makes it good, `fault`: what is wrong."""

    who: Who
    text: Text
    note: Text | None = None
    fault: Text | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    setting: Text
    lines: tuple[Line, ...]
    dialect: Dialect = "msa"


@dataclass(frozen=True, slots=True)
class Instead:
    """A phrase to drop, what to say in its place, and why."""

    drop: Text
    say: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Lesson:
    """Short: a purpose, a good dialogue first, a labelled bad one, rules, what to say instead."""

    id: str
    title: Text
    goal: Text
    minutes: int
    text: Text  # Markdown
    good: Dialogue
    bad: Dialogue
    rules: tuple[str, ...]
    instead: tuple[Instead, ...]
    source: str
    questions: tuple[str, ...] = ()  # tried before and after reading
