"""What stands around an anchor: a negation, a quotation, somebody else's words."""

import re
from dataclasses import dataclass

from qa.acts.clauses import clause_around, sentence_around, trimmed
from qa.acts.reading import Hit, Line, Reading
from qa.lexicon import Lexicon, WordLists
from qa.model import Act, Finding, Speaker

# How sure an act must be to count without a person; an insult zeroes the score, so it needs most.
DECIDED_AT = {Act.FORBIDDEN: 0.7, Act.EMPATHY: 0.6}
DECIDED_FROM = 0.6
INSULT_DECIDED_AT = 0.8
WEAK_SEGMENT = 0.5  # mean word probability under which what was written may not be what was said
DOUBT = 0.5  # what is left of a finding's confidence where speaker or words are not sure

# What only the one who answers the phone says; it tells the speaker where nothing else does.
_ONLY_AGENTS_SAY = frozenset(
    {Act.COMPANY, Act.OFFER_HELP, Act.VERIFICATION, Act.ANYTHING_ELSE, Act.ACCOUNT_FACT}
)
_NEGATION_REACH = 4  # words
_AROUND_REACH = 12  # words of a whole clause
_BREATH = 1_000  # characters
_WORD = re.compile(r"[\w']+")


def stands(hit: Hit, line: Line) -> bool:
    """Does what the rule asks for stand in the sentence, and what it forbids not?"""
    rule = hit.rule
    if not rule.conditional:
        return True
    start, end = sentence_around(line.text, hit.start, hit.end)
    sentence = line.text[start:end]
    return bool(
        rule.needs.search(sentence)
        and not rule.unless.search(sentence)
        and not rule.unless_turn.search(line.text)
    )


def negated(hit: Hit, line: Line, lexicon: Lexicon, *, reach: int = _NEGATION_REACH) -> bool:
    """Is one of the few words before the anchor, in its own clause, a negation?"""
    return denied(line.text, hit.start, hit.end, lexicon, reach=reach)


def denied(text: str, start: int, end: int, lexicon: Lexicon | WordLists, *, reach: int) -> bool:
    """Is one of the few words before a place, in its own clause, a negation?"""
    clause, _ = clause_around(text, start, end)
    said = lexicon.patterns["emphasis"].sub(" ", text[clause:start])
    return any(negates(word, lexicon) for word in _WORD.findall(said)[-reach:])


def negates(word: str, lexicon: Lexicon | WordLists) -> bool:
    """Is it a negation, or a verb that carries one («مقدرش»)?"""
    denies = word in lexicon.words["negations"]
    return denies or bool(lexicon.patterns["negated_verb"].search(word))


def quoted(hit: Hit, line: Line, lexicon: Lexicon) -> bool:
    """Does the anchor stand inside quotation marks or after a word such as "he said"?"""
    return in_quotation_marks(line.text, hit.start) or reported(hit, line, lexicon)


def reported(hit: Hit, line: Line, lexicon: Lexicon) -> bool:
    """Is the anchor what somebody else is told to have said?"""
    return _told(line, (hit.start, hit.end), lexicon)


def quoted_at(line: Line, place: tuple[int, int], lexicon: Lexicon) -> bool:
    """As `quoted`, for a place that no rule has found."""
    return in_quotation_marks(line.text, place[0]) or _told(line, place, lexicon)


def _told(line: Line, place: tuple[int, int], lexicon: Lexicon) -> bool:
    start, _ = sentence_around(line.text, *place)
    return bool(lexicon.patterns["reported"].search(line.text[start : place[0]]))


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a place in a line: somebody else's words, a negation, another way."""

    quoted: bool
    negated: bool
    alternative: bool


def around(reading: Reading, line: Line, span: tuple[int, int]) -> Around:
    """What takes an accusation back, looked for around any place."""
    start, end = span
    sentence, _ = sentence_around(line.text, start, end)
    patterns = reading.lexicon.patterns
    rest = breath_after(reading, line, end)
    return Around(
        quoted=in_quotation_marks(line.text, start)
        or bool(patterns["reported"].search(line.text[sentence:end])),
        negated=denied(line.text, end, end, reading.lexicon, reach=_AROUND_REACH),
        alternative=bool(patterns["alternative"].search(f"{line.text[:start]} … {rest}")),
    )


def breath_after(reading: Reading, line: Line, end: int) -> str:
    """What the same speaker goes on to say, as far as it belongs to what was said there."""
    rest = line.text[end : end + _BREATH]
    for other in reading.rest_of_turn(line)[1:]:
        if len(rest) >= _BREATH:
            break
        rest = f"{rest} {other.text[:_BREATH]}"
    return rest


def found(hit: Hit, line: Line, reason: str = "", confidence: float | None = None) -> Finding:
    """The finding a hit makes, over the sentence it stands in."""
    span = sentence_around(line.text, hit.start, hit.end)
    sure = hit.rule.confidence if confidence is None else confidence
    return finding(line, hit.rule.act, span, sure, category=hit.rule.category, reason=reason)


def finding(
    line: Line,
    act: Act,
    span: tuple[int, int],
    confidence: float,
    *,
    category: str | None = None,
    reason: str = "",
) -> Finding:
    """A finding at offsets of the folded text, told in those of the written text."""
    start, end = line.folded.span(*trimmed(line.text, span))
    sure = _doubted(confidence, act, line)
    return Finding(
        act=act,
        segment=line.segment.index,
        start=start,
        end=end,
        quote=line.segment.text[start:end],
        confidence=sure,
        decided=sure >= _decided_at(act, category),
        category=category,
        reason=reason,
    )


def _decided_at(act: Act, category: str | None) -> float:
    return INSULT_DECIDED_AT if category == "insult" else DECIDED_AT.get(act, DECIDED_FROM)


def _doubted(confidence: float, act: Act, line: Line) -> float:
    return min(confidence, DOUBT) if doubtful(act, line) else confidence


def doubtful(act: Act, line: Line) -> bool:
    """Is it uncertain what was said in this line, or who said it?"""
    heard = line.segment.confidence
    weak = heard is not None and heard < WEAK_SEGMENT
    unknown = line.segment.speaker is Speaker.UNKNOWN and act not in _ONLY_AGENTS_SAY
    return weak or unknown


def in_quotation_marks(text: str, position: int) -> bool:
    """Is a quotation open at this position?"""
    before = text[:position]
    if before.count('"') % 2 and '"' in text[position:]:
        return True
    opened = max(before.rfind(mark) for mark in "«“")
    return opened > max(before.rfind(mark) for mark in "»”")
