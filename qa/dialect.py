"""Which Arabic a call is held in, by the words only one dialect uses."""

import re
from collections.abc import Iterable

from qa.model import Language, Speaker, Transcript
from qa.normalise import fold_text
from qa.phrasebook import FORMAL, Phrasebook, load_phrasebook

_FEWEST_MARKERS = 2  # one word alone may be borrowed
_ENOUGH_WORDS = 40  # of the agent's, after which formal Arabic is a choice
_WORD = re.compile(r"\w+")


def dialect_of(transcript: Transcript) -> str:
    """The dialect the agent answers in; the customer's where the agent said too little to tell."""
    formal = FORMAL[transcript.language]
    if transcript.language is Language.EN:
        return formal
    phrasebook = load_phrasebook(transcript.language)
    agent = [s.text for s in transcript.segments if s.speaker is not Speaker.CUSTOMER]
    told = _loudest(phrasebook, agent)
    if told is None and sum(len(text.split()) for text in agent) < _ENOUGH_WORDS:
        told = _loudest(phrasebook, [segment.text for segment in transcript.segments])
    return told or formal


def _loudest(phrasebook: Phrasebook, texts: Iterable[str]) -> str | None:
    """The dialect with most markers, if there are enough to tell."""
    words = [word for text in texts for word in _WORD.findall(fold_text(text))]
    counts = {
        dialect: sum(_weight(phrasebook, word) for word in words if word in markers)
        for dialect, markers in phrasebook.markers.items()
    }
    best = max(counts, key=lambda dialect: counts[dialect])
    return best if counts[best] >= _FEWEST_MARKERS else None


def _weight(phrasebook: Phrasebook, word: str) -> float:
    """A word of one dialect tells more than one that several use."""
    return 1 / sum(word in markers for markers in phrasebook.markers.values())
