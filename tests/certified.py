"""A certificate without the quiz: an attempt that was passed, and what it brought."""

from datetime import UTC, datetime

from services import certificates
from storage.certificates import Certificate
from storage.learning_tables import AttemptRow
from storage.records import Account
from storage.store import Store
from tests.sample_module import sample_module
from training_modules.model import Module

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def passed(
    store: Store,
    agent: Account,
    module: Module | None = None,
    score: float = 92.0,
    at: datetime = AT,
) -> Certificate:
    module = module or sample_module()
    with store.transaction() as work:
        row = AttemptRow(
            agent_id=agent.account_id,
            module_id=module.module_id,
            module_version=module.version,
            mode="certify",
            language="en",
            seed=1,
            started_at=at,
            submitted_at=at,
            score=score,
            passed=True,
            drawn=[],
        )
        work.certificates._session.add(row)
        work.certificates._session.flush()
        return certificates.issue(work, row, module, agent, at)
