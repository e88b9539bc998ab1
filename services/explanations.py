"""Why the engine decided as it did, asked of today's engine for one criterion of a stored call.

Nothing of it is stored: the transcript is read anew each time it is asked.
"""

from dataclasses import dataclass

from qa import ENGINE_VERSION
from qa.explain import explain
from qa.explain import warm_up as warm_up_engine
from qa.explanation import Explanation
from qa.model import CriterionResult
from services import phrases
from services.access import Act, require
from services.errors import NotFound
from storage.records import Account, StoredEvaluation
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation by today's engine beside what the stored evaluation says."""

    explanation: Explanation
    stored: CriterionResult
    made_by: str  # the engine that made the evaluation
    explained_by: str

    @property
    def is_older(self) -> bool:
        return self.made_by != self.explained_by

    @property
    def differs(self) -> bool:
        return self.explanation.result.verdict is not self.stored.verdict


def explain_criterion(store: Store, actor: Account, call_id: int, criterion_id: str) -> Explained:
    """NotFound where there is no such evaluation or criterion, or where it may not be seen."""
    with store.reading() as work:
        call = work.calls.find(call_id)
        if call is None:
            raise NotFound
        require(actor, Act.LIST_CALLS, on=call)
        stored = work.evaluations.find_by_call(call_id)
        transcript = work.transcripts.find(call_id)
        if stored is None or transcript is None:
            raise NotFound
        own = phrases.of_evaluation(work, stored.evaluation)
    result = _result(stored, criterion_id)
    return Explained(
        explanation=explain(transcript.transcript, result.criterion, own),
        stored=result,
        made_by=stored.evaluation.engine_version,
        explained_by=ENGINE_VERSION,
    )


def warm_up() -> None:
    """Load what the first explanation would wait for."""
    warm_up_engine()


def _result(stored: StoredEvaluation, criterion_id: str) -> CriterionResult:
    for result in stored.evaluation.results:
        if result.criterion.criterion_id == criterion_id:
            return result
    raise NotFound
