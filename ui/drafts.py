"""One draft as the lab's component reads it: marked text, notes, points; and two side by side."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from services import modules
from services.writing import Written
from training_modules.catalog import Phrase
from training_modules.writing.feedback import SLIPS_COST_AT_MOST, Feedback
from training_modules.writing.notes import Note, Point
from ui import state
from ui.player import Drawn
from ui.text import say, say_count
from words import has, t

# What the server looked up for one note: its place in the list -> likely words.
Suggested = Mapping[int, Sequence[str]]

_SHOWN_GOOD = ("greeting", "issue", "apology", "ownership", "step", "close")
_PIECES = re.compile(r"\s+|[^\s]+")


def draft_data(written: Written, language: str, suggested: Suggested) -> Drawn:
    """A draft with its notes, in the order of the notes; numbers follow the text."""
    feedback = written.feedback
    numbers = _numbers(feedback.notes)
    return {
        "number": written.number,
        "label": say("writing.draft", number=written.number),
        "text": written.text,
        "words": say_count("writing.words", feedback.words),
        "good": good_spans(feedback.points),
        "notes": [
            note_data(note, language, numbers.get(index), suggested.get(index)) | {"index": index}
            for index, note in enumerate(feedback.notes)
        ],
        "count": say_count("writing.notes", len(feedback.notes)),
        "points": [point_data(point) for point in feedback.points],
        "points_count": say("writing.content_count", met=feedback.met, all=len(feedback.points)),
        "score": say("writing.score", score=feedback.score),
        "score_why": say("writing.score_why", most=SLIPS_COST_AT_MOST),
        "unchecked": None if feedback.spelling_checked else say("writing.unchecked"),
    }


def note_data(
    note: Note, language: str, number: int | None, suggested: Sequence[str] | None
) -> Drawn:
    better = list(suggested) if suggested else list(note.better)
    kind = "grammar" if note.rule.startswith("grammar_") else note.kind
    return {
        "number": number,
        "start": note.start,
        "end": note.end,
        "kind": note.kind,
        "kind_word": say(f"writing.kind_{kind}"),
        "soft": say("writing.soft") if note.soft else None,
        "title": _title(note),
        "why": _why(note),
        "quote": note.quote,
        "better": better,
        "example": _example(note, language),
        "can_suggest": note.rule == "misspelt" and suggested is None,
        "nothing_found": suggested is not None and not suggested,
    }


def point_data(point: Point) -> Drawn:
    rule, _, name = point.name.partition(":")
    gaps = {"done": point.done, "of": point.of}
    title = act_word(name) if rule == "act" else say(f"writing.point_{rule}", **gaps)
    return {"title": title, "verdict": "met" if point.met else "not_met"}


def act_word(name: str) -> str:
    return say(f"acts.{name}") if has(f"acts.{name}") else name


def good_spans(points: Sequence[Point]) -> list[list[int]]:
    """Where points were met, as blue ground."""
    return sorted(
        [start, end]
        for point in points
        if point.met and (point.name in _SHOWN_GOOD or point.name.startswith("act:"))
        for start, end in point.spans
    )


def compare_data(first: Written, last: Written) -> Drawn:
    """Two drafts side by side, what is new in each, and their points."""
    old, new = _PIECES.findall(first.text), _PIECES.findall(last.text)
    parts = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    shared = {point.name for point in first.feedback.points}
    return {
        "title": say("writing.compare_title", first=first.number, last=last.number),
        "labels": [say("writing.draft", number=one.number) for one in (first, last)],
        "scores": [say("writing.score", score=one.feedback.score) for one in (first, last)],
        "texts": [
            [["".join(old[a:b]), kind != "equal"] for kind, a, b, _, _ in parts if a < b],
            [["".join(new[c:d]), kind != "equal"] for kind, _, _, c, d in parts if c < d],
        ],
        "points": [
            {"title": point_data(point)["title"], "verdicts": _verdicts(point, first.feedback)}
            for point in last.feedback.points
            if point.name in shared
        ],
    }


def _verdicts(point: Point, before: Feedback) -> list[str]:
    earlier = next(one for one in before.points if one.name == point.name)
    return ["met" if one.met else "not_met" for one in (earlier, point)]


def _numbers(notes: Sequence[Note]) -> dict[int, int]:
    """Notes with a place are numbered as they stand in the text."""
    placed = [(note.start, index) for index, note in enumerate(notes) if note.start is not None]
    return {index: number for number, (_, index) in enumerate(sorted(placed), start=1)}


def _title(note: Note) -> str:
    params = dict(note.params)
    if "name" in params:
        params["act"] = act_word(params["name"])
    rule = note.rule if has(f"writing.rule_{note.rule}") else "misspelt"
    return say(f"writing.rule_{rule}", **params)


def _why(note: Note) -> str:
    """The phrase list's own reason where the note names a phrase of it."""
    phrase = _phrase(note)
    if phrase is not None:
        return phrase.why.of(state.language())
    rule = "grammar" if note.rule.startswith("grammar_") else note.rule
    return say(f"writing.why_{rule}", quote=note.quote, **note.params)


def _example(note: Note, language: str) -> str | None:
    """A better wording in the draft's language, shown to learn from, not to be pasted."""
    phrase = _phrase(note)
    if phrase is not None:
        return phrase.instead.of(language) if phrase.instead else None
    key = f"writing.better_{note.rule}"
    return t(key, language) if has(key) else None


def _phrase(note: Note) -> Phrase | None:
    wanted = note.params.get("phrase")
    return next((one for one in modules.phrases() if one.id == wanted), None)
