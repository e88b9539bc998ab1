"""What the customer says that decides which criteria apply: trouble, a broken line.

Confidence is the lexicon's: harm, loss or anger in so many words 0.7 and more. A mere complaint
such as "it does not work" has 0.5, which leaves empathy to a person where none was heard; with a
circumstance that makes it worse in the same sentence (an exam, a baby, medicine) it is trouble.
"""

from collections.abc import Iterator

from qa.acts.clauses import sentence_around
from qa.acts.context import finding, negated, stands
from qa.acts.reading import Hit, Line, Reading
from qa.model import Act, Finding

WORSENED = 0.65  # how sure a complaint is trouble where a circumstance makes it worse
_LAST_LINES = 3
_NEGATION_REACH = 2  # words; further back it denies something else: "it's not here and I'm upset"


def find(reading: Reading) -> Iterator[Finding]:
    for line in reading.customer_lines:
        yield from _trouble(reading, line)
    yield from _cut_off(reading)


def _trouble(reading: Reading, line: Line) -> Iterator[Finding]:
    hits = [hit for hit in line.hits_of(Act.TROUBLE) if _meant(reading, line, hit)]
    circumstances = [hit for hit in hits if hit.rule.category == "circumstance"]
    for hit in hits:
        if hit.rule.category == "circumstance":
            continue
        start, end = sentence_around(line.text, hit.start, hit.end)
        worse = any(start <= other.start < end for other in circumstances)
        asked = line.text[start:end].endswith(("?", "؟"))
        raised = WORSENED if worse and not asked else 0.0
        yield finding(line, Act.TROUBLE, (start, end), max(hit.rule.confidence, raised))


def _meant(reading: Reading, line: Line, hit: Hit) -> bool:
    return stands(hit, line) and not negated(hit, line, reading.lexicon, reach=_NEGATION_REACH)


def _cut_off(reading: Reading) -> Iterator[Finding]:
    """Did the line break before the agent could close?"""
    for line in reading.lines[-_LAST_LINES:]:
        for hit in line.hits_of(Act.CUT_OFF):
            after = reading.lines[line.segment.index + 1 :]
            if stands(hit, line) and len(after) <= 1:
                span = sentence_around(line.text, hit.start, hit.end)
                yield finding(line, Act.CUT_OFF, span, hit.rule.confidence)
