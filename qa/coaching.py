"""The coaching card: what went well with its quotes, and one thing to work on.

Pure and without spaCy, so that a card can be built anew wherever a reviewer's verdicts change it.
"""

from collections.abc import Collection, Iterable, Sequence

from qa.dialect import dialect_of
from qa.model import (
    CoachingCard,
    CriterionResult,
    Evidence,
    Focus,
    Segment,
    Speaker,
    Strength,
    Transcript,
    Verdict,
)
from qa.normalise import fold_text
from qa.phrasebook import Phrasebook, load_phrasebook
from qa.situation import at_the_end, situations
from qa.wordings import fitting, pick, register_of

MOST_STRENGTHS = 2
_AUTO_FAIL_WEIGHT = 100  # an auto-fail outweighs every other criterion
_FORBIDDEN = "reasons.forbidden_"
_TELLING_WORD = 4  # letters from which on a word that both say is no accident


def build_card(
    transcript: Transcript, results: Iterable[CriterionResult], said: Collection[str] = ()
) -> CoachingCard:
    """Up to two strengths and the one focus that weighs most; the same call, the same card.

    `said` are sentences of the agent's neighbouring cards, not said again where there are others.
    """
    listed = tuple(results)
    advised = advice(transcript, listed, said)
    return CoachingCard(
        language=transcript.language,
        dialect=dialect_of(transcript),
        strengths=_strengths(transcript, listed, said),
        focus=advised[0] if advised else None,
    )


def advice(
    transcript: Transcript, results: Iterable[CriterionResult], said: Collection[str] = ()
) -> tuple[Focus, ...]:
    """A better wording for everything that was surely not met, what weighs most first."""
    missed = [result for result in results if result.verdict is Verdict.NOT_MET]
    return tuple(
        _focus(transcript, result, said) for result in sorted(missed, key=_importance, reverse=True)
    )


def sentences(card: CoachingCard) -> frozenset[str]:
    """What a card says in words of its own."""
    praised = {strength.praise for strength in card.strengths}
    return frozenset(praised | {card.focus.try_saying} if card.focus else praised)


def _strengths(
    transcript: Transcript, results: tuple[CriterionResult, ...], said: Collection[str]
) -> tuple[Strength, ...]:
    """The most telling strengths there are; a greeting only where there is nothing better."""
    phrasebook = load_phrasebook(transcript.language)
    faulted = {e.segment for r in results if r.verdict is Verdict.NOT_MET for e in r.evidence}
    order = {check: place for place, check in enumerate(phrasebook.praise)}
    met = [r for r in results if r.verdict is Verdict.MET and r.criterion.check in order]
    shown = [
        Strength(
            criterion_id=result.criterion.criterion_id,
            skill_id=result.criterion.skill_id,
            evidence=best,
            praise=_praise(transcript, phrasebook, result.criterion.check, best, said),
        )
        for result in sorted(met, key=lambda result: order[result.criterion.check])
        if (best := _most_telling(transcript, result.evidence, faulted))
    ]
    return tuple(shown[:MOST_STRENGTHS])


def _most_telling(
    transcript: Transcript, found: Iterable[Evidence], faulted: Collection[int]
) -> Evidence | None:
    """Of the agent's words not faulted elsewhere: what takes up most of the customer's."""
    own = [e for e in found if e.speaker is not Speaker.CUSTOMER and e.segment not in faulted]

    def telling(evidence: Evidence) -> tuple[int, int]:
        heard = _words(" ".join(_customer_lines(transcript, evidence.segment)))
        return len(_words(evidence.quote) & heard), len(evidence.quote)

    return max(own, key=telling, default=None)


def _words(text: str) -> set[str]:
    return {word for word in fold_text(text).split() if len(word) >= _TELLING_WORD}


def _praise(
    transcript: Transcript,
    phrasebook: Phrasebook,
    check: str,
    evidence: Evidence,
    said: Collection[str],
) -> str:
    """Why these words were good, where they were said."""
    *earlier, last = ["", *_customer_lines(transcript, evidence.segment)]
    heard = situations(phrasebook, last, earlier)
    return pick(fitting(phrasebook.praise[check], heard, phrasebook, transcript), transcript, said)


