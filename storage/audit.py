"""Who did what, when; lines are added and read, never changed."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true
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

    def latest(self, offset: int, limit: int, area: str = "") -> tuple[AuditEntry, ...]:
        """The latest first; `area` is what an act's name begins with, such as "call"."""
        query = select(AuditRow).where(_of(area)).order_by(AuditRow.audit_id.desc())
        rows = self._session.scalars(query.offset(offset).limit(limit))
        return tuple(_record(row) for row in rows)

    def count(self, area: str = "") -> int:
        query = select(func.count()).select_from(AuditRow).where(_of(area))
        return self._session.scalar(query) or 0


def _of(area: str) -> ColumnElement[bool]:
    return AuditRow.act.startswith(f"{area}.", autoescape=True) if area else true()


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
