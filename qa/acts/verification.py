"""Verification asked for, and details of the account spoken.

Confidence of a request: an identifier (account number, date of birth, last four digits …) with an
asking word, or alone in a short line, 0.9; one that is only answered by digits 0.7; a booking or
order reference counts with the name (0.75), alone it is unsure (0.5).
"""

import re
from collections.abc import Iterator

from qa.acts.clauses import sentence_around
from qa.acts.context import finding, quoted, stands
from qa.acts.reading import Hit, Line, Reading
from qa.model import Act, Finding

REFERENCE = "reference"
_ASKED, _ANSWERED, _WITH_NAME, _ALONE = 0.9, 0.7, 0.75, 0.45
_SHORT = 9  # words of a line that is nothing but the question «رقم الهوية؟»
_DIGITS = re.compile(r"\d")


def find(reading: Reading) -> Iterator[Finding]:
    for line in reading.agent_lines:
        yield from _requests(reading, line)
        yield from _facts(line)


def _requests(reading: Reading, line: Line) -> Iterator[Finding]:
    for hit in line.hits_of(Act.VERIFICATION):
        if not stands(hit, line) or quoted(hit, line, reading.lexicon):
            continue
        sure = _confidence(reading, line, hit)
        if sure:
            span = sentence_around(line.text, hit.start, hit.end)
            yield finding(line, Act.VERIFICATION, span, sure, category=hit.rule.category)


def _confidence(reading: Reading, line: Line, hit: Hit) -> float:
    """How sure it is that this is a request for proof; 0 where it is none."""
    asked = _is_asked(reading, line, hit)
    if not asked and not _is_answered(reading, line):
        return 0
    if hit.rule.category == REFERENCE:
        return _WITH_NAME if _asks_name(reading, line) else _ALONE
    return _ASKED if asked else _ANSWERED


def _is_asked(reading: Reading, line: Line, hit: Hit) -> bool:
    start, end = sentence_around(line.text, hit.start, hit.end)
    sentence, patterns = line.text[start:end], reading.lexicon.patterns
    if patterns["telling"].search(sentence) or _DIGITS.search(line.text[hit.end : end]):
        return False
    short = len(sentence.split()) <= _SHORT and hit.start - start < 12
    return bool(short or "?" in sentence or "؟" in sentence or patterns["asking"].search(sentence))


def _is_answered(reading: Reading, line: Line) -> bool:
    answer = reading.answer_to(line)
    return answer is not None and bool(reading.lexicon.patterns["digits"].search(answer.text))


def _asks_name(reading: Reading, line: Line) -> bool:
    return bool(reading.lexicon.patterns["name"].search(line.text))


def _facts(line: Line) -> Iterator[Finding]:
    for hit in line.hits_of(Act.ACCOUNT_FACT):
        if stands(hit, line):
            span = sentence_around(line.text, hit.start, hit.end)
            yield finding(line, Act.ACCOUNT_FACT, span, hit.rule.confidence)
