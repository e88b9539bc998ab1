"""Lines to a transcript: whose line each is, in order of time, within the limits."""

import re
from collections import Counter
from dataclasses import replace
from itertools import dropwhile

from qa.errors import FileRefused
from qa.importers.decoding import clean
from qa.importers.labels import resolve_labels, speaker_named
from qa.importers.lines import MAX_LINE_LENGTH, MAX_LINES, Line
from qa.model import Segment, Speaker

_MAX_NAME_WORDS = 4
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")


def assemble(lines: tuple[Line, ...]) -> tuple[Segment, ...]:
    """The segments of a call; FileRefused where nothing is said or more than a call can hold."""
    own = _in_order(_joined(_with_own_labels(lines)))
    spoken = [replace(line, text=_tidy(line.text)) for line in own]
    spoken = [line for line in spoken if line.text]
    _check_size(spoken)
    speakers = resolve_labels(line.label for line in spoken)
    if {Speaker.AGENT, Speaker.CUSTOMER} <= set(speakers.values()):
        spoken = list(dropwhile(lambda line: not line.label, spoken))  # a title is nobody's words
    return tuple(_segment(index, line, speakers) for index, line in enumerate(spoken))


def _with_own_labels(lines: tuple[Line, ...]) -> list[Line]:
    """Names are labels where they are known or come back; "Note: " once is what somebody said."""
    uses = Counter(line.label for line in lines)
    is_label = {label: _is_label(label, uses[label]) for label in uses}
    return [
        line
        if not line.prefix or is_label[line.label]
        else replace(line, text=line.prefix + line.text, label="", prefix="", goes_on=True)
        for line in lines
    ]


def _is_label(label: str, uses: int) -> bool:
    return speaker_named(label) is not Speaker.UNKNOWN or (
        uses > 1 and len(label.split()) <= _MAX_NAME_WORDS
    )


def _joined(lines: list[Line]) -> list[Line]:
    """A line without a name goes on with the one before it, or is the same person's next line."""
    if not any(line.label for line in lines):
        return lines
    joined: list[list[Line]] = []
    for line in lines:
        if line.label or not joined:
            joined.append([line])
        elif line.goes_on and line.start_s is None:
            joined[-1].append(line)
        else:
            joined.append([replace(line, label=joined[-1][0].label)])
    return [replace(parts[0], text=" ".join(part.text for part in parts)) for parts in joined]


def _in_order(lines: list[Line]) -> list[Line]:
    if any(line.start_s is None for line in lines):
        return lines
    return sorted(lines, key=lambda line: line.start_s or 0.0)


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in clean(text).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _check_size(lines: list[Line]) -> None:
    if not lines:
        raise FileRefused("transcript_empty")
    if len(lines) > MAX_LINES:
        raise FileRefused("transcript_too_many_lines", limit=MAX_LINES)
    for line in lines:
        if len(line.text) > MAX_LINE_LENGTH:
            raise FileRefused("transcript_line_too_long", line=line.number)


def _segment(index: int, line: Line, speakers: dict[str, Speaker]) -> Segment:
    speaker = speakers.get(line.label, Speaker.UNKNOWN)
    return Segment(index, speaker, line.text, line.start_s, line.end_s, line.confidence)
