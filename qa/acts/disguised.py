"""Words in disguise, and marks that turn the direction of what is read.

A disguised insult is shown to a person wherever it stands (0.6); said to somebody in Latin letters
("ya 7mar") it is sure (0.9). The lexicon's rules read the plain word besides. Marks of direction
accuse nobody: they are a sign that the line should be looked at.
"""

import re
from collections.abc import Iterable, Iterator

from qa.acts.clauses import clause_around
from qa.acts.context import finding, quoted_at
from qa.acts.reading import Line, Reading
from qa.direction import controls
from qa.disguise import Disguised
from qa.model import Act, Finding

_SEEN, _SAID_TO = 0.6, 0.9
_ADDRESS = re.compile(
    r"\b(?:ya|en?ta|enti|inta|inti|anta|you|you're|youre|ur|u|يا|انت|انتي)\W+"
    r"(?:(?:are|r|such|so|a|an|really|just|all)\W+)*$"
)


def find(reading: Reading) -> Iterator[Finding]:
    for line in reading.agent_lines:
        yield from _words(line, reading)
    for line in reading.lines:
        yield from _marks(line)


def ruled(reading: Reading, found: Iterable[Finding]) -> Iterator[Finding]:
    """What a rule forbids in words that were disguised; nobody hides a word that is harmless."""
    for one in found:
        line = reading.lines[one.segment]
        places = (line.folded.span(word.start, word.end) for word in line.disguised)
        hidden = any(start < one.end and one.start < end for start, end in places)
        if one.act is Act.FORBIDDEN and hidden:
            yield one


def _words(line: Line, reading: Reading) -> Iterator[Finding]:
    for word in line.disguised:
        place = word.start, word.end
        said_to = _is_latin(word, line) and _said_to(word, line)
        if (word.listed.alone or said_to) and not quoted_at(line, place, reading.lexicon):
            span = clause_around(line.text, *place)
            sure, category = _SAID_TO if said_to else _SEEN, word.listed.category
            why = "reasons.disguised_word"
            yield finding(line, Act.FORBIDDEN, span, sure, category=category, reason=why)


def _is_latin(word: Disguised, line: Line) -> bool:
    """Was an Arabic word written in Latin letters?"""
    start, end = line.folded.span(word.start, word.end)
    return not word.listed.plain.isascii() and line.segment.text[start:end].isascii()


def _said_to(word: Disguised, line: Line) -> bool:
    return bool(_ADDRESS.search(line.text[: word.end - len(word.listed.plain)]))


def _marks(line: Line) -> Iterator[Finding]:
    for start, end in controls(line.segment.text):
        yield Finding(
            act=Act.TURNED,
            segment=line.segment.index,
            start=start,
            end=end,
            quote=line.segment.text[start:end],
            confidence=1.0,
            decided=False,
            reason="reasons.direction_turned",
        )
