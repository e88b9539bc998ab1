"""What a released evaluation shows of the agent's skills, criterion by criterion."""

from collections.abc import Iterable, Iterator

from qa.model import CriterionResult, Evidence, Language, Speaker, Verdict
from storage.evidence import NewEvidence
from storage.records import Call, StoredEvaluation
from storage.tables import Json
from training_modules.skills import WEIGHTS

VALUES = {Verdict.MET: 1.0, Verdict.NOT_MET: 0.0}


def shown_in(
    call: Call, stored: StoredEvaluation, results: Iterable[CriterionResult]
) -> Iterator[NewEvidence]:
    """One piece for each criterion that was decided and applied; unsure shows nothing."""
    for result in results:
        if result.verdict in VALUES:
            yield NewEvidence(
                agent_id=call.agent_id,
                skill_id=result.criterion.skill_id,
                kind="call",
                value=VALUES[result.verdict],
                weight=WEIGHTS["call"],
                shown_at=call.happened_at,
                source=f"evaluation:{stored.evaluation_id}",
                criterion_id=result.criterion.criterion_id,
                evaluation_id=stored.evaluation_id,
                detail=_detail(call, result, stored.evaluation.language),
            )


def _detail(call: Call, result: CriterionResult, language: Language) -> Json:
    """The moment that tells most: what the agent said, or else what was quoted first."""
    detail: Json = {
        "call_id": call.call_id,
        "channel": call.channel.value,
        "language": language.value,
        "title": result.criterion.title,
    }
    moment = _telling(result.evidence)
    if moment is None:
        return detail
    return detail | {
        "quote": moment.quote,
        "segment": moment.segment,
        "speaker": moment.speaker.value,
        "start_s": moment.start_s,
        "end_s": moment.end_s,
    }


def _telling(evidence: tuple[Evidence, ...]) -> Evidence | None:
    spoken = (moment for moment in evidence if moment.speaker is Speaker.AGENT)
    return next(spoken, evidence[0] if evidence else None)
