"""Feedback as it is kept with its draft: names of rules and places, no sentences."""

from dataclasses import asdict
from typing import Any

from training_modules.writing.feedback import Feedback
from training_modules.writing.notes import Note, Point


def feedback_to_dict(feedback: Feedback) -> dict[str, Any]:
    return asdict(feedback)


def feedback_from_dict(kept: dict[str, Any]) -> Feedback:
    return Feedback(
        notes=tuple(Note(**{**note, "better": tuple(note["better"])}) for note in kept["notes"]),
        points=tuple(_point(point) for point in kept["points"]),
        score=kept["score"],
        words=kept["words"],
        spelling_checked=kept["spelling_checked"],
    )


def _point(kept: dict[str, Any]) -> Point:
    spans = tuple((start, end) for start, end in kept["spans"])
    return Point(kept["name"], kept["done"], kept["of"], spans)
