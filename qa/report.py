"""An evaluation with its card as `python -m qa evaluate` tells it: JSON, or lines to read."""

from collections.abc import Iterator
from typing import Any

from qa.model import CoachingCard, CriterionResult, Evaluation, Evidence, Transcript
from qa.roles.hearing import certainty, lacks_speakers
from qa.serialise import card_to_dict
from words import t


def as_dict(evaluation: Evaluation, card: CoachingCard) -> dict[str, Any]:
    """Scores are 0 to 100, or None where nothing counted."""
    score = evaluation.score
    return {
        "engine": evaluation.engine_version,
        "language": evaluation.language.value,
        "scorecard": evaluation.scorecard.name,
        "scorecard_version": evaluation.scorecard.version,
        "score": None if score.value is None else round(float(score.value), 1),
        "score_without_auto_fail": (
            None if score.without_auto_fail is None else round(float(score.without_auto_fail), 1)
        ),
        "criteria": [_criterion(result) for result in evaluation.results],
        "card": card_to_dict(card),
    }


def as_text(evaluation: Evaluation, card: CoachingCard) -> str:
    """The same in the call's language, a line per criterion."""
    return "\n".join(_lines(evaluation, card))


def speakers_as_dict(transcript: Transcript) -> dict[str, Any]:
    """Where the speakers come from: given, inferred (with how sure) or unknown; and each line's."""
    sure = certainty(transcript)
    unknown = lacks_speakers(transcript)
    return {
        "known": "unknown" if unknown else "inferred" if sure else "given",
        "confidence": round(sure.mean, 2) if sure else None,
        "doubtful_lines": sure.doubtful_lines if sure else None,
        "lines": [segment.speaker.value for segment in transcript.segments],
    }


def speakers_as_lines(transcript: Transcript) -> Iterator[str]:
    """A sentence where the speakers were not given."""
    language, sure = transcript.language.value, certainty(transcript)
    if lacks_speakers(transcript):
        yield t("report.speakers_unknown", language)
    elif sure:
        yield t(f"report.speakers_{sure.degree}", language)


def _criterion(result: CriterionResult) -> dict[str, Any]:
    return {
        "id": result.criterion.criterion_id,
        "verdict": result.verdict.value,
        "weight": result.criterion.weight,
        "confidence": result.confidence,
        "reason": result.reason,
        "evidence": [_evidence(evidence) for evidence in result.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "segment": evidence.segment,
        "start_s": evidence.start_s,
        "speaker": evidence.speaker.value,
        "quote": evidence.quote,
    }


def _lines(evaluation: Evaluation, card: CoachingCard) -> Iterator[str]:
    language, score = evaluation.language.value, evaluation.score
    if score.value is None:
        yield t("report.nothing_counted", language)
    else:
        yield t("report.score", language, score=f"{float(score.value):.0f}")
        yield t("report.arithmetic", language, earned=score.earned, possible=score.possible)
    for result in evaluation.results:
        yield t(
            "report.criterion",
            language,
            title=result.criterion.title[language],
            verdict=t(f"report.{result.verdict}", language),
            reason=t(result.reason, language, **result.reason_params),
        )
        yield from (f"    «{evidence.quote}»" for evidence in result.evidence)
    if card.focus:
        yield t("report.focus", language, title=card.focus.title, words=card.focus.try_saying)
