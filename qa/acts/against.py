"""What takes a phrase back, told piece by piece with the words of the call that do it.

The tests are those the rules themselves ask (qa/acts/context.py and each act's own file); here
each is asked alone, so that a person can be told which one it was.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from qa.acts.clauses import clause_around, sentence_around
from qa.acts.context import DOUBT, WEAK_SEGMENT, around, in_quotation_marks, negates
from qa.acts.reading import Hit, Line, Reading
from qa.explanation import Against
from qa.learned.candidates import OPENING_ACTS, may_stand
from qa.model import Act, Channel, Finding, Speaker

_DENIALS = frozenset({"refusal", "arguing"})  # a "not" before these takes nothing away
_NEVER_DENIED = frozenset({Act.ANYTHING_ELSE, Act.SALUTATION, Act.COMPANY, Act.OFFER_HELP,
                           Act.AGENT_NAME, Act.VERIFICATION, Act.ACCOUNT_FACT})  # fmt: skip
_QUOTABLE = frozenset({Act.FORBIDDEN, Act.EMPATHY, Act.HOLD, Act.VERIFICATION})
# Where a phrase of these alone makes no finding: a name, a question or a recap must be with it.
_INCOMPLETE = frozenset({Act.AGENT_NAME, Act.COMPANY, Act.VERIFICATION, Act.SUMMARY})
_NEGATION_REACH = 4  # words
_WORD = re.compile(r"[\w']+")


def against_phrase(reading: Reading, line: Line, hit: Hit) -> tuple[Against, ...]:
    """Everything for which a listed phrase did not count where it stands."""
    act = hit.rule.act
    found = [*_out_of_place(reading, line, act), *_surroundings(line, hit)]
    if act in _QUOTABLE:
        found += _quoted(reading, line, (hit.start, hit.end))
    if act not in _NEVER_DENIED and hit.rule.category not in {*_DENIALS, "negation_allowed"}:
        found += _denied(reading, line, (hit.start, hit.end))
    if hit.rule.category == "refusal":
        found += _alternative(reading, line, (hit.start, hit.end))
    return tuple(found)


def against_finding(reading: Reading, line: Line, finding: Finding) -> tuple[Against, ...]:
    """What stands against a finding that counts, or that would count if it were sure."""
    source = line.folded.source
    span = (bisect_left(source, finding.start), bisect_left(source, finding.end))
    found = list(_doubtful_words(line, finding))
    if finding.act in _QUOTABLE:
        found += _quoted(reading, line, span)
    if finding.act is Act.FORBIDDEN:
        if finding.category not in _DENIALS:
            found += _denied(reading, line, span)
        if finding.category == "refusal":
            found += _alternative(reading, line, span)
    if finding.category in ("reference", "late"):
        found.append(Against(finding.category))
    return tuple(found)


def _out_of_place(reading: Reading, line: Line, act: Act) -> Iterator[Against]:
    if not may_stand(line, act):
        yield Against("after_opening" if act in OPENING_ACTS else "before_closing")
    if act is Act.HOLD and reading.channel is Channel.EMAIL:
        yield Against("mail")


def _surroundings(line: Line, hit: Hit) -> Iterator[Against]:
    """What the rule forbids stands beside its phrase, or what it asks for does not."""
    start, end = sentence_around(line.text, hit.start, hit.end)
    for pattern, text, shift in (
        (hit.rule.unless, line.text[start:end], start),
        (hit.rule.unless_turn, line.text, 0),
    ):
        match = pattern.search(text)
        if match:
            yield Against("other_sense", _written(line, match.start() + shift, match.end() + shift))
            return
    if not hit.rule.needs.search(line.text[start:end]):
        yield Against("lacks")
    elif hit.rule.act in _INCOMPLETE:
        yield Against(f"bare_{hit.rule.act}")


def _quoted(reading: Reading, line: Line, span: tuple[int, int]) -> Iterator[Against]:
    if in_quotation_marks(line.text, span[0]):
        yield Against("in_marks")
        return
    start, _ = sentence_around(line.text, *span)
    match = reading.lexicon.patterns["reported"].search(line.text[start : span[0]])
    if match:
        yield Against("quoted", _written(line, start + match.start(), start + match.end()))


def _denied(reading: Reading, line: Line, span: tuple[int, int]) -> Iterator[Against]:
    clause, _ = clause_around(line.text, *span)
    said = reading.lexicon.patterns["emphasis"].sub(" ", line.text[clause : span[0]])
    for word in _WORD.findall(said)[-_NEGATION_REACH:]:
        if negates(word, reading.lexicon):
            at = line.text.rindex(word, clause, span[0])
            yield Against("negated", _written(line, at, at + len(word)))
            return


def _alternative(reading: Reading, line: Line, span: tuple[int, int]) -> Iterator[Against]:
    if around(reading, line, span).alternative:
        match = reading.lexicon.patterns["alternative"].search(line.text, span[1])
        yield Against("alternative", _written(line, *match.span()) if match else "")


def _doubtful_words(line: Line, finding: Finding) -> Iterator[Against]:
    heard = line.segment.confidence
    if heard is not None and heard < WEAK_SEGMENT:
        yield Against("weak")
    if line.segment.speaker is Speaker.UNKNOWN and finding.confidence <= DOUBT:
        yield Against("speaker")


def _written(line: Line, start: int, end: int) -> str:
    begin, stop = line.folded.span(start, end)
    return line.segment.text[begin:stop].strip()
