"""Who the name in front of a line is: agent, customer, or not known."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from qa.model import Speaker
from qa.normalise import fold_text

_WORDS_FILE = Path(__file__).with_name("labels.yml")
_OTHER_SIDE = {Speaker.AGENT: Speaker.CUSTOMER, Speaker.CUSTOMER: Speaker.AGENT}
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 5  # of a label; more is a sentence with a colon in it


def resolve_labels(labels: Iterable[str]) -> dict[str, Speaker]:
    """Each label's speaker; of two labels, the one nobody knows is the other side of the known."""
    speakers = {label: speaker_named(label) for label in dict.fromkeys(labels) if label}
    unknown = [label for label, speaker in speakers.items() if speaker is Speaker.UNKNOWN]
    known = {speaker for speaker in speakers.values() if speaker is not Speaker.UNKNOWN}
    if len(unknown) == 1 and len(known) == 1:
        speakers[unknown[0]] = other_side(known.pop())
    return speakers


def speaker_named(label: str) -> Speaker:
    """The speaker a label names; what stands in brackets, "Sara (Agent)", counts first."""
    bracketed = _IN_BRACKETS.search(label)
    if bracketed and (speaker := _at_an_end(bracketed[1])) is not Speaker.UNKNOWN:
        return speaker
    return _at_an_end(_IN_BRACKETS.sub("", label))


def owner_of_address(address: str) -> Speaker:
    """AGENT for a mailbox that reads like the centre's own ("care@", «خدمة العملاء»)."""
    words = _spaced(address)
    centre = _phrases("agent") + _phrases("centre_address")
    return Speaker.AGENT if any(phrase in words for phrase in centre) else Speaker.UNKNOWN


def other_side(speaker: Speaker) -> Speaker:
    return _OTHER_SIDE.get(speaker, Speaker.UNKNOWN)


def _at_an_end(label: str) -> Speaker:
    """A role counts as first or last words only: "my agent said:" is no label."""
    words = _spaced(label)
    if words.count(" ") - 1 > _MAX_WORDS:
        return Speaker.UNKNOWN
    for speaker in (Speaker.AGENT, Speaker.CUSTOMER):  # "customer care" before "customer"
        phrases = _phrases(speaker.value)
        if words.startswith(phrases) or words.rstrip(" 0123456789").endswith(
            tuple(phrase.rstrip() for phrase in phrases)
        ):
            return speaker
    return Speaker.UNKNOWN


def _spaced(label: str) -> str:
    return f" {' '.join(_WORD.findall(fold_text(label)))} "


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    lists: dict[str, list[str]] = yaml.safe_load(_WORDS_FILE.read_text("utf-8"))
    return tuple(_spaced(phrase) for phrase in lists[kind])
