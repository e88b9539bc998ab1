"""One place of a call as an explanation tells it: phrases, weighed words, near examples."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import exp

from qa.acts.against import against_finding
from qa.acts.clauses import clause_around, trimmed
from qa.acts.context import DECIDED_AT, DECIDED_FROM, INSULT_DECIDED_AT
from qa.acts.opening import BY_PLACE_CONFIDENCE
from qa.acts.reading import Hit, Line, Reading
from qa.explanation import Against, Example, Layer, Place, Span, WordWeight
from qa.learned.contributions import contributions, has_weights
from qa.learned.examples import LEARNED
from qa.learned.features import words_of
from qa.learned.nearest import Neighbour, nearest
from qa.learned.scorer import Scorer, scorer_of
from qa.model import Act, Evidence, Finding
from qa.normalise import fold

_WORTH_TELLING = 0.05  # the probability under which nothing came near


def place_of(reading: Reading, finding: Finding) -> Place:
    """A finding, with what heard it and what stands against it."""
    line, span = reading.lines[finding.segment], (finding.start, finding.end)
    phrases = _phrases(line, finding.act, span)
    layers = _layers(finding, phrases)
    place = Place(
        act=finding.act,
        category=finding.category,
        evidence=_evidence(line, span),
        decided=finding.decided,
        needed=needed(finding.act, finding.category),
        confidence=finding.confidence,
        layers=layers,
        phrases=phrases,
        against=against_finding(reading, line, finding),
    )
    learned = Layer.LEARNED in layers or not finding.decided
    return _with_learned(reading, line, place) if learned else place


def ruled_out(line: Line, hit: Hit, against: tuple[Against, ...]) -> Place:
    """A listed phrase that did not count, in its clause."""
    act, category = hit.rule.act, hit.rule.category
    return Place(
        act=act,
        category=category,
        evidence=_evidence(line, line.folded.span(*clause_around(line.text, hit.start, hit.end))),
        decided=False,
        needed=needed(act, category),
        layers=(Layer.PHRASE,),
        phrases=(line.folded.span(hit.start, hit.end),),
        against=against or (Against("weighed_less"),),
    )


def nearest_by_learning(
    reading: Reading, lines: Sequence[Line], acts: Sequence[str]
) -> Iterator[Place]:
    """The stretch of these lines that the learned layer takes most for one of the acts."""
    language = reading.lexicon.language
    if not has_weights(language):
        return
    scorer = scorer_of(language)
    learned = [act for act in acts if act in scorer.acts]
    best = max(
        (found for line in lines for act in learned for found in _scored(scorer, line, act)),
        key=lambda found: found[0],
        default=None,
    )
    if best and best[0] >= _WORTH_TELLING:
        yield _near_place(reading, *best)


def needed(act: Act, category: str | None) -> float:
    """How sure an act must be to count without a person."""
    return INSULT_DECIDED_AT if category == "insult" else DECIDED_AT.get(act, DECIDED_FROM)


def _scored(scorer: Scorer, line: Line, act: str) -> Iterator[tuple[float, Line, Span, str]]:
    """The best stretch of a line, by the mean of it and the whole line."""
    scored = scorer.score(line.text)
    if scored:
        column = scorer.acts.index(act)
        part = int(scored.parts[:, column].argmax())
        mean = (float(scored.parts[part, column]) + float(scored.whole[column])) / 2
        yield 1 / (1 + exp(-mean)), line, scored.place(part), act


def _near_place(
    reading: Reading, probability: float, line: Line, span: Span, learned: str
) -> Place:
    name, _, kind = learned.partition(".")
    act, category = Act(name), kind or None
    place = Place(
        act=act,
        category=category,
        evidence=_evidence(line, line.folded.span(*trimmed(line.text, span))),
        decided=False,
        needed=needed(act, category),
        confidence=probability,
        layers=(Layer.LEARNED,),
        against=(Against("weighed_less"),),
    )
    return _with_learned(reading, line, place)


def _with_learned(reading: Reading, line: Line, place: Place) -> Place:
    """With what each word weighs and the nearest lines of the bank."""
    span = (place.evidence.start, place.evidence.end)
    learned = _learned_name(place.act, place.category)
    return replace(
        place,
        words=_words(reading, line, span, learned),
        examples=_examples(reading, line, span, learned),
    )


def _learned_name(act: Act, category: str | None) -> str:
    kind = f"{act}.{category}"
    return kind if kind in LEARNED else act.value


def _evidence(line: Line, span: Span) -> Evidence:
    segment = line.segment
    return Evidence(
        segment=segment.index,
        start=span[0],
        end=span[1],
        quote=segment.text[slice(*span)],
        speaker=segment.speaker,
        start_s=segment.start_s,
        end_s=segment.end_s,
    )


def _phrases(line: Line, act: Act, span: Span) -> tuple[Span, ...]:
    """The listed phrases of an act inside a span, of those that overlap the longest."""
    found = {line.folded.span(hit.start, hit.end) for hit in line.hits_of(act)}
    inside = [one for one in found if one[0] < span[1] and span[0] < one[1]]
    kept: list[Span] = []
    for one in sorted(inside, key=lambda place: (place[0] - place[1], place)):
        if not any(one[0] < other[1] and other[0] < one[1] for other in kept):
            kept.append(one)
    return tuple(sorted(kept))


def _layers(finding: Finding, phrases: tuple[Span, ...]) -> tuple[Layer, ...]:
    if phrases:
        return (Layer.PHRASE,)
    by_place = finding.act is Act.COMPANY and finding.confidence <= BY_PLACE_CONFIDENCE
    return (Layer.PLACE,) if by_place else (Layer.LEARNED,)


def _words(reading: Reading, line: Line, span: Span, learned: str) -> tuple[WordWeight, ...]:
    start, end = _folded(line, span)
    weighed = contributions(line.text[start:end], learned, reading.lexicon.language)
    return tuple(
        WordWeight(*line.folded.span(one.word.start + start, one.word.end + start), one.weight)
        for one in (weighed.words if weighed else ())
    )


def _examples(reading: Reading, line: Line, span: Span, learned: str) -> tuple[Example, ...]:
    words = line.text[slice(*_folded(line, span))]
    found = nearest(words, learned, reading.lexicon.language)
    own = {word.text for word in words_of(words)}
    return tuple(_example(neighbour, own) for neighbour in found)


def _example(neighbour: Neighbour, own: set[str]) -> Example:
    folded = fold(neighbour.part.text)
    return Example(
        text=neighbour.part.text,
        is_act=neighbour.is_act,
        dialect=neighbour.part.utterance.dialect,
        common=tuple(
            folded.span(word.start, word.end) for word in words_of(folded.text) if word.text in own
        ),
    )


def _folded(line: Line, span: Span) -> Span:
    source = line.folded.source
    return bisect_left(source, span[0]), bisect_left(source, span[1])
