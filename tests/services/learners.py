"""Modules to learn from, and attempts as they would have been handed in."""

from datetime import datetime

from services import learning, modules
from storage.learning_tables import AttemptRow
from storage.records import Account
from storage.store import Store
from tests.certified import passed
from tests.sample_module import sample_module
from tests.services.conftest import NOW
from training_modules.model import Module, PathStep

STEPS = (PathStep("communication", 5), PathStep("empathy", 15))


def publish(store: Store, *module_ids: str) -> dict[str, Module]:
    """Sample modules under these names; those of STEPS where none is named."""
    names = module_ids or tuple(step.module_id for step in STEPS)
    modules.publish(store, [sample_module(name) for name in names], NOW)
    return dict(modules.published(store))


def read_all(store: Store, agent: Account, module: Module, now: datetime = NOW) -> None:
    for lesson in module.lessons:
        learning.read_lesson(store, agent, lesson.id, now)


def hand_in(
    store: Store, agent: Account, module: Module, mode: str, score: float | None, at: datetime = NOW
) -> int:
    """Without a score it is still running."""
    with store.transaction() as work:
        row = AttemptRow(
            agent_id=agent.account_id,
            module_id=module.module_id,
            module_version=module.version,
            mode=mode,
            language="en",
            seed=1,
            started_at=at,
            submitted_at=None if score is None else at,
            score=score,
            passed=None if score is None else score >= module.quiz.pass_mark,
            drawn=[],
        )
        work.certificates._session.add(row)
        work.certificates._session.flush()
        return row.attempt_id


def certify(store: Store, agent: Account, module: Module, at: datetime = NOW) -> None:
    passed(store, agent, module, at=at)
