"""Which letters a character may stand for: look-alikes of other scripts, digits and symbols.

Letters that one sign stands for both of are one class (l is i, z is s, k is c, v is u, q is g), so
a word and its disguises are told by one look-up: its skeleton.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby, islice, product

from qa.normalise import fold_text

_MOST_READINGS = 64  # of one word; each ambiguous sign doubles them
_CLASSES = str.maketrans("lzkvq", "iscug")
_LATIN_LOOKS = {
    "a": "4@αаӑ∂λ∆ɑ", "b": "8вьъβϐ฿", "c": "(<¢©сϲςкκ", "d": "ԁδдժ", "e": "3€еєёεξҽэ£",
    "f": "ƒфғ", "g": "96ցգ", "h": "һнηћհ#", "i": "1!|¡іїιӏілlյ", "j": "јʝϳ", "m": "мμ",
    "n": "ηипνոռй", "o": "0оοσøөօ○°", "p": "рρþ", "r": "гяɾ", "s": "5$2ѕзσ§ֆ",
    "t": "7+тτ†ե", "u": "υцμνսѵ", "w": "шщωѡա", "x": "хχ×", "y": "у¥γυүყ",
}  # fmt: skip
_ARABIC_LOOKS = {
    "ا": "1!|li@آ", "ه": "0o5oeѳоο", "و": "9gq", "ح": "7", "ع": "3", "غ": "8", "ق": "892",
    "ط": "6", "س": "$", "ش": "$4", "ن": "u", "ر": ")", "ب": "بٻٮ", "ل": "l",
}  # fmt: skip
# Letters without their dots, as in «عٮى»: one sign for all that are written on it.
_WITHOUT_DOTS = str.maketrans("بتثنيجخذزشضظغقٮٯڡںٮ", "ٮٮٮٮٮححدرسصطعفٮففٮٮ")
_DOTLESS = frozenset("ٮٯڡں")
_NAMED_LATIN = re.compile(
    r"(?:LATIN|NEGATIVE|SQUARED|CROSSED|REGIONAL|PARENTHESIZED|MATHEMATICAL|MODIFIER)\b.*\b"
    r"(?:LETTER|SYMBOL)(?: SMALL CAPITAL| SMALL| DOTLESS| SCRIPT| OPEN| REVERSED| TURNED)* ([A-Z])"
    r"(?: WITH .*)?"
)
_NAMED_ARABIC = re.compile(r"(ARABIC LETTER .+?) WITH .+")
_REPEATED = re.compile(r"(.)\1+", re.DOTALL)
_ONLY_ARABIC = re.compile("[ا-غف-ي]+")
_BETWEEN = frozenset(".-_*~·•,،|!^")  # not the apostrophe: "he'll" is no "hell"


def is_arabic(letter: str) -> bool:
    return "\u0600" <= letter <= "\u08ff" and letter.isalpha()


def latin_skeletons(word: str) -> Iterator[str]:
    """Every reading of a folded word in Latin letters, as classes; none where it has no reading."""
    if word.isascii() and word.isalpha():
        return iter((latin_class(word),))
    return _readings([_latin(sign) for sign in word])


def arabic_skeletons(word: str) -> Iterator[str]:
    """Every reading of a folded word in Arabic letters; without dots where it is so written."""
    if _ONLY_ARABIC.fullmatch(word):
        return iter((word,))
    readings = _readings([_arabic(sign) for sign in word])
    return map(without_dots, readings) if has_dotless(word) else readings


def latin_class(word: str) -> str:
    return word.translate(_CLASSES)


def has_dotless(word: str) -> bool:
    return not _DOTLESS.isdisjoint(word)


def without_dots(word: str) -> str:
    return word.translate(_WITHOUT_DOTS)


def squeezed(word: str) -> str:
    """The letters of a word without repeats."""
    return _REPEATED.sub(r"\1", word)


def runs(word: str) -> tuple[int, ...]:
    """How often each letter stands there in a row."""
    return tuple(len(list(same)) for _, same in groupby(word))


def _readings(choices: list[tuple[str, ...]]) -> Iterator[str]:
    return ("".join(reading) for reading in islice(product(*choices), _MOST_READINGS))


@cache
def _latin(sign: str) -> tuple[str, ...]:
    """The classes a sign may stand for; "" for one that only keeps letters apart."""
    if "a" <= sign <= "z":
        return (latin_class(sign),)
    looks = [latin_class(letter) for letter, signs in _LATIN_LOOKS.items() if sign in signs]
    if looks:
        return (*dict.fromkeys(looks), *(("",) if sign in "|!°" else ()))
    named = _NAMED_LATIN.fullmatch(unicodedata.name(sign, ""))
    if named:
        return (latin_class(named[1].lower()),)
    base = unicodedata.normalize("NFKD", sign)[0]
    if base != sign:
        return _latin(base.lower())
    return _no_letter(sign)


@cache
def _arabic(sign: str) -> tuple[str, ...]:
    looks = [letter for letter, signs in _ARABIC_LOOKS.items() if sign in signs]
    if looks:
        return (*looks, *(("",) if sign in "|!" else ()))
    if is_arabic(sign):
        return (_arabic_base(sign),)
    return _no_letter(sign)


def _no_letter(sign: str) -> tuple[str, ...]:
    """Nothing, for a mark or picture that only keeps letters apart; none for any other."""
    return ("",) if sign in _BETWEEN or unicodedata.category(sign) in ("So", "Sk") else ()


def _arabic_base(letter: str) -> str:
    """The common letter under the marks that other languages add."""
    named = _NAMED_ARABIC.fullmatch(unicodedata.name(letter, ""))
    if not named:
        return letter
    try:
        return fold_text(unicodedata.lookup(named[1])) or letter
    except KeyError:
        return letter
