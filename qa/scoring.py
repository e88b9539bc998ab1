"""What the verdicts add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qa.model import CriterionResult, Score, Verdict


def score(results: Iterable[CriterionResult]) -> Score:
    """Weigh what was met against what applied; an auto-fail zeroes the total and is told apart.

    100 × Σ weight(MET) / Σ weight(MET or NOT_MET); NOT_APPLICABLE and UNSURE leave both sums.
    """
    listed = tuple(results)
    met = _weight(listed, Verdict.MET)
    return Score(
        earned=met,
        possible=met + _weight(listed, Verdict.NOT_MET),
        unsure=_weight(listed, Verdict.UNSURE),
        not_applicable=_weight(listed, Verdict.NOT_APPLICABLE),
        auto_failed_by=tuple(r.criterion.criterion_id for r in listed if _auto_fails(r)),
    )


def final_results(
    results: Iterable[CriterionResult], decisions: Mapping[str, Verdict]
) -> tuple[CriterionResult, ...]:
    """The engine's results with a person's verdicts, by criterion id, laid over them."""
    return tuple(
        _decided(result, decisions[result.criterion.criterion_id])
        if result.criterion.criterion_id in decisions
        else result
        for result in results
    )


def _decided(result: CriterionResult, verdict: Verdict) -> CriterionResult:
    return replace(result, verdict=verdict, confidence=None, by_person=True)


def _weight(results: Iterable[CriterionResult], verdict: Verdict) -> int:
    return sum(
        result.criterion.weight
        for result in results
        if result.verdict is verdict and not result.criterion.auto_fail
    )


def _auto_fails(result: CriterionResult) -> bool:
    return result.criterion.auto_fail and result.verdict is Verdict.NOT_MET
