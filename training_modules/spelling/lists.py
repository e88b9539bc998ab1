"""Words beside the dictionaries: the project's own, and each dialect's, never called misspelt."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_OWN = Path(__file__).parent.parent / "content" / "spelling"
_DIALECTS = Path(__file__).parent / "dialect_ar.yml"
_LETTERS = "\u0621-\u064a\u0671-\u06d3"
_MARKS = "\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e\u2066-\u2069"
_ARABIC = re.compile(f"[{_LETTERS}][{_LETTERS}{_MARKS}]*")
_ENGLISH = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*")
_BEFORE = (
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "ال",
    "وال",
    "فال",
    "بال",
    "كال",
    "لل",
    "ولل",
    "وبال",
    "وب",
    "ول",
)
_AFTER = ("", "ي", "ك", "ه", "ها", "نا", "هم", "كم", "ات", "ين", "ان", "ون", "ية", "ًا", "ا")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `bare` is without vowel marks, tatweel and marks of direction."""

    start: int
    end: int
    text: str
    bare: str


def words_of(text: str, language: str) -> Iterator[Word]:
    """The words of one script; those of the other are passed over."""
    pattern = _ARABIC if language == "ar" else _ENGLISH
    for found in pattern.finditer(text):
        word = found.group().rstrip(
            "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
        )
        yield Word(found.start(), found.start() + len(word), word, bare(word))


def bare(word: str) -> str:
    return "".join(
        letter
        for letter in word
        if letter != "\u0640" and unicodedata.category(letter) not in ("Mn", "Cf")
    )


def is_own(word: str, language: str) -> bool:
    """Whether it is one of the project's words, in Arabic with what is joined to it."""
    own = own_words(language)
    if language != "ar":
        return word.lower().removesuffix("'s") in own
    return any(stem in own for stem in _stems(bare(word)))


def is_dialect(word: str) -> bool:
    dialect = frozenset[str]().union(*dialect_words().values())
    return any(stem in dialect for stem in _joined_to(bare(word), ("", "و", "ف", "ب", "ل")))


@cache
def own_words(language: str) -> frozenset[str]:
    """One word a line, remarks after #; Arabic is kept bare, English in small letters."""
    lines = (_OWN / f"words_{language}.txt").read_text("utf-8").splitlines()
    words = (line.split("#", 1)[0].strip() for line in lines)
    return frozenset(bare(word) if language == "ar" else word.lower() for word in words if word)


@cache
def dialect_words() -> dict[str, frozenset[str]]:
    listed = yaml.safe_load(_DIALECTS.read_text("utf-8"))
    return {name: frozenset(bare(word) for word in words) for name, words in listed.items()}


def _stems(word: str) -> Iterator[str]:
    for stem in _joined_to(word, _BEFORE):
        for after in _AFTER:
            short = stem.removesuffix(after)
            if stem.endswith(after) and len(short) > 1:
                yield short
                if after and short.endswith("ت"):
                    yield short[:-1] + "ة"  # أتمتتها of أتمتة
                if after == "ات":
                    yield short + "ة"  # باقات of باقة


def _joined_to(word: str, before: tuple[str, ...]) -> Iterator[str]:
    return (word[len(part) :] for part in before if word.startswith(part))
