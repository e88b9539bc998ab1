"""The opening: salutation, company, the agent's own name, offer of help.

Confidence: a listed phrase in the agent's first three turns 0.95 (the lexicon's own where a phrase
is weaker); a name that follows an introduction 0.9; a company known by an introduction or a word
such as "bank" 0.9, one known only by its place between greeting and name 0.65.
"""

import re
from collections.abc import Iterator

from qa.acts.clauses import Span, clause_around
from qa.acts.context import finding, stands
from qa.acts.reading import Hit, Line, Reading
from qa.language import tokens
from qa.model import Act, Channel, Finding

NAME_CONFIDENCE = 0.9
COMPANY_CONFIDENCE = 0.9
BY_PLACE_CONFIDENCE = 0.65
LATE = "late"  # the category of a name given after the opening
_LONGEST_COMPANY = 7  # words
_LONGEST_BARE_OPENING = 5  # words of a first line that is a company and nothing else
_WORD = re.compile(r"[^\W_](?:[\w']*[^\W_])?")


def find(reading: Reading) -> Iterator[Finding]:
    """What the opening holds, and a name that comes only after it."""
    for line in reading.opening:
        yield from _listed(line, Act.SALUTATION)
        yield from _listed(line, Act.OFFER_HELP)
    yield from _company(reading)
    yield from _names(reading)


def _listed(line: Line, act: Act) -> Iterator[Finding]:
    for hit in line.hits_of(act):
        if stands(hit, line):
            span = clause_around(line.text, hit.start, hit.end)
            yield finding(line, act, span, hit.rule.confidence)


def _names(reading: Reading) -> Iterator[Finding]:
    opening = {line.segment.index for line in reading.opening}
    for line in reading.agent_lines:
        late = None if line.segment.index in opening or _is_mail(reading) else LATE
        for start, end in _own_names(reading, line):
            yield finding(line, Act.AGENT_NAME, (start, end), NAME_CONFIDENCE, category=late)


def _is_mail(reading: Reading) -> bool:
    """A mail's name stands in its signature."""
    return reading.channel is Channel.EMAIL


def _own_names(reading: Reading, line: Line) -> Iterator[Span]:
    """Introductions with a name after them ("my name is Priya") or before ("Priya speaking")."""
    for hit in line.hits_of(Act.AGENT_NAME):
        if not stands(hit, line):
            continue
        name = _word_before(line, hit) if hit.rule.category == "after" else _word_after(line, hit)
        known = reading.lexicon.patterns["name_all_the_same"].match(line.text[hit.start :])
        if name and (known or _is_name(reading, line, name)):
            yield min(hit.start, name[0]), max(hit.end, name[1])


def _word_after(line: Line, hit: Hit) -> Span | None:
    match = _WORD.search(line.text, hit.end)
    gap = line.text[hit.end : match.start()] if match else "."
    return match.span() if match and not set(gap) & set(".?!؟،") else None


def _word_before(line: Line, hit: Hit) -> Span | None:
    words = list(_WORD.finditer(line.text, 0, hit.start))
    return words[-1].span() if words else None


def _is_name(reading: Reading, line: Line, place: Span) -> bool:
    """A word that is no function or business word, and written with a capital where others are."""
    word = line.text[place[0] : place[1]]
    words = reading.lexicon.words
    if word in words["not_names"] or word in words["business"] or word.isdigit():
        return False
    following = _WORD.search(line.text, place[1])
    if following and following[0] in words["business"] and line.text[place[1]] == " ":
        return False
    return _capital_fits(line, place)


def _capital_fits(line: Line, place: Span) -> bool:
    written = line.segment.text
    start, _ = line.folded.span(*place)
    return written == written.lower() or written[start].isupper() or not written[start].isascii()


def _company(reading: Reading) -> Iterator[Finding]:
    introduced = [f for line in reading.opening for f in _introduced(reading, line)]
    yield from introduced
    if not introduced:
        yield from _by_place(reading)


def _introduced(reading: Reading, line: Line) -> Iterator[Finding]:
    """A company after "welcome to" or «معك شركة», or any name with a word such as "bank"."""
    for hit in line.hits_of(Act.COMPANY):
        known = hit.rule.category != "before"
        if stands(hit, line) and (known or _names_something(reading, line, hit)):
            span = clause_around(line.text, hit.start, hit.end)
            yield finding(line, Act.COMPANY, span, hit.rule.confidence)


def _names_something(reading: Reading, line: Line, hit: Hit) -> bool:
    """Is the introduction followed by a word that can be part of a company's name?"""
    following = _word_after(line, hit)
    if following is None:
        return False
    word = line.text[following[0] : following[1]]
    if word in reading.lexicon.words["not_companies"]:
        return False
    if hit.rule.needs.pattern or hit.rule.confidence > COMPANY_CONFIDENCE:
        return True
    return not any(place[0] <= following[0] < place[1] for place in _own_names(reading, line))


def _by_place(reading: Reading) -> Iterator[Finding]:
    """The words of the first turn that greeting, name and offer leave over."""
    for line in reading.opening:
        span = _left_over(reading, line) if line.turn == 0 else None
        if span:
            yield finding(line, Act.COMPANY, span, BY_PLACE_CONFIDENCE)
            return


def _left_over(reading: Reading, line: Line) -> Span | None:
    covered = [*_covered(reading, line)]
    words = [token.span() for token in tokens(line.text)]
    if not covered and (line.segment.index > 0 or len(words) > _LONGEST_BARE_OPENING):
        return None
    for run in _runs(reading, line, words, covered):
        if (covered or len(run) > 1) and len(run) <= _LONGEST_COMPANY:
            return run[0][0], run[-1][1]
    return None


def _covered(reading: Reading, line: Line) -> Iterator[Span]:
    for hit in line.hits:
        if hit.rule.act in (Act.SALUTATION, Act.OFFER_HELP):
            yield hit.start, hit.end
    yield from _own_names(reading, line)


def _runs(
    reading: Reading, line: Line, words: list[Span], covered: list[Span]
) -> Iterator[list[Span]]:
    """Stretches of words that may be a name: no mark, no function word, nothing known, between."""
    run: list[Span] = []
    for start, end in words:
        word = line.text[start:end]
        known = any(place[0] <= start < place[1] for place in covered)
        if known or not word[0].isalpha() or word in reading.lexicon.words["not_companies"]:
            if run:
                yield run
            run = []
        else:
            run.append((start, end))
    if run:
        yield run
