"""Marked dialogues in the shape of the evaluation set, and that set where it stands.

Own ones are the conversations under accuracy/dialogues/<set>/<ar|en>/, written as the bank is
(qa/learned/bank.py). A third of the development set, told by the hash of the id, is read by
nobody until the end.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qa.learned.bank import DIALOGUE, BankBroken, Mark, _language_of, _Section, _sections, parse

Labelled = dict[str, Any]  # id, lang, dialect, style, title, turns, labels
Placed = tuple[int, Mark]  # the turn, the mark

DIALOGUES = Path(__file__).parent / "dialogues"
EVALSET = Path(__file__).resolve().parents[2] / "shared" / "evalset"

GREETING = ("salutation", "company", "agent_name", "offer_help")
CLOSING = ("summary", "anything_else", "thanks", "farewell")
OPENING_TURNS = 3  # of the agent's, in which a greeting counts

_SPEAKERS = {"A": "agent", "C": "customer"}


def read_set(name: str, folder: Path = DIALOGUES) -> list[Labelled]:
    """Every conversation of an own set, none where it was not written yet; BankBroken with all
    faults at once."""
    faults: list[str] = []
    found = [one for path in sorted((folder / name).rglob("*.txt")) for one in _read(path, faults)]
    if faults:
        raise BankBroken(faults)
    return found


def read_development(folder: Path = EVALSET, *, unread: bool = False) -> list[Labelled]:
    """The two thirds that may be read, or the third that may not; none without the file."""
    path = folder / "dev.jsonl"
    if not path.exists():
        return []
    lines = path.read_text("utf-8").splitlines()
    read = (json.loads(line) for line in lines if line.strip())
    return [one for one in read if _is_unread(one["id"]) is unread]


def _is_unread(dialogue_id: str) -> bool:
    return hashlib.sha1(dialogue_id.encode(), usedforsecurity=False).digest()[0] % 3 == 0


def _read(path: Path, faults: list[str]) -> Iterator[Labelled]:
    about, sections = _sections(path, faults)
    for number, section in enumerate(sections, 1):
        if section.kind != DIALOGUE:
            faults.append(f"{path}: only dialogues are measured on: {section.title}")
            continue
        language = _language_of(path).value
        dialect = about.get("dialect", "")
        yield {
            "id": f"{'-'.join(path.with_suffix('').parts[-3:])}-{number:02}",
            "lang": language,
            "dialect": f"en-{dialect}" if language == "en" else dialect,
            "style": _style(dialect, section),
            "title": section.title,
            **_told(path, section, faults),
        }


def _style(dialect: str, section: _Section) -> str:
    if section.asr:
        return "asr"
    return dialect if dialect in ("chat", "email") else "clean"


def _told(path: Path, section: _Section, faults: list[str]) -> dict[str, Any]:
    """The turns and their labels."""
    turns: list[dict[str, Any]] = []
    marks: list[Placed] = []
    for number, who, words in section.rows:
        try:
            text, marked = parse(words)
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}")
            continue
        marks += [(len(turns), mark) for mark in marked]
        turns.append({"i": len(turns), "speaker": _SPEAKERS[who], "text": text})
    return {"turns": turns, "labels": labels_of(turns, marks)}


def labels_of(turns: list[dict[str, Any]], marks: Iterable[Placed]) -> dict[str, Any]:
    """Marks as labels: a greeting counts in the agent's first three turns, `?` decides nothing."""
    marks = list(marks)
    agent = [turn["i"] for turn in turns if turn["speaker"] == "agent"]
    opening = [placed for placed in marks if placed[0] in agent[:OPENING_TURNS]]
    return {
        "greeting": {act: _element(opening, act, last=False) for act in GREETING},
        "empathy": _spans(turns, marks, "empathy", unclear=False),
        "empathy_optional": _spans(turns, marks, "empathy", unclear=True),
        "forbidden": _spans(turns, marks, "forbidden", unclear=False),
        "forbidden_optional": _spans(turns, marks, "forbidden", unclear=True),
        "closing": {act: _element(marks, act, last=True) for act in CLOSING},
        "hold": _hold(marks),
        "verification": _element(marks, "verification", last=False),
    }


def _element(marks: list[Placed], act: str, *, last: bool) -> dict[str, Any]:
    """True where it is marked, None where only with a question mark; its turns."""
    clear = _turns(marks, act, unclear=False)
    turns = clear or _turns(marks, act, unclear=True)
    value = True if clear else None if turns else False
    turn = turns[-1 if last else 0] if turns else None
    return {"value": value, "turn": turn, "turns": turns}


def _hold(marks: list[Placed]) -> dict[str, Any]:
    """Bad if any is bad; undecided where a doubtful mark could turn the answer."""
    good, bad = (_turns(marks, act, unclear=False) for act in ("hold.good", "hold.bad"))
    doubtful = _turns(marks, "hold.bad", unclear=True)
    if not good:
        doubtful = sorted({*doubtful, *_turns(marks, "hold.good", unclear=True)})
    if bad or not doubtful:
        turns, value = bad or good, "bad" if bad else "good" if good else "none"
    else:
        turns, value = doubtful, None
    return {"value": value, "turn": turns[0] if turns else None, "turns": turns}


def _turns(marks: list[Placed], act: str, *, unclear: bool) -> list[int]:
    return sorted({turn for turn, mark in marks if mark.act == act and mark.unclear == unclear})


def _spans(
    turns: list[dict[str, Any]], marks: list[Placed], family: str, *, unclear: bool
) -> list[dict[str, Any]]:
    return [
        {
            "turn": turn,
            "quote": turns[turn]["text"][mark.start : mark.end],
            "start": mark.start,
            "end": mark.end,
            **({"category": mark.act.partition(".")[2]} if family == "forbidden" else {}),
        }
        for turn, mark in marks
        if mark.act.partition(".")[0] == family and mark.unclear == unclear
    ]
