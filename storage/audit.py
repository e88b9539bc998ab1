"""Who did what, when; lines are added and read, never changed."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.records import Account, AuditEntry
from storage.tables import AuditRow


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`act` has a sentence in words/*/audit.yml; no content of a call belongs in `detail`."""

    act: str
    subject: str
    detail: dict[str, str] = field(default_factory=dict)


class Audit:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, actor: Account | None, line: AuditLine, now: datetime) -> None:
        """`actor` is None for the system itself."""
        row = AuditRow(
            at=now,
            actor_id=actor.account_id if actor else None,
            actor_name=actor.name if actor else "",
            act=line.act,
            subject=line.subject,
            detail=dict(line.detail),
        )
        self._session.add(row)
        self._session.flush()

    def last_detail(self, actor_id: int, act: str, subject: str) -> dict[str, str] | None:
        """What was noted the last time this person did this to this subject."""
        same = (AuditRow.actor_id == actor_id, AuditRow.act == act, AuditRow.subject == subject)
        query = select(AuditRow).where(*same).order_by(AuditRow.audit_id.desc()).limit(1)
        row = self._session.scalar(query)
        return _record(row).detail if row else None

    def latest(self, offset: int, limit: int) -> tuple[AuditEntry, ...]:
        query = select(AuditRow).order_by(AuditRow.audit_id.desc()).offset(offset).limit(limit)
        return tuple(_record(row) for row in self._session.scalars(query))

    def count(self) -> int:
        return self._session.scalar(select(func.count()).select_from(AuditRow)) or 0


def _record(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        audit_id=row.audit_id,
        at=row.at,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        act=row.act,
        subject=row.subject,
        detail={key: str(value) for key, value in row.detail.items()},
    )
