"""Failed sign-ins counted under hashed keys."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.database import lock_name
from storage.tables import ThrottleRow


@dataclass(frozen=True, slots=True)
class Failures:
    count: int
    last_at: datetime


class Throttle:
    def __init__(self, session: Session) -> None:
        self._session = session

    def failures(self, key_sha256: str) -> Failures | None:
        """Locked until the transaction ends, also where there are none yet."""
        lock_name(self._session, key_sha256)
        row = self._session.get(ThrottleRow, key_sha256)
        return Failures(row.failures, row.last_failed_at) if row else None

    def record(self, key_sha256: str, failures: Failures) -> None:
        self._session.merge(
            ThrottleRow(
                key_sha256=key_sha256, failures=failures.count, last_failed_at=failures.last_at
            )
        )
        self._session.flush()

    def clear(self, key_sha256: str) -> None:
        self._session.execute(delete(ThrottleRow).where(ThrottleRow.key_sha256 == key_sha256))

    def forget_before(self, moment: datetime) -> None:
        self._session.execute(delete(ThrottleRow).where(ThrottleRow.last_failed_at < moment))
