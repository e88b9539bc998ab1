"""The bank: original agent talk, written for this project, with its acts marked by hand.

A file is plain text. `# dialect:` and `# trade:` stand at its head; `== dialogue: title` begins a
conversation of `A:` and `C:` turns, `== lines: title | kind` a list of agent's lines that begin
with `-`; `| asr` after either says that it is written as a recogniser would. `[act|words]` marks
an act, `[?act|words]` one that two careful people may see differently, which nothing is learned
from. `python -m qa.learned.bank FOLDER` checks files and counts what they hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.model import Language

BANK = Path(__file__).resolve().parents[2] / "bank"

ACTS = (
    "salutation", "company", "agent_name", "offer_help", "verification", "empathy",
    "forbidden.insult", "forbidden.blame", "forbidden.refusal", "forbidden.unverified_promise",
    "forbidden.slang", "forbidden.arguing", "hold.good", "hold.bad",
    "summary", "anything_else", "thanks", "farewell",
)  # fmt: skip
KINDS = (
    "neutral", "hard", "empathy", "forbidden", "opening", "verification", "hold", "closing",
)  # fmt: skip
DIALOGUE = "dialogue"

_MARK = re.compile(r"\[(\??)([a-z_.]+)\|([^\[\]|]*)\]")
_HEADER = re.compile(r"==\s*(dialogue|lines)\s*:\s*(.*)")


class BankBroken(Exception):
    """Every fault of the files read, each as "file:line: what is wrong"."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Mark:
    """One act at `text[start:end]`; `unclear` where two careful people may differ."""

    act: str
    start: int
    end: int
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the agent says in one breath, and where; `turn` counts from 0 in its dialogue."""

    text: str
    marks: tuple[Mark, ...]
    language: Language
    dialect: str
    trade: str
    kind: str  # "dialogue" or one of KINDS
    asr: bool
    file: str
    line: int
    before: str = ""  # what the customer said just before
    turn: int | None = None
    turns_left: int | None = None  # agent turns that follow in the dialogue
    title: str = ""  # of the section it stands in

    def has(self, act: str) -> bool:
        return any(mark.act == act and not mark.unclear for mark in self.marks)


@dataclass(slots=True)
class _Section:
    kind: str
    asr: bool
    title: str
    rows: list[tuple[int, str, str]]  # line number, "A" or "C", text


def read_bank(folder: Path = BANK) -> tuple[Utterance, ...]:
    """Every utterance of every file under a folder, in the order of names; BankBroken with all
    faults at once."""
    found: list[Utterance] = []
    faults: list[str] = []
    for path in sorted(folder.rglob("*.txt")) if folder.is_dir() else [folder]:
        found += _read_file(path, faults)
    if faults:
        raise BankBroken(faults)
    return tuple(found)


def parse(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The words without marks, and the marks at their offsets; ValueError says what is wrong."""
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        unclear, act, words = match.groups()
        if act not in ACTS:
            raise ValueError(f"unknown act {act}")
        if not words.strip():
            raise ValueError("a mark without words")
        marks.append(Mark(act, len(text), len(text) + len(words), bool(unclear)))
        text += words
        at = match.end()
    text += marked[at:]
    if set("[]|") & set(text):
        raise ValueError("a bracket or bar outside a mark")
    return text, tuple(marks)


def _read_file(path: Path, faults: list[str]) -> list[Utterance]:
    about, sections = _sections(path, faults)
    missing = [name for name in ("dialect", "trade") if name not in about]
    faults += [f"{path}:1: no # {name}:" for name in missing]
    if missing:
        return []
    return [one for section in sections for one in _utterances(path, about, section, faults)]


def _sections(path: Path, faults: list[str]) -> tuple[dict[str, str], list[_Section]]:
    about: dict[str, str] = {}
    sections: list[_Section] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip().lstrip("\ufeff")
        if line.startswith("#"):
            name, _, value = line[1:].partition(":")
            about.setdefault(name.strip(), value.strip())
        elif line.startswith("=="):
            section = _section(line)
            if section is None:
                faults.append(f"{path}:{number}: no such section: {line}")
            else:
                sections.append(section)
        elif line:
            _add_row(path, number, line, sections, faults)
    return about, sections


def _section(line: str) -> _Section | None:
    match = _HEADER.fullmatch(line)
    if not match:
        return None
    title, *words = (part.strip() for part in match[2].split("|"))
    asr = "asr" in words
    kinds = [word for word in words if word != "asr"]
    if match[1] == DIALOGUE:
        return None if kinds else _Section(DIALOGUE, asr, title, [])
    return _Section(kinds[0], asr, title, []) if len(kinds) == 1 and kinds[0] in KINDS else None


def _add_row(
    path: Path, number: int, line: str, sections: list[_Section], faults: list[str]
) -> None:
    match = re.fullmatch(r"(A:|C:|-)\s*(.+)", line)
    if not match or not sections:
        faults.append(f"{path}:{number}: not a turn or a line: {line[:60]}")
        return
    sections[-1].rows.append((number, "C" if match[1] == "C:" else "A", match[2]))


def _utterances(
    path: Path, about: dict[str, str], section: _Section, faults: list[str]
) -> Iterator[Utterance]:
    ours = [row for row in section.rows if row[1] == "A"]
    before, turn = "", -1
    for number, who, words in section.rows:
        try:
            text, marks = parse(words)
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}: {words[:60]}")
            continue
        if who == "C":
            before = text
            faults += [f"{path}:{number}: a customer's words are never marked"] if marks else []
            continue
        turn += 1
        placed = section.kind == DIALOGUE
        yield Utterance(
            text=text,
            marks=marks,
            language=_language_of(path),
            dialect=about["dialect"],
            trade=about["trade"],
            kind=section.kind,
            asr=section.asr,
            file="/".join(path.parts[-3:]),
            line=number,
            before=before,
            turn=turn if placed else None,
            turns_left=len(ours) - turn - 1 if placed else None,
            title=section.title,
        )
        before = ""


def _language_of(path: Path) -> Language:
    return Language.AR if "ar" in path.parts else Language.EN


if __name__ == "__main__":
    import sys

    from qa.learned.counting import main

    sys.exit(main(sys.argv[1:]))
