"""House style per channel, as data: register, abbreviations, length, marks, emoji."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from training_modules.model import Channel
from training_modules.spelling.lists import is_dialect, words_of
from training_modules.writing.data import listed
from training_modules.writing.notes import Note, Stretch, noted
from training_modules.writing.phrases import Folded

Register = Literal["formal", "friendly"]

MOST_DIALECT = 5
_MANY_MARKS = re.compile(r"[!?؟]{2,}")
_CAPITALS = re.compile(r"\b[A-Z]{3,}(?:['\u2019][A-Z]+)?(?:\s+[A-Z]{2,}(?:['\u2019][A-Z]+)?)+\b")
_SENTENCE = re.compile(r"[^.!?؟;؛\n]+")
_PARAGRAPH = re.compile(r"[^\n]+")
_EMOJI = re.compile("(?:[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\u200d]?)+")
_ARABIZI = re.compile(r"\b(?:[a-z]+[23579][a-z]+|[23579][a-z]{3,})\b")
_WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")


@dataclass(frozen=True, slots=True)
class House:
    """How a reply is to sound."""

    language: str
    channel: Channel
    register: Register


def find(folded: Folded, house: House) -> Iterator[Note]:
    """Notes in no order."""
    text, rules = folded.written, listed("house_style")
    yield from _wordings(folded, "sms", rules["sms"][house.language])
    yield from _wordings(folded, "stiff", rules["stiff"][house.language])
    yield from _wordings(
        folded, "asks_first", dict.fromkeys(rules["asks_first"][house.language], "")
    )
    if house.register == "formal":
        yield from _wordings(folded, "abbreviation", rules["abbreviations"][house.language])
    if house.language == "ar":
        yield from _arabic(text, house.register)
    channel = rules["channels"][house.channel]
    yield from _marks(text)
    yield from _lengths(text, channel["sentence"], channel["paragraph"])
    yield from _emoji(text, channel["emoji"])


def _wordings(folded: Folded, rule: str, better: dict[str, str]) -> Iterator[Note]:
    for wording, stretch in folded.find(better):
        yield noted("style", rule, folded.written, stretch, better[wording])


def _arabic(text: str, register: Register) -> Iterator[Note]:
    for found in _ARABIZI.finditer(text):
        yield noted("style", "arabizi", text, found.span())
    if register == "formal":
        yield from _dialect(text)


def _dialect(text: str) -> Iterator[Note]:
    """A matter of register, never of spelling; each word is named once."""
    told: set[str] = set()
    for word in words_of(text, "ar"):
        if word.bare not in told and len(told) < MOST_DIALECT and is_dialect(word.text):
            told.add(word.bare)
            yield noted("style", "dialect", text, (word.start, word.end))


def _marks(text: str) -> Iterator[Note]:
    for found in _MANY_MARKS.finditer(text):
        marks = found.group()
        asks = next((mark for mark in marks if mark in "?؟"), ".")
        yield noted("style", "many_marks", text, found.span(), asks)
    for found in _CAPITALS.finditer(text):
        yield noted("style", "capitals", text, found.span(), found.group().lower())


def _lengths(text: str, longest_sentence: int, longest_paragraph: int) -> Iterator[Note]:
    for found in _SENTENCE.finditer(text):
        yield from _too_long(text, found.span(), "long_sentence", longest_sentence)
    for found in _PARAGRAPH.finditer(text):
        yield from _too_long(text, found.span(), "wall", longest_paragraph)


def _too_long(text: str, stretch: Stretch, rule: str, longest: int) -> Iterator[Note]:
    """Named by its first words, without a place: it would cover everything that is in it."""
    words = list(_WORD.finditer(text, *stretch))
    if len(words) > longest:
        first = text[words[0].start() : words[3].end()]
        params = {"words": str(len(words)), "limit": str(longest)}
        yield Note("style", rule, quote=f"{first} …", params=params)


def _emoji(text: str, most: int) -> Iterator[Note]:
    for found in list(_EMOJI.finditer(text))[most:]:
        yield noted("style", "emoji", text, found.span())
