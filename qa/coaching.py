"""The coaching card: what went well with its quotes, and one thing to work on.

Pure and without spaCy, so that a card can be built anew wherever a reviewer's verdicts change it.
"""

from collections.abc import Iterable, Sequence
from zlib import crc32

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
from qa.phrasebook import FORMAL, OTHER, Phrasebook, load_phrasebook

MOST_STRENGTHS = 2
_AUTO_FAIL_WEIGHT = 100  # an auto-fail outweighs every other criterion
_FORBIDDEN = "reasons.forbidden_"


def build_card(transcript: Transcript, results: Iterable[CriterionResult]) -> CoachingCard:
    """Up to two strengths and the one focus that weighs most; the same call, the same card."""
    listed = tuple(results)
    phrasebook = load_phrasebook(transcript.language)
    return CoachingCard(
        language=transcript.language,
        dialect=dialect_of(transcript),
        strengths=_strengths(transcript, listed, phrasebook),
        focus=_focus(transcript, listed, phrasebook),
    )


def _strengths(
    transcript: Transcript, results: tuple[CriterionResult, ...], phrasebook: Phrasebook
) -> tuple[Strength, ...]:
    faulted = [e for r in results if r.verdict is Verdict.NOT_MET for e in r.evidence]
    shown = [
        Strength(
            criterion_id=result.criterion.criterion_id,
            skill_id=result.criterion.skill_id,
            evidence=evidence,
            praise=_pick(phrasebook.praise[result.criterion.check], transcript),
        )
        for result in sorted(results, key=_importance, reverse=True)
        if result.verdict is Verdict.MET and result.criterion.check in phrasebook.praise
        for evidence in _praiseworthy(result.evidence, faulted)[:1]
    ]
    return tuple(shown[:MOST_STRENGTHS])


def _praiseworthy(found: Iterable[Evidence], faulted: Sequence[Evidence]) -> list[Evidence]:
    """The agent's own words that were not found fault with elsewhere."""
    wrong = {evidence.segment for evidence in faulted}
    return [e for e in found if e.speaker is not Speaker.CUSTOMER and e.segment not in wrong]


def _focus(
    transcript: Transcript, results: tuple[CriterionResult, ...], phrasebook: Phrasebook
) -> Focus | None:
    """What was surely not met and weighs most; an unsure verdict is never held against anyone."""
    missed = [result for result in results if result.verdict is Verdict.NOT_MET]
    if not missed:
        return None
    result = max(missed, key=_importance)
    criterion, language = result.criterion, transcript.language
    key = _key(result, phrasebook)
    agent_said = _said_by(Speaker.AGENT, result.evidence)
    customer_said = _said_by(Speaker.CUSTOMER, result.evidence)
    customer_said = customer_said or _heard_before(transcript, agent_said)
    agent_said = agent_said or _answered(transcript, customer_said)
    return Focus(
        criterion_id=criterion.criterion_id,
        skill_id=criterion.skill_id,
        title=phrasebook.titles.get(key, criterion.title[language]),
        try_saying=_better(transcript, phrasebook, key, customer_said),
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
    transcript: Transcript, phrasebook: Phrasebook, key: str, customer_said: Evidence | None
) -> str:
    """A wording in the call's dialect for what the customer had just said."""
    formal = phrasebook.better[FORMAL[transcript.language]]
    wordings = phrasebook.better[dialect_of(transcript)].get(key) or formal.get(key, {})
    moment = _moment(phrasebook, customer_said)
    return _pick(wordings.get(moment) or wordings.get(OTHER, ("",)), transcript)


def _moment(phrasebook: Phrasebook, customer_said: Evidence | None) -> str:
    if customer_said is None:
        return OTHER
    heard = fold_text(customer_said.quote)
    return next((key for key, moment in phrasebook.moments.items() if moment.search(heard)), OTHER)


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
    later = transcript.segments[moment.segment + 1 :]
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


def _pick(wordings: Sequence[str], transcript: Transcript) -> str:
    """One of several wordings: another for another call, always the same for the same call."""
    text = "".join(segment.text for segment in transcript.segments)
    return wordings[crc32(text.encode()) % len(wordings)]
