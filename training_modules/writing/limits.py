"""What a draft has to be before anything is said about it."""

import re
import unicodedata

LONGEST_DRAFT = 6_000  # characters; twenty times a long reply
_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_MANY_BLANKS = re.compile(" {3,}")  # thousands of them keep the engine's patterns busy
_MANY_BREAKS = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Without marks of direction and control characters; line ends and blanks of one kind."""
    text = _BLANKS.sub(" ", _BREAKS.sub("\n", _UNSEEN.sub("", text)))
    kept = (letter for letter in text if letter == "\n" or unicodedata.category(letter) != "Cc")
    text = _MANY_BLANKS.sub("  ", "".join(kept))
    return _MANY_BREAKS.sub("\n\n", text).strip()


def refusal(text: str, language: str) -> str | None:
    """The code of what keeps a tidy draft from being read, or None."""
    if not text:
        return "draft_empty"
    if len(text) > LONGEST_DRAFT:
        return "draft_too_long"
    arabic = sum("\u0621" <= letter <= "\u06d3" for letter in text)
    latin = sum(letter.isascii() and letter.isalpha() for letter in text)
    if arabic + latin == 0:
        return "draft_without_words"
    wanted, other = (arabic, latin) if language == "ar" else (latin, arabic)
    return f"draft_not_{language}" if wanted < other else None
