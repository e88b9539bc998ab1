"""Calls with words swapped that carry no meaning for a verdict."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from accuracy.dialogues import Labelled
from qa.acts.reading import read
from qa.findings import ruled
from qa.label import transcript_of
from qa.lexicon import load_words
from qa.model import Act, Channel, Language, Segment, Speaker, Transcript
from qa.normalise import fold_text

GROUPS = ("names", "address", "variety", "politeness")
NAMES_TRIED = 6  # of the list, for each dialogue others

_FOLDER = Path(__file__).parent
_SPEAKERS = {"A": Speaker.AGENT, "C": Speaker.CUSTOMER, "م": Speaker.AGENT, "ع": Speaker.CUSTOMER}
_GENDERED = re.compile(r"<([^|>]*)\|([^>]*)>")
# The word after these is a name; in English the one before "speaking" and "here" too.
_INTRODUCED = {
    Language.EN: re.compile(
        r"\b(?:this is|my name is|my name's|name's|i'm|i am|speaking with|through to|mr|mrs|ms)"
        r"\.? ([a-z]{2,})|\b([a-z]{2,}) (?:speaking|here)\b",
        re.IGNORECASE,
    ),
    Language.AR: re.compile(
        r"(?<!\w)(?:معك|معاك|معاكي|معكم|معاكم|معج|وياك|اسمي|أنا|انا|يكلمك|تكلمك|يحدثك|تحدثك|"
        r"تحدّثكم|يحدّثكم|أخوك|أختك|خوك|ختك|أستاذ|أستاذة|استاذ|استاذه|سيد|السيد|السيدة|حضرتك)"
        r" (\w{2,})"
    ),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A call and its twin; `group` names what was swapped in it."""

    group: str
    source: str
    call: Transcript
    twin: Transcript


def dialogue_pairs(dialogues: Sequence[Labelled], source: str) -> Iterator[Pair]:
    """Each dialogue beside every twin in which a word changed."""
    for number, dialogue in enumerate(dialogues):
        call = transcript_of(dialogue)
        for group, twin in _twins(call, _names_in(dialogue, call.language), number):
            if twin != call:
                yield Pair(group, source, call, twin)


def template_pairs() -> Iterator[Pair]:
    """Each template's first filling beside all others."""
    templates: dict[str, dict[str, str]] = _read("templates")
    for language in Language:
        names = _swaps(language)["names"]
        for text in templates[language].values():
            call = _filled(text, names[0], names[1], 0, language)
            for number, name in enumerate(names[2:], 2):
                other = names[(number + 5) % len(names)]
                twin = _filled(text, name, other, 0, language)
                yield Pair("names", "templates", call, twin)
            yield Pair("address", "templates", call, _filled(text, names[0], names[1], 1, language))


def _twins(call: Transcript, names: set[str], number: int) -> Iterator[tuple[str, Transcript]]:
    swaps = _swaps(call.language)
    chosen = swaps["names"]
    for step in range(NAMES_TRIED):
        name = chosen[(number + 2 * step) % len(chosen)]
        yield "names", _with_names(call, names, name)
    for group in GROUPS[1:]:
        lists = swaps[group]
        for step in range(1, max(len(words) for words in lists)):
            yield group, _rotated(call, lists, step)


def _names_in(dialogue: Labelled, language: Language) -> set[str]:
    """Words that stand where a name stands, in the lines where one is known or a title is said."""
    lists = load_words(language).words
    known = lists["not_names"] | lists["business"]
    turns = set(dialogue["labels"]["greeting"]["agent_name"]["turns"])
    offers = _offers(transcript_of(dialogue))
    found = set()
    for turn in dialogue["turns"]:
        if turn["i"] in turns:
            for match in _INTRODUCED[language].finditer(turn["text"]):
                word = match[match.lastindex or 1]
                if fold_text(word) not in known and word not in offers:
                    found.add(word)
    return found


def _offers(call: Transcript) -> set[str]:
    """The words of offers of help: «دينا معاك اؤمريني» has its name before."""
    found = (one for one in ruled(read(call)) if one.act is Act.OFFER_HELP)
    return {word for one in found for word in one.quote.split()}


def _with_names(call: Transcript, names: set[str], name: str) -> Transcript:
    if not names:
        return call
    pattern = re.compile(_whole("|".join(map(re.escape, sorted(names)))))
    return _changed(call, lambda text: pattern.sub(lambda m: _as_written(name, m[0]), text))


def _rotated(call: Transcript, lists: Sequence[Sequence[str]], step: int) -> Transcript:
    """Every word of a list becomes the one `step` places on."""
    following = {
        word: words[(at + step) % len(words)] for words in lists for at, word in enumerate(words)
    }
    longest = sorted(following, key=len, reverse=True)
    pattern = re.compile(_whole("|".join(map(re.escape, longest))), re.IGNORECASE)
    return _changed(
        call,
        lambda text: pattern.sub(lambda m: _as_written(following[m[0].lower()], m[0]), text),
    )


def _changed(call: Transcript, change: Callable[[str], str]) -> Transcript:
    segments = tuple(replace(one, text=change(one.text)) for one in call.segments)
    return replace(call, segments=segments)


def _as_written(word: str, instead_of: str) -> str:
    return word.capitalize() if instead_of[0].isupper() else word.lower()


def _whole(words: str) -> str:
    return rf"(?<!\w)(?:{words})(?!\w)"


def _filled(text: str, agent: str, customer: str, gender: int, language: Language) -> Transcript:
    one = _GENDERED.sub(lambda match: match[gender + 1], text)
    lines = one.format(agent=agent, customer=customer).strip().splitlines()
    spoken = (line.partition(": ") for line in lines)
    segments = tuple(
        Segment(index, _SPEAKERS[who], said) for index, (who, _, said) in enumerate(spoken)
    )
    return Transcript(segments, language, Channel.VOICE)


def _swaps(language: Language) -> Any:
    return _read("swaps")[language]


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text("utf-8"))
