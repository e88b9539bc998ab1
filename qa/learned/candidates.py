"""Places where an act may stand: what a rule found, what the learned scores point at, or both.

A candidate carries the numbers that the joining model weighs (FEATURES), so that training and
judging see the same ones.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from qa.acts.clauses import trimmed
from qa.acts.context import Around, around
from qa.acts.reading import OPENING_LINES, OPENING_TURNS, Line, Reading
from qa.learned.examples import ANY_FORBIDDEN
from qa.learned.scorer import Scored, Scorer
from qa.model import Act, Finding

FEATURES = (
    "whole", "part", "rule", "rule_elsewhere", "agreement", "words", "first_turn", "last_turns",
    "quoted", "negated", "alternative", "asks", "behind_best", "is_best",
    "other_forbidden", "next_forbidden", "other_empathy", "next_empathy",
)  # fmt: skip
CONTEXT = slice(FEATURES.index("quoted"), FEATURES.index("alternative") + 1)
OPENING_ACTS = (Act.SALUTATION, Act.COMPANY, Act.AGENT_NAME, Act.OFFER_HELP)
CLOSING_ACTS = (Act.SUMMARY, Act.ANYTHING_ELSE, Act.THANKS, Act.FAREWELL)
ANYWHERE_ACTS = (Act.VERIFICATION, Act.EMPATHY, Act.FORBIDDEN, Act.HOLD)
JOINED = (*OPENING_ACTS, *ANYWHERE_ACTS, *CLOSING_ACTS)
LAST_TURNS = {Act.SUMMARY: 4, Act.ANYTHING_ELSE: 6, Act.THANKS: 4, Act.FAREWELL: 3}
_FLOOR = -3.0  # log-odds of a part under which it is no candidate
_MOST_PER_LINE = 3
_QUIET = -3.0  # log-odds of a line that does not sound like an act at all
_RULE_LOUDNESS = 2.0
_LEAST_WHOLE = -3.0  # a long line is full of what is not the act
_NOTHING_AROUND = Around(quoted=False, negated=False, alternative=False)
_OF_KINDS = (Act.FORBIDDEN, Act.HOLD)
_LIMIT = 8.0  # scores beyond say nothing more

Span = tuple[int, int]
# Can anything around a place still make it the act? Asked of its features without the context.
Worth = Callable[[Act, Sequence[float]], bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in a line's folded text; `rule` is what a rule found there, if one did."""

    act: Act
    line: Line
    span: Span
    features: tuple[float, ...]
    rule: Finding | None
    scores: Mapping[str, float]  # of each learned act here, mean of the part and the whole line;
    # only where an act has several kinds


@dataclass(frozen=True, slots=True)
class _Place:
    span: Span
    part: int
    rule: Finding | None


@dataclass(frozen=True, slots=True)
class _Heard:
    """One line: its scores, the best of each act among its parts, and where its parts stand."""

    acts: tuple[str, ...]
    scored: Scored
    rules: Mapping[Act, Sequence[Finding]]
    best: Sequence[float]
    spans: Sequence[Span]
    around: dict[Span, Around]  # what was looked at already

    def loudness(self, act: Act) -> float:
        """How much the line as a whole sounds like an act, by both layers."""
        column = _column(self.acts, act, self.best)
        rule = max((finding.confidence for finding in self.rules.get(act, ())), default=0.0)
        return (float(self.scored.whole[column]) + self.best[column]) / 2 + _RULE_LOUDNESS * rule


def candidates(
    reading: Reading, ruled: Sequence[Finding], scorer: Scorer, worth: Worth | None = None
) -> Iterator[Candidate]:
    """Every candidate of every agent's line that is worth it, in the order of the call."""
    heard = _heard(reading, ruled, scorer)
    tones = _tones(heard)
    for line in reading.agent_lines:
        here = heard.get(line.segment.index)
        if here:
            tone = tones[line.segment.index]
            for act in JOINED:
                column = _column(here.acts, act, here.best)
                loud = bool(here.rules.get(act)) or here.best[column] > _FLOOR
                if loud and may_stand(line, act):
                    found = _candidates(reading, line, act, (here, tone), worth)
                    yield from found


def _heard(reading: Reading, ruled: Sequence[Finding], scorer: Scorer) -> dict[int, _Heard]:
    rules: dict[int, dict[Act, list[Finding]]] = {}
    for finding in ruled:
        rules.setdefault(finding.segment, {}).setdefault(finding.act, []).append(finding)
    lines = reading.agent_lines
    scores = scorer.score_all(line.text for line in lines)
    return {
        (index := line.segment.index): _Heard(
            acts=scorer.acts,
            scored=scored,
            rules=rules.get(index, {}),
            best=scored.parts.max(axis=0).tolist(),
            spans=[scored.place(part) for part in range(len(scored.stretches))],
            around={},
        )
        for line, scored in zip(lines, scores, strict=True)
        if scored
    }