def _focus(transcript: Transcript, result: CriterionResult, said: Collection[str]) -> Focus:
    phrasebook, language = load_phrasebook(transcript.language), transcript.language
    criterion, key = result.criterion, _key(result, phrasebook)
    agent_said = _said_by(Speaker.AGENT, result.evidence)
    customer_said = _said_by(Speaker.CUSTOMER, result.evidence)
    customer_said = customer_said or _heard_before(transcript, agent_said)
    agent_said = agent_said or _answered(transcript, customer_said)
    return Focus(
        criterion_id=criterion.criterion_id,
        skill_id=criterion.skill_id,
        title=phrasebook.titles.get(key, criterion.title[language]),
        try_saying=_better(transcript, key, customer_said, agent_said, said),
        why=phrasebook.why.get(key, criterion.why[language]),
        customer_said=customer_said,
        agent_said=agent_said,
    )


def _importance(result: CriterionResult) -> float:
    weight = _AUTO_FAIL_WEIGHT if result.criterion.auto_fail else result.criterion.weight
    return weight * (1.0 if result.confidence is None else result.confidence)


def _key(result: CriterionResult, phrasebook: Phrasebook) -> str:
    """What the advice is about: a kind of forbidden language, or the criterion's check."""
    kind = result.reason.removeprefix(_FORBIDDEN)
    return kind if kind in phrasebook.titles else result.criterion.check


def _better(
    transcript: Transcript,
    key: str,
    customer_said: Evidence | None,
    agent_said: Evidence | None,
    said: Collection[str],
) -> str:
    """A wording in the call's register for what the customer had said and how far the call was."""
    phrasebook = load_phrasebook(transcript.language)
    register = register_of(phrasebook, transcript)
    if key not in register.wordings:  # a check that the standard scorecard does not have
        return phrasebook.hints[dialect_of(transcript)].get(key, "")
    until = customer_said.segment if customer_said else len(transcript.segments)
    quote = customer_said.quote if customer_said else ""
    heard = situations(phrasebook, quote, _customer_lines(transcript, until))
    late = agent_said is not None and at_the_end(transcript, agent_said.segment)
    wordings = register.at_the_end.get(key) if late else None
    fit = fitting(wordings or register.wordings[key], heard, phrasebook, transcript)
    return pick(fit, transcript, said)


def _customer_lines(transcript: Transcript, until: int) -> list[str]:
    """What the customer had said before a segment."""
    return [s.text for s in transcript.segments[:until] if s.speaker is Speaker.CUSTOMER]


def _said_by(speaker: Speaker, found: Iterable[Evidence]) -> Evidence | None:
    """The first moment by this speaker; what may be either's counts as the agent's."""
    by_customer = speaker is Speaker.CUSTOMER
    return next((e for e in found if (e.speaker is Speaker.CUSTOMER) == by_customer), None)


def _heard_before(transcript: Transcript, moment: Evidence | None) -> Evidence | None:
    """The customer's last words before a moment of the agent's."""
    if moment is None:
        return None
    earlier = [s for s in transcript.segments[: moment.segment] if s.speaker is Speaker.CUSTOMER]
    return _whole(earlier[-1]) if earlier else None


def _answered(transcript: Transcript, moment: Evidence | None) -> Evidence | None:
    """The agent's first words after a moment of the customer's."""
    if moment is None:
        return None
    later: Sequence[Segment] = transcript.segments[moment.segment + 1 :]
    return next((_whole(s) for s in later if s.speaker is Speaker.AGENT), None)


def _whole(segment: Segment) -> Evidence:
    return Evidence(
        segment=segment.index,
        start=0,
        end=len(segment.text),
        quote=segment.text,
        speaker=segment.speaker,
        start_s=segment.start_s,
        end_s=segment.end_s,
    )
