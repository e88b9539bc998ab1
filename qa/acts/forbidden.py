"""Forbidden language: insult, blame, flat refusal, unverified promise, slang, arguing.

Confidence is the lexicon's: an unmistakable phrase 0.9 and more; one that depends on tone 0.5 to
0.65, which a person decides. Words quoted from somebody else, negated ones, and a refusal with an
alternative in the same breath are none at all.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from qa.acts.clauses import clause_around
from qa.acts.context import breath_after, finding, negated, quoted, stands
from qa.acts.reading import Hit, Line, Reading
from qa.model import Act, Finding

# These phrases are denials themselves, so a "not" before them takes nothing away.
_DENIALS = frozenset({"refusal", "arguing"})
UNMISTAKABLE = 0.9


def find(reading: Reading) -> Iterator[Finding]:
    for line in reading.agent_lines:
        for hit in line.hits_of(Act.FORBIDDEN):
            if stands(hit, line) and not _excused(reading, line, hit):
                span = clause_around(line.text, hit.start, hit.end)
                yield finding(
                    line, Act.FORBIDDEN, span, hit.rule.confidence, category=hit.rule.category
                )


def unmistakable(reading: Reading, found: Iterable[Finding]) -> Iterator[Finding]:
    """The insults to the customer's face: they count in whatever tone the rest of a call is.

    Where the line tells what somebody said, how it sounds decides.
    """
    tells = reading.lexicon.patterns["tells"]
    for one in found:
        if one.category == "insult" and one.confidence >= UNMISTAKABLE:
            folded = reading.lines[one.segment].folded
            if not tells.search(folded.text, 0, bisect_left(folded.source, one.end)):
                yield one


def _excused(reading: Reading, line: Line, hit: Hit) -> bool:
    if quoted(hit, line, reading.lexicon):
        return True
    if hit.rule.category == "refusal" and _offers_instead(reading, line, hit):
        return True
    return hit.rule.category not in _DENIALS and negated(hit, line, reading.lexicon)


def _offers_instead(reading: Reading, line: Line, hit: Hit) -> bool:
    """Does the same breath hold another way: "I can't X, but I can Y"?"""
    rest = breath_after(reading, line, hit.end)
    before = line.text[: hit.start]
    alternative = reading.lexicon.patterns["alternative"]
    return bool(alternative.search(rest) or alternative.search(before))
