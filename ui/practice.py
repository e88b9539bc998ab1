"""Practice on one's own call: the moment to hear, a box to say it better, every try with why."""

import json
from dataclasses import dataclass

from qa.model import Evidence
from services.judging import LONGEST_REPLY
from services.own_call import Practice, Try
from ui import components, state, text
from ui.player import (
    Drawn,
    Heard,
    moment,
    player_data,
    player_words,
    speaker_and_time,
    verdict_word,
)
from ui.text import say
from words import has

_WORDS = (
    "back", "moment", "say_better", "hint", "judge", "keys", "reading", "tries", "private",
    "try_saying", "model_later", "why", "deciding", "nothing_said",
)  # fmt: skip

_practice = components.define(
    "own_call",
    css=("shared/tokens.css", "shared/base.css", "player/player.css", "coaching/practice.css"),
    js=(
        "shared/dom.js",
        "shared/kept.js",
        "player/player.js",
        "shared/quote.js",
        "coaching/practice.js",
    ),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A try as it was sent."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was pressed in this run."""

    written: Written | None = None
    back: bool = False


def draw(practice: Practice, error: str | None) -> Pressed:
    heard = _practice(
        data=components.packed(practice_data(practice) | {"error": error}),
        key="practice.own_call",
        on_written_change=components.noted,
        on_back_change=components.noted,
    )
    return Pressed(_written(heard.written), bool(heard.back))


def _written(packed: str | None) -> Written | None:
    if not packed:
        return None
    sent = json.loads(packed)
    return Written(int(sent["number"]), str(sent["text"]))


def practice_data(practice: Practice) -> Drawn:
    """Everything the component reads; the model sentence comes with the first try."""
    view, focus = practice.view, practice.focus
    heard = Heard(view.call, view.transcript, view.results, view.recording)
    said = (focus.customer_said, focus.agent_said)
    tried = bool(practice.tries)
    return player_data(heard) | {
        "card": view.card.card_id,
        "writer": state.actor().account_id,
        "line": [say("practice.title"), view.call.reference, text.day(view.call.happened_at)],
        "title": say("my_cards.focus", focus=focus.title),
        "moments": [_moment(one, heard) for one in said if one],
        "unsaid": focus.agent_said is None,
        "next": practice.next_number,
        "longest": LONGEST_REPLY,
        "tries": [_try(one) for one in reversed(practice.tries)],
        "model": focus.try_saying if tried else None,
        "model_why": focus.why if tried else None,
        "words": player_words() | text.words_of("practice", *_WORDS),
    }


def _moment(evidence: Evidence, heard: Heard) -> Drawn:
    return moment(evidence, speaker_and_time(evidence), heard)


def _try(one: Try) -> Drawn:
    known = has(one.reason)
    return {
        "title": say("practice.try", number=one.number),
        "text": one.text,
        "verdict": one.verdict.value,
        "word": verdict_word(one.verdict),
        "why": say(one.reason, **one.reason_params) if known else "",
        "quotes": list(one.quotes),
    }
