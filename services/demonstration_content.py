"""The demonstration centre as its files tell it: people, calls, decisions, and learning."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

import yaml

from qa.model import Channel, Direction, Language, Verdict
from services.demonstration_learning import Past, load_learning
from services.evaluations import Decision
from storage.records import Role

FOLDER = Path(__file__).resolve().parent.parent / "demonstration"
RECORDINGS = "recordings"


@dataclass(frozen=True, slots=True)
class Person:
    """`hired_days_ago` is None where the person was there from the beginning."""

    username: str
    name: str
    role: Role
    teams: tuple[str, ...]
    language: Language
    hired_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer decided before the release; `seen` and `acknowledged` are the agent's."""

    by: str
    decisions: tuple[Decision, ...]
    seen: bool
    acknowledged: bool
    comment: str


@dataclass(frozen=True, slots=True)
class PastCall:
    """`recording` is None where only a transcript came; `review` is None where it still waits."""

    transcript: Path
    recording: Path | None
    agent: str
    channel: Channel
    direction: Direction
    days_ago: int
    at: time
    review: Review | None


@dataclass(frozen=True, slots=True)
class Content:
    """`teams` is by key, as people name them."""

    teams: dict[str, str]
    people: tuple[Person, ...]
    calls: tuple[PastCall, ...]
    learning: tuple[Past, ...]


def load_content(folder: Path = FOLDER) -> Content:
    centre = yaml.safe_load((folder / "centre.yml").read_text("utf-8"))
    calls = yaml.safe_load((folder / "calls.yml").read_text("utf-8"))
    return Content(
        teams=centre["teams"],
        people=tuple(_person(entry) for entry in centre["people"]),
        calls=tuple(_past_call(folder, entry) for entry in calls),
        learning=load_learning(folder),
    )


def _person(entry: dict[str, Any]) -> Person:
    return Person(
        username=entry["username"],
        name=entry["name"],
        role=Role(entry["role"]),
        teams=tuple(entry["teams"]),
        language=Language(entry["language"]),
        hired_days_ago=entry.get("hired_days_ago"),
    )


def _past_call(folder: Path, entry: dict[str, Any]) -> PastCall:
    path = folder / entry["file"]
    recorded = path.parent.name == RECORDINGS
    return PastCall(
        transcript=path.with_suffix(".vtt") if recorded else path,
        recording=path if recorded else None,
        agent=entry["agent"],
        channel=Channel(entry.get("channel", Channel.VOICE)),
        direction=Direction(entry.get("direction", Direction.INBOUND)),
        days_ago=entry["days_ago"],
        at=time.fromisoformat(entry["at"]),
        review=_review(entry["review"]) if "review" in entry else None,
    )


def _review(entry: dict[str, Any]) -> Review:
    return Review(
        by=entry["by"],
        decisions=tuple(
            Decision(criterion_id, Verdict(verdict), reason)
            for criterion_id, verdict, reason in entry.get("decisions", ())
        ),
        seen=entry["card"] in ("seen", "acknowledged"),
        acknowledged=entry["card"] == "acknowledged",
        comment=entry.get("comment", ""),
    )
