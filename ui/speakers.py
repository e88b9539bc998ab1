"""Who speaks in a call, as the evaluation desk tells it and lets a reviewer put it right."""

import json

from qa.model import Speaker
from services.speakers import Change, Correction, SpeakersView
from ui import text
from ui.player import Drawn
from ui.text import say, say_count

_WORDS = (
    "title", "swap", "guess", "lines", "lines_hint", "line_is", "save", "cancel", "agent",
    "customer", "unknown",
)  # fmt: skip


def speakers_data(view: SpeakersView) -> Drawn:
    """What the strip above the transcript reads."""
    return {
        "told": how_known(view),
        "kind": _kind(view),
        "seen": len(view.past),
        "may": view.may_correct,
        "more": [sentence for sentence in (_why_not(view), _judged_anew(view)) if sentence],
        "words": text.words_of("speakers", *_WORDS),
    }


def read_correction(pressed: str | None) -> Correction | None:
    """What a reviewer asked for, from what the browser sent."""
    if not pressed:
        return None
    sent = json.loads(pressed)
    lines = {int(index): Speaker(speaker) for index, speaker in sent["lines"].items()}
    return Correction(Change(sent["change"]), int(sent["seen"]), lines)


def done_words(view: SpeakersView) -> str:
    """That the call was judged anew, and what became of people's verdicts."""
    if not view.kept_verdicts:
        return say("speakers.done")
    return f"{say('speakers.done')} {say_count('speakers.kept_verdicts', view.kept_verdicts)}"


def how_known(view: SpeakersView) -> str:
    """How sure the speakers are, in words."""
    if view.unknown:
        return say("speakers.are_unknown")
    if view.swapped:
        return say("speakers.were_swapped")
    if view.sure is None:
        return say("speakers.given")
    told = say(f"speakers.{view.sure.degree}")
    if not view.sure.doubtful_lines:
        return told
    return f"{told} {say_count('speakers.doubtful_lines', view.sure.doubtful_lines)}"


def _kind(view: SpeakersView) -> str:
    if view.unknown:
        return "unknown"
    return "given" if view.sure is None else "inferred"


def _why_not(view: SpeakersView) -> str:
    return say("speakers.released") if view.released else ""


def _judged_anew(view: SpeakersView) -> str:
    if not view.past:
        return ""
    last = view.past[-1]
    at = text.moment(last.replaced_at)
    return say_count("speakers.judged_anew", len(view.past), name=last.replaced_by_name, at=at)
