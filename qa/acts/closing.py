"""The closing: summary, anything else, thanks, farewell, in the agent's last turns.

Confidence is the lexicon's: a listed phrase 0.95; "so …" as the start of a recap 0.6 to 0.7. Of
several, the last stands first, as a later one is the one meant.
"""

from collections.abc import Iterator

from qa.acts.clauses import clause_around, sentence_around
from qa.acts.context import finding, negated, stands
from qa.acts.reading import Hit, Line, Reading
from qa.model import Act, Finding

_LAST_TURNS = {Act.SUMMARY: 4, Act.ANYTHING_ELSE: 6, Act.THANKS: 4, Act.FAREWELL: 3}
_SHORTEST_RECAP = 5  # words


def find(reading: Reading) -> Iterator[Finding]:
    opening = {line.segment.index for line in reading.opening[:1]}
    for line in reading.closing:
        if line.segment.index in opening:
            continue
        for act, turns in _LAST_TURNS.items():
            if line.turn_from_end >= -turns:
                yield from _listed(reading, line, act)


def _listed(reading: Reading, line: Line, act: Act) -> Iterator[Finding]:
    for hit in line.hits_of(act):
        if not stands(hit, line) or (
            act is not Act.ANYTHING_ELSE and negated(hit, line, reading.lexicon)
        ):
            continue
        if act is Act.SUMMARY and not _recaps(line, hit):
            continue
        around = sentence_around if act is Act.SUMMARY else clause_around
        span = around(line.text, hit.start, hit.end)
        yield finding(line, act, span, hit.rule.confidence)


def _recaps(line: Line, hit: Hit) -> bool:
    """A recap says something and asks nothing."""
    start, end = sentence_around(line.text, hit.start, hit.end)
    sentence = line.text[start:end]
    return len(sentence.split()) >= _SHORTEST_RECAP and not set("?؟") & set(sentence)
