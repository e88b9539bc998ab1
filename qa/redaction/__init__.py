"""Card numbers and security codes that were typed or read out as digits, masked.

Over-masking is meant: any 12 digits after a word for a card go, check digit right or wrong.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from qa.model import Speaker, Transcript
from qa.redaction.card_numbers import Speech, card_numbers
from qa.redaction.number_cues import CARD_MASK as CARD_MASK
from qa.redaction.number_cues import CODE_MASK as CODE_MASK
from qa.redaction.number_cues import Cues
from qa.redaction.numbers import Number, numbers_in, only_separators
from qa.redaction.security_codes import SecurityCodes


def mask_text(text: str) -> str:
    """The text with card numbers and their security codes masked; masking twice changes nothing."""
    return _mask((text,), (Speaker.UNKNOWN,))[0]


def mask_transcript(transcript: Transcript) -> Transcript:
    """As mask_text, also where a number is spread over neighbouring segments."""
    segments = transcript.segments
    texts = tuple(segment.text for segment in segments)
    masked = _mask(texts, [segment.speaker for segment in segments])
    if masked == texts:
        return transcript
    pairs = zip(segments, masked, strict=True)
    return replace(transcript, segments=tuple(replace(s, text=text) for s, text in pairs))


def _mask(texts: tuple[str, ...], speakers: Sequence[Speaker]) -> tuple[str, ...]:
    """Masks until nothing is left to mask: a masked card number tells of the code after it."""
    while numbers := numbers_in(texts):
        masked = _masked_once(Speech(texts, speakers, numbers, Cues(texts)))
        if masked == texts:
            break
        texts = masked
    return texts


def _masked_once(speech: Speech) -> tuple[str, ...]:
    marks = dict.fromkeys(SecurityCodes(speech).find(), CODE_MASK)
    marks |= dict.fromkeys(card_numbers(speech), CARD_MASK)
    texts = list(speech.texts)
    ordered = sorted(marks, key=lambda number: (number.segment, number.start))
    for segment, numbers in groupby(ordered, key=lambda number: number.segment):
        texts[segment] = _with_marks(texts[segment], numbers, marks)
    return tuple(texts)


def _with_marks(text: str, numbers: Iterable[Number], marks: dict[Number, str]) -> str:
    """One mark for neighbouring pieces of the same kind."""
    parts: list[str] = []
    end, last = 0, ""
    for number in numbers:
        gap = text[end : number.start]
        if not (last and last == marks[number] and only_separators(gap)):
            parts += [gap, marks[number]]
        end, last = number.end, marks[number]
    return "".join([*parts, text[end:]])
