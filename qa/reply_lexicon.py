"""What shows an act in a stretch of talk, read from qa/lexicons/<language>/: replies, coaching.

A file maps an act (of `replies`, a ReplyAct) to rules. A rule has `patterns`, regular expressions
over folded text in which {name} stands for any word of that list in `replies/words.yml`; they begin
and end at whole words. It may have `needs` and `unless` (patterns over the sentence), `reach` (how
many words before it a negation takes it away; `negatable: false` where none does) and `around`
(what is quoted: the sentence, the clause or the hit alone).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, cast

import yaml

from qa.errors import ScorecardInvalid
from qa.model import Language
from qa.normalise import fold_text

_FOLDER = Path(__file__).parent / "lexicons"
_NEVER = re.compile(r"(?!)")
_ALWAYS = re.compile(r"")
_NAMED = re.compile(r"\{([a-z_]+)\}")
_KNOWN = {"patterns", "needs", "unless", "reach", "negatable", "around"}
Around = Literal["sentence", "clause", "hit"]
Name = TypeVar("Name", bound=StrEnum)


class ReplyAct(StrEnum):
    """What a learner's reply can show; calls are judged by `qa.model.Act` alone."""

    GREETING = "greeting"
    COMPANY = "company"
    OWN_NAME = "own_name"
    OFFER_HELP = "offer_help"
    VERIFY = "verify"
    ACKNOWLEDGE = "acknowledge"
    APOLOGY = "apology"
    ECHO = "echo"  # the customer's own facts named back
    OWNERSHIP = "ownership"  # the writer's own commitment, "I will …"
    OPEN_QUESTION = "open_question"
    QUESTION = "question"
    SIGNPOST = "signpost"  # what happens now or next
    STEP = "step"  # a concrete action
    TIME = "time"  # a time that can be kept or missed
    NEXT_STEP = "next_step"  # a step with its owner and its time
    OPTIONS = "options"
    ESCALATE = "escalate"
    HOLD_GOOD = "hold_good"
    SUMMARY = "summary"
    CHECK = "check"  # "have I understood you?"
    ANYTHING_ELSE = "anything_else"
    THANKS = "thanks"
    FAREWELL = "farewell"
    INSULT = "insult"
    BLAME = "blame"
    REFUSAL = "refusal"
    PROMISE = "promise"
    SLANG = "slang"
    ARGUING = "arguing"
    HOLD_BAD = "hold_bad"
    AVOID = "avoid"
    SILENCE = "silence"  # nothing that could be read


@dataclass(frozen=True, slots=True)
class ShownRule(Generic[Name]):
    """Patterns that show an act, and what must stand around them."""

    act: Name
    pattern: re.Pattern[str]
    needs: re.Pattern[str]
    unless: re.Pattern[str]
    reach: int  # 0: no negation takes it away
    around: Around


@dataclass(frozen=True, slots=True)
class ReplyLexicon:
    """All rules of one language, and its word lists."""

    language: Language
    rules: tuple[ShownRule[ReplyAct], ...]
    words: dict[str, frozenset[str]]
    reported: re.Pattern[str]  # somebody else's words begin after this


@cache
def load_reply_lexicon(language: Language) -> ReplyLexicon:
    """The rules of a language; read once."""
    folder, lists = _FOLDER / language / "replies", _lists(language)
    return ReplyLexicon(
        language=language,
        rules=load_rules(language, "replies", ReplyAct),
        words={name: frozenset(words) for name, words in lists.items()},
        reported=_compiled(_read(folder / "patterns.yml")["reported"], lists, _NEVER),
    )


def load_rules(language: Language, kind: str, names: type[Name]) -> tuple[ShownRule[Name], ...]:
    """The rules of one folder of a language; `words.yml` of the replies serves every folder."""
    return tuple(_rules(_FOLDER / language / kind, names, _lists(language)))


def _lists(language: Language) -> dict[str, list[str]]:
    plain = _read(_FOLDER / language / "replies" / "words.yml")
    return {name: fold_text(words).split() for name, words in plain.items()}


def _rules(
    folder: Path, names: type[Name], lists: dict[str, list[str]]
) -> Iterator[ShownRule[Name]]:
    for path in sorted(folder.glob("*.yml")):
        if path.stem in ("words", "patterns"):
            continue
        for act, plain_rules in _read(path).items():
            for plain in plain_rules:
                yield _rule(names(act), plain, lists)


def _rule(act: Name, plain: dict[str, Any], lists: dict[str, list[str]]) -> ShownRule[Name]:
    if not set(plain) <= _KNOWN or not plain.get("patterns"):
        raise ScorecardInvalid(name=act.value, field=", ".join(sorted(set(plain) - _KNOWN)))
    whole = "|".join(f"(?:{pattern})" for pattern in plain["patterns"])
    return ShownRule(
        act=act,
        pattern=_compiled(rf"(?<!\w)(?:{whole})(?!\w)", lists, _NEVER),
        needs=_compiled(plain.get("needs"), lists, _ALWAYS),
        unless=_compiled(plain.get("unless"), lists, _NEVER),
        reach=plain.get("reach", 2) if plain.get("negatable", True) else 0,
        around=plain.get("around", "clause"),
    )


def _compiled(
    written: str | None, lists: dict[str, list[str]], otherwise: re.Pattern[str]
) -> re.Pattern[str]:
    """A pattern over folded text; only letters outside ASCII are folded, so \\W stays \\W."""
    if written is None:
        return otherwise
    named = _NAMED.sub(lambda match: _any_of(lists[match[1]]), written)
    folded = "".join(letter if letter.isascii() else fold_text(letter) for letter in named)
    return re.compile(folded)


def _any_of(words: list[str]) -> str:
    """One of the words, the longest first; a hyphen in a list is a blank in the text."""
    longest_first = sorted(dict.fromkeys(words), key=len, reverse=True)
    written = (re.escape(word).replace(r"\-", "[ -]?") for word in longest_first)
    return f"(?:{'|'.join(written)})"


def _read(path: Path) -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load(path.read_text("utf-8")) or {})