def _tones(heard: Mapping[int, _Heard]) -> dict[int, tuple[float, ...]]:
    """For each line, the two loudest other lines of each act that colours a whole call."""
    tones: dict[int, tuple[float, ...]] = dict.fromkeys(heard, ())
    for act in (Act.FORBIDDEN, Act.EMPATHY):
        loud = sorted(((here.loudness(act), index) for index, here in heard.items()), reverse=True)
        for index in heard:
            others = [max(_QUIET, value) for value, other in loud[:3] if other != index][:2]
            tones[index] += (*others, *[_QUIET] * (2 - len(others)))
    return tones


def may_stand(line: Line, act: Act) -> bool:
    """Greetings belong to the opening, farewells to the end."""
    if act in OPENING_ACTS:
        return line.turn < OPENING_TURNS and line.ordinal < OPENING_LINES
    if act in CLOSING_ACTS:
        return line.turn_from_end >= -LAST_TURNS[act] and line.ordinal > 0
    return True


def _candidates(
    reading: Reading,
    line: Line,
    act: Act,
    here: tuple[_Heard, tuple[float, ...]],
    worth: Worth | None,
) -> Iterator[Candidate]:
    heard, tone = here
    column = _column(heard.acts, act, heard.best)
    scores = heard.scored.parts[:, column].tolist()
    whole, best = float(heard.scored.whole[column]), heard.best[column]
    places = _places(line, scores, heard.spans, heard.rules.get(act, ()))
    for place in places:
        elsewhere = max(
            (other.rule.confidence for other in places if other.rule and other is not place),
            default=0.0,
        )
        said = whole, scores[place.part], elsewhere, best
        bare = (*_features(line, place, said, _NOTHING_AROUND), *tone)
        if worth and not worth(act, bare):
            continue
        context = _around(reading, line, place.span, heard)
        yield Candidate(
            act=act,
            line=line,
            span=place.span,
            features=(*_features(line, place, said, context), *tone),
            rule=place.rule,
            scores=_scores(heard, place) if act in _OF_KINDS else {},
        )


def _places(
    line: Line, scores: Sequence[float], spans: Sequence[Span], rules: Sequence[Finding]
) -> list[_Place]:
    """The rules' places with the best part on each; then the best parts that lie elsewhere."""
    order = sorted(range(len(scores)), key=lambda part: -scores[part])
    places = []
    for rule in rules:
        span = _in_folded(line, rule)
        on_it = next((part for part in order if _overlap(spans[part], span)), order[0])
        places.append(_Place(span, on_it, rule))
    for part in order:
        if len(places) >= _MOST_PER_LINE or scores[part] <= _FLOOR:
            break
        if not any(_overlap(spans[part], place.span) for place in places):
            places.append(_Place(trimmed(line.text, spans[part]), part, None))
    return places


def _around(reading: Reading, line: Line, span: Span, heard: _Heard) -> Around:
    """Several acts may be looked for at one place."""
    if span not in heard.around:
        heard.around[span] = around(reading, line, span)
    return heard.around[span]


def _features(
    line: Line, place: _Place, scores: tuple[float, float, float, float], context: Around
) -> tuple[float, ...]:
    whole, part, elsewhere, best = scores
    rule = place.rule.confidence if place.rule else 0.0
    start, end = place.span
    return (
        max(_LEAST_WHOLE, _limited(whole)),
        _limited(part),
        rule,
        elsewhere,
        rule * _limited((whole + part) / 2),
        log(len(line.text[start:end].split()) + 1),
        float(line.turn == 0),
        float(line.turn_from_end >= -2),
        float(context.quoted),
        float(context.negated),
        float(context.alternative),
        float(line.text[start : end + 1].rstrip().endswith(("?", "؟"))),
        _limited(part - best),
        float(part == best),
    )


def _scores(heard: _Heard, place: _Place) -> dict[str, float]:
    part = heard.scored.parts[place.part]
    mean = (heard.scored.whole + part) / 2
    return dict(zip(heard.acts, map(float, mean), strict=True))


def _in_folded(line: Line, rule: Finding) -> Span:
    source = line.folded.source
    return bisect_left(source, rule.start), bisect_left(source, rule.end)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _limited(score: float) -> float:
    return max(-_LIMIT, min(_LIMIT, score))


def _column(acts: tuple[str, ...], act: Act, best: Sequence[float]) -> int:
    good, bad = _columns(acts, act)
    return good if best[good] > best[bad] else bad


@cache
def _columns(acts: tuple[str, ...], act: Act) -> tuple[int, int]:
    """Where the scores of an act stand; a hold's are those of the kind that it sounds most like."""
    if act is Act.HOLD:
        return acts.index("hold.good"), acts.index("hold.bad")
    column = acts.index(ANY_FORBIDDEN if act is Act.FORBIDDEN else act.value)
    return column, column
