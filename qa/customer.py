"""What the customer says that decides which criteria apply: trouble, a broken line.

Confidence is the lexicon's: harm or anger in so many words 0.85; a mere complaint such as "it does
not work" 0.5, which leaves empathy to a person where none was heard.
"""

from collections.abc import Iterator

from qa.clauses import sentence_around
from qa.context import finding, negated, stands
from qa.model import Act, Finding
from qa.reading import Reading

_LAST_LINES = 3


def find(reading: Reading) -> Iterator[Finding]:
    for line in reading.customer_lines:
        for hit in line.hits_of(Act.TROUBLE):
            if stands(hit, line) and not negated(hit, line, reading.lexicon):
                span = sentence_around(line.text, hit.start, hit.end)
                yield finding(line, Act.TROUBLE, span, hit.rule.confidence)
    yield from _cut_off(reading)


def _cut_off(reading: Reading) -> Iterator[Finding]:
    """Did the line break before the agent could close?"""
    for line in reading.lines[-_LAST_LINES:]:
        for hit in line.hits_of(Act.CUT_OFF):
            after = reading.lines[line.segment.index + 1 :]
            if stands(hit, line) and len(after) <= 1:
                span = sentence_around(line.text, hit.start, hit.end)
                yield finding(line, Act.CUT_OFF, span, hit.rule.confidence)
