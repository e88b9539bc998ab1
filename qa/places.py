"""One place of a call as an explanation tells it: phrases, weighed words, near examples."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from qa.acts.against import against_finding
from qa.acts.clauses import clause_around, trimmed
from qa.acts.context import DECIDED_AT, DECIDED_FROM, INSULT_DECIDED_AT
from qa.acts.opening import LATE
from qa.acts.reading import Hit, Line, Reading
from qa.explanation import Against, Example, Layer, Place, Span, WordWeight
from qa.findings import find
from qa.learned.candidates import JOINED, Candidate, candidates
from qa.learned.contributions import contributions, has_weights
from qa.learned.examples import ANY_FORBIDDEN, LEARNED
from qa.learned.features import words_of
from qa.learned.guards import ALONE_AT
from qa.learned.joining import LEARNED as HEARD
from qa.learned.joining import RULE, category_of, file_of, joining_of
from qa.learned.nearest import Neighbour, nearest
from qa.learned.scorer import scorer_of
from qa.model import Act, Evidence, Finding, Language, Segment, Speaker, Transcript
from qa.normalise import fold

_GREETING = {
    Language.AR: "السلام عليكم ورحمة الله",
    Language.EN: "Good morning, how can I help you?",
}
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
        needed=_needed_for(finding, reading.lexicon.language),
        confidence=finding.confidence,
        layers=layers,
        phrases=phrases,
        against=against_finding(reading, line, finding),
    )
    learned = Layer.LEARNED in layers or not finding.decided
    return _with_learned(reading, line, place) if learned else place


def ruled_out(reading: Reading, line: Line, hit: Hit, against: tuple[Against, ...]) -> Place:
    """A listed phrase that did not count, in its clause."""
    act, category = hit.rule.act, hit.rule.category
    return Place(
        act=act,
        category=category,
        evidence=_evidence(line, line.folded.span(*clause_around(line.text, hit.start, hit.end))),
        decided=False,
        needed=needed(reading.lexicon.language, act, category),
        layers=(Layer.PHRASE,),
        phrases=(line.folded.span(hit.start, hit.end),),
        against=against or (Against("weighed_less"),),
    )


def nearest_by_learning(
    reading: Reading, lines: Sequence[Line], names: Sequence[str]
) -> Iterator[Place]:
    """What the joined layers took most for one of the acts in lines where nothing was found."""
    language = reading.lexicon.language
    if not is_learned(language):
        return
    found = [
        (joining_of(language).acts[candidate.act].probability(candidate.features), candidate)
        for candidate in candidates(reading, (), scorer_of(language))
        if candidate.line in lines and _name(reading, candidate) in names
    ]
    sure, best = max(found, key=lambda one: one[0], default=(0.0, None))
    if best and sure >= _WORTH_TELLING:
        yield _near_place(reading, best, sure)


@cache
def is_learned(language: Language) -> bool:
    """Whether the learned layer has a say in this language: asked of the engine itself."""
    if not (has_weights(language) and file_of(language).is_file()):
        return False
    greeting = Segment(0, Speaker.AGENT, _GREETING[language])
    return any(HEARD in found.layers for found in find(Transcript((greeting,), language)))


def needed(language: Language, act: Act, category: str | None) -> float:
    """How sure an act must be to count without a person."""
    if act in JOINED and category != LATE and is_learned(language):
        return joining_of(language).acts[act].decided_at
    return INSULT_DECIDED_AT if category == "insult" else DECIDED_AT.get(act, DECIDED_FROM)


def _needed_for(finding: Finding, language: Language) -> float:
    """As `needed`; less where a rule decided alone, more where no rule names it."""
    joined = needed(language, finding.act, finding.category)
    if finding.decided and finding.confidence < joined:
        return INSULT_DECIDED_AT
    alone = RULE not in finding.layers and finding.category != LATE
    return max(joined, ALONE_AT.get(finding.act, 0.0)) if alone else joined


def _name(reading: Reading, candidate: Candidate) -> str:
    """The act as the bank names it: forbidden language and holds by their likeliest kind."""
    if candidate.act is Act.FORBIDDEN:
        joining = joining_of(reading.lexicon.language)
        return f"forbidden.{category_of(candidate, joining.rule_category)}"
    if candidate.act is Act.HOLD:
        return max(("hold.good", "hold.bad"), key=lambda name: candidate.scores[name])
    return candidate.act.value


def _near_place(reading: Reading, candidate: Candidate, sure: float) -> Place:
    line, category = candidate.line, _name(reading, candidate).partition(".")[2] or None
    place = Place(
        act=candidate.act,
        category=category,
        evidence=_evidence(line, line.folded.span(*trimmed(line.text, candidate.span))),
        decided=False,
        needed=needed(reading.lexicon.language, candidate.act, category),
        confidence=sure,
        layers=(Layer.LEARNED,),
        against=(Against("weighed_less"),),
    )
    return _with_learned(reading, line, place)


def _with_learned(reading: Reading, line: Line, place: Place) -> Place:
    """With what each word weighs and the nearest lines of the bank."""
    if not is_learned(reading.lexicon.language):
        return place
    span = (place.evidence.start, place.evidence.end)
    kind = f"{place.act}.{place.category}"
    name = kind if kind in LEARNED else place.act.value
    # Whether it is forbidden language at all is decided first, of which kind only then.
    decides = ANY_FORBIDDEN if place.act is Act.FORBIDDEN else name
    return replace(
        place,
        words=_words(reading, line, span, decides),
        examples=_examples(reading, line, span, name),
    )


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
    if finding.own_phrase is not None:
        return (Layer.OWN,)
    layers = (_rule_layer(finding, phrases),) if RULE in finding.layers else ()
    return (*layers, Layer.LEARNED) if HEARD in finding.layers else layers


def _rule_layer(finding: Finding, phrases: tuple[Span, ...]) -> Layer:
    if phrases:
        return Layer.PHRASE
    return Layer.PLACE if finding.act is Act.COMPANY else Layer.RULE


def _words(reading: Reading, line: Line, span: Span, learned: str) -> tuple[WordWeight, ...]:
    start, end = _folded(line, span)
    weighed = contributions(line.text[start:end], learned, reading.lexicon.language)
    return tuple(
        WordWeight(*line.folded.span(one.word.start + start, one.word.end + start), one.weight)
        for one in weighed
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
