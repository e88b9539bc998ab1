"""Labels of 40 development dialogues: their ids, turns and offsets; the texts stay where they are.

`pass_a.jsonl` and `pass_b.jsonl` are two passes, `gold.jsonl` what was settled on; `halves.json`
says on which dialogues the rules were written and on which they are measured.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.label import transcript_of
from qa.model import Act, Speaker, Transcript

FOLDER = Path(__file__).parent
EVALSET = Path(__file__).resolve().parents[3] / "shared" / "evalset"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one turn that carries an act."""

    dialogue: str
    turn: int
    start: int
    end: int
    act: Act


def read_marks(name: str) -> tuple[Mark, ...]:
    """The labels of a pass, or the settled ones."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(_mark(json.loads(line)) for line in lines)


def halves() -> dict[str, list[str]]:
    """The ids of the dialogues: `written_on` and `measured_on`."""
    read: dict[str, list[str]] = json.loads((FOLDER / "halves.json").read_text("utf-8"))
    return read


def transcripts(folder: Path = EVALSET) -> dict[str, Transcript]:
    """The labelled dialogues; empty where the set does not stand beside the project."""
    path = folder / "dev.jsonl"
    if not path.exists():
        return {}
    wanted = {name for half in halves().values() for name in half}
    every = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return {one["id"]: transcript_of(one) for one in every if one["id"] in wanted}


def may_be_read(dialogue_id: str) -> bool:
    """A third of the set, told by the hash of its id, is read by nobody."""
    return hashlib.sha1(dialogue_id.encode(), usedforsecurity=False).digest()[0] % 3 != 0


def agent_turns(read: dict[str, Transcript]) -> list[tuple[str, int]]:
    """Every turn that could have been marked."""
    return [
        (name, segment.index)
        for name, transcript in read.items()
        for segment in transcript.segments
        if segment.speaker is Speaker.AGENT
    ]


def _mark(plain: dict[str, Any]) -> Mark:
    return Mark(plain["id"], plain["turn"], plain["start"], plain["end"], Act(plain["act"]))
