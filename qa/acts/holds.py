"""Requests to wait: good with permission asked or a reason given, bad without.

Confidence: an unmistakable request to wait 0.9; a word that is often no more than a filler
("one moment", «لحظة») 0.7 where it stands alone.
"""

from collections.abc import Iterator

from qa.acts.clauses import sentence_around
from qa.acts.context import finding, negated, quoted, stands
from qa.acts.reading import Hit, Line, Reading
from qa.model import Act, Channel, Finding

GOOD, BAD = "good", "bad"


def find(reading: Reading) -> Iterator[Finding]:
    if reading.channel is Channel.EMAIL:
        return
    for line in reading.agent_lines:
        for hit in line.hits_of(Act.HOLD):
            if not stands(hit, line) or quoted(hit, line, reading.lexicon):
                continue
            if not negated(hit, line, reading.lexicon):
                yield _request(reading, line, hit)


def _request(reading: Reading, line: Line, hit: Hit) -> Finding:
    category = GOOD if _is_polite(reading, line, hit) else BAD
    span = sentence_around(line.text, hit.start, hit.end)
    return finding(line, Act.HOLD, span, hit.rule.confidence, category=category)


def _is_polite(reading: Reading, line: Line, hit: Hit) -> bool:
    """Is permission asked, or a reason given, in the request's own breath?"""
    if hit.rule.category == GOOD:
        return True
    start, end = sentence_around(line.text, hit.start, hit.end)
    patterns = reading.lexicon.patterns
    if patterns["permission"].search(line.text[start:end]):
        return True
    return bool(patterns["hold_reason"].search(line.text))
