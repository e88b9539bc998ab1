"""Both languages everywhere, each in its own letters, and nothing taught that is to be avoided."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from training_modules.catalog import Item, Phrase
from training_modules.checking.walk import Written, texts_of
from training_modules.model import Phrases, Text
from training_modules.sources import Fault

Misspelt = Callable[[str, str], Iterable[str]]
LANGUAGES = ("ar", "en")
_ARABIC = re.compile(r"[\u0621-\u064A]")
_LATIN = re.compile(r"[A-Za-z]")
_QUOTED = re.compile(r"[«“\"`(][^»”\"`)]*[»”\"`)]")
_SHORT_NAME = re.compile(r"[A-Z0-9 .%/+-]{1,14}")
_ONE_LETTER = str.maketrans("ىةٱ", "يها")
_WORD = re.compile(r"\w+")
# What customers say, and what is shown as wrong: kept as people write it.
_NOT_OURS = {"bad", "context", "drop", "weak", "message", "customer"}
_SPOKEN = {"lines", "options", "nodes", "endings", "model"}


def language_faults(item: Item) -> Iterator[Fault]:
    for written in texts_of(item.value):
        for language in LANGUAGES:
            code = _language_code(written.text, language)
            if code:
                yield item.place.fault((*written.where, language), code, lang=language)


def _language_code(text: Text | Phrases, language: str) -> str | None:
    words = text.of(language)
    if isinstance(words, str):
        return _script_code(words, language)
    if not words or not all(word.strip() for word in words):
        return "text_empty"
    return None


def _script_code(text: str, language: str) -> str | None:
    if not text.strip():
        return "text_empty"
    if language == "ar":
        foreign = _LATIN.search(text) and not _ARABIC.search(text)
        return "no_arabic" if foreign and not _SHORT_NAME.fullmatch(text.strip()) else None
    return "arabic_in_english" if _ARABIC.search(_QUOTED.sub("", text)) else None


def spelling_faults(item: Item, misspelt: Misspelt) -> Iterator[Fault]:
    """What is written in our own voice; not customers, dialects and what is shown as wrong."""
    for written in texts_of(item.value):
        if isinstance(written.text, Phrases) or any(_is_foreign(*step) for step in written.trail):
            continue
        for language in LANGUAGES:
            for word in misspelt(written.text.of(language), language):
                at = (*written.where, language)
                yield item.place.fault(at, "misspelt", word=word, lang=language)


def _is_foreign(owner: Any, name: str) -> bool:
    """A customer's words, a wrong option, a faulty line, a talk in dialect."""
    if name in _NOT_OURS or getattr(owner, "who", "agent") == "customer":
        return True
    if name in _SPOKEN and getattr(owner, "dialect", "msa") != "msa":
        return True
    wrong = getattr(owner, "right", True) is False or bool(getattr(owner, "fault", None))
    return name == "text" and wrong


def avoided_faults(item: Item, phrases: Sequence[Phrase]) -> Iterator[Fault]:
    """A phrase to avoid in a right option, a model reply, a good line, what to say instead."""
    avoided = [phrase for phrase in phrases if phrase.status == "avoid"]
    for written in texts_of(item.value):
        if not isinstance(written.text, Text) or not _is_good(written):
            continue
        for language in LANGUAGES:
            spoken = _spoken(written.text.of(language))
            for phrase in avoided:
                if any(_says(spoken, wording) for wording in phrase.of(language)):
                    at = (*written.where, language)
                    yield item.place.fault(at, "avoid_phrase", phrase=phrase.id)


def _is_good(written: Written) -> bool:
    owner = written.owner
    if "bad" in written.names:
        return False
    if written.name == "model" or (written.name == "say" and hasattr(owner, "drop")):
        return True
    if written.name != "text":
        return False
    if hasattr(owner, "who"):
        return owner.who == "agent" and not owner.fault
    return getattr(owner, "right", False) is True


def plain(text: str) -> str:
    """Without marks and case, letters that are written in several ways made one."""
    apart = unicodedata.normalize("NFKD", text).casefold().replace("’", "'").replace("ـ", "")
    bare = (letter for letter in apart if not unicodedata.combining(letter))
    return "".join(bare).translate(_ONE_LETTER)


def _spoken(text: str) -> str:
    return f" {' '.join(_WORD.findall(plain(text)))} "


def _says(spoken: str, wording: str) -> bool:
    """As whole words; an Arabic «و» or «ف» may lean on the first of them."""
    words = _spoken(wording).strip()
    return any(f" {lead}{words} " in spoken for lead in ("", "و", "ف"))
