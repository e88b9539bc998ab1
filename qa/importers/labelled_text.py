"""Plain text: "Agent: …", «الموظف: …», chat logs with names and times of day."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qa.importers.clock import CLOCK, seconds
from qa.importers.lines import Line, Source
from qa.model import Channel

_LATEST_START_S = 300.0  # a reading above this on the first line is a time of day

_DATE = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?[ T]+)?"
_HALF_DAY = r"(?:\s?(?:[AaPp]\.?[Mm]\.?|[صم](?=[\s\]-])))?"
_TIME = re.compile(rf"[\[(]?({_DATE})({CLOCK})({_HALF_DAY})[\])]?\s*(?:[-–—|]\s*)?")
_LABEL = re.compile(
    rf"([^\W\d_][^:：\n.!?؟،,;«»\"]{{0,39}}?)\s*(?:[\[(]({CLOCK})[\])])?\s*(?:[:：](?!//)|\t)\s*"
)
_HEADING = re.compile(rf"([^\W\d_][^:：\n.!?؟،,;«»\"]{{0,39}}?)\s+[\[(]?({CLOCK})[\])]?\s*$")
_BOLD_LABEL = re.compile(r"\*\*([^*:\n]{1,40}):?\*\*:?")
_BULLET = re.compile(r"^(?:[-*•#>]+\s+)?")


def read_labelled_text(text: str) -> Source:
    numbered = enumerate(_BOLD_LABEL.sub(r"\n\1: ", text).split("\n"), start=1)
    lines = [_read_line(line.strip(), number) for number, line in numbered if line.strip()]
    lines = list(_with_times_above(lines))
    if _has_times_of_day(lines):
        timed = [_without_time(line) for _, line in lines]
        return Source(tuple(timed), Channel.CHAT)
    return Source(tuple(line for _, line in lines), Channel.VOICE)


def _read_line(written: str, number: int) -> tuple[bool, Line]:
    """The line, and whether its reading can only be a time of day."""
    written = _BULLET.sub("", written, count=1)
    time = _TIME.match(written)
    said = written[time.end() :] if time else written
    label = _LABEL.match(said) or _HEADING.match(said)
    clock = time[2] if time else label[2] if label else None
    start_s = seconds(clock, number) if clock else None
    of_day = bool(time and (time[1] or time[3]))
    if label is None:
        return of_day, Line(said, number, start_s=start_s, goes_on=time is None)
    prefix = "" if clock else label[0]  # a name beside a time is a name
    name, text = label[1].strip(), said[label.end() :]
    return of_day, Line(text, number, label=name, prefix=prefix, start_s=start_s)


def _with_times_above(lines: list[tuple[bool, Line]]) -> Iterator[tuple[bool, Line]]:
    """A time on a line of its own is that of the line below."""
    above: float | None = None
    for of_day, line in lines:
        if line.start_s is None and above is not None:
            line = replace(line, start_s=above, prefix="" if line.label else line.prefix)
        above = None if line.text or line.label else line.start_s
        yield of_day, line


def _has_times_of_day(lines: list[tuple[bool, Line]]) -> bool:
    readings = [line.start_s for _, line in lines if line.start_s is not None]
    if not readings:
        return False
    falls = any(later < earlier for earlier, later in pairwise(readings))
    return falls or readings[0] > _LATEST_START_S or any(of_day for of_day, _ in lines)


def _without_time(line: Line) -> Line:
    return replace(line, start_s=None)
