"""WebVTT and SubRip: blocks of lines, each with a time line and what was said."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from qa.errors import FileRefused
from qa.importers.clock import seconds
from qa.importers.lines import Line, Source
from qa.model import Channel

Block = list[tuple[int, str]]  # the numbered lines between two empty ones

_ARROW = "-->"
_VTT_ASIDE = ("WEBVTT", "NOTE", "STYLE", "REGION")
_VOICE = re.compile(r"<v(?:\.[^ \t<>]{0,200})?[ \t]+([^<>]{0,200})>")
_MARKUP = re.compile(r"</?(?:c|i|b|u|v|lang|ruby|rt|font)(?:[ .][^<>]{0,200})?>|<[\d:.]{1,20}>")
_SPOKEN_LABEL = re.compile(
    r"^(?:[-–>]+\s*)?(?:\[([^\]:]{1,40})\]:?|([^\s:<][^:<]{0,39}):)\s+(?=\S)"
)


def read_webvtt(text: str) -> Source:
    lines: list[Line] = []
    for block in _blocks(text):
        if _is_cue(block):
            lines += _cue(block, voices=True)
        elif not block[0][1].startswith(_VTT_ASIDE):
            raise FileRefused("transcript_unreadable", line=block[0][0])
    return Source(tuple(lines), Channel.VOICE)


def read_subrip(text: str) -> Source:
    lines: list[Line] = []
    for block in _blocks(text):
        if not _is_cue(block):
            raise FileRefused("transcript_unreadable", line=block[0][0])
        lines += _cue(block, voices=False)
    return Source(tuple(lines), Channel.VOICE)


def _blocks(text: str) -> Iterator[Block]:
    block: Block = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_cue(block: Block) -> bool:
    """A cue's time line is its first, or its second under a number or name."""
    return any(_ARROW in line for _, line in block[:2])


def _cue(block: Block, *, voices: bool) -> Iterator[Line]:
    at = 0 if _ARROW in block[0][1] else 1
    number, times = block[at]
    start_s, end_s = _times(times, number)
    said = " ".join(line for _, line in block[at + 1 :])
    parts = _by_voice(said) if voices else [("", said)]
    for label, words in parts:
        text = html.unescape(_MARKUP.sub("", words)).strip()
        if text:
            yield _labelled(Line(text, number, label=label, start_s=start_s, end_s=end_s))


def _times(line: str, number: int) -> tuple[float, float]:
    start, _, rest = line.partition(_ARROW)
    end = rest.split()[:1] or [""]
    start_s, end_s = seconds(start.strip(), number), seconds(end[0], number)
    if end_s < start_s:
        raise FileRefused("transcript_times", line=number)
    return start_s, end_s


def _by_voice(said: str) -> list[tuple[str, str]]:
    """The stretches of a cue by its voice tags; what stands before the first has no name."""
    pieces = _VOICE.split(said)
    named = list(zip(pieces[1::2], pieces[2::2], strict=True))
    return [("", pieces[0]), *named]


def _labelled(line: Line) -> Line:
    """A name before a colon, or in square brackets, as the label where no voice tag gave one."""
    spoken = None if line.label else _SPOKEN_LABEL.match(line.text)
    if spoken is None:
        return line
    label = (spoken[1] or spoken[2]).strip()
    return replace(line, text=line.text[spoken.end() :], label=label, prefix=spoken[0])
