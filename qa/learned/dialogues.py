"""The bank's conversations with both sides, for what is learned of who speaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.learned.bank import BANK, DIALOGUE, BankBroken, _language_of, _sections, parse
from qa.model import Language, Speaker

_SIDES = {"A": Speaker.AGENT, "C": Speaker.CUSTOMER}


@dataclass(frozen=True, slots=True)
class Turn:
    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One conversation of a file; `group` is the folder of the one who wrote it."""

    turns: tuple[Turn, ...]
    language: Language
    group: str
    asr: bool


def read_dialogues(folder: Path = BANK) -> tuple[Dialogue, ...]:
    """Every conversation under a folder in which both sides speak; BankBroken with all faults."""
    faults: list[str] = []
    found = [one for path in sorted(folder.rglob("*.txt")) for one in _dialogues(path, faults)]
    if faults:
        raise BankBroken(faults)
    return tuple(found)


def _dialogues(path: Path, faults: list[str]) -> Iterator[Dialogue]:
    _, sections = _sections(path, faults)
    for section in sections:
        if section.kind != DIALOGUE:
            continue
        turns = tuple(Turn(_SIDES[who], parse(words)[0]) for _, who, words in section.rows)
        if {turn.speaker for turn in turns} == set(_SIDES.values()):
            yield Dialogue(turns, _language_of(path), path.parent.name, section.asr)
