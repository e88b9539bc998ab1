"""Certificates: what a passed certification is worth, and whether it still stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from storage.learning_tables import CertificateRow


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """`title` is the module's in both languages on that day."""

    agent_id: int
    agent_name: str
    module_id: str
    module_version: str
    attempt_id: int
    score: float
    code: str
    issued_at: datetime
    title: dict[str, str]


@dataclass(frozen=True, slots=True)
class Certificate:
    certificate_id: int
    agent_id: int
    agent_name: str
    module_id: str
    attempt_id: int
    score: float
    code: str
    issued_at: datetime
    revoked_at: datetime | None
    title: dict[str, str]


class Certificates:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewCertificate) -> Certificate:
        row = CertificateRow(
            agent_id=new.agent_id,
            agent_name=new.agent_name,
            module_id=new.module_id,
            module_version=new.module_version,
            attempt_id=new.attempt_id,
            score=new.score,
            code=new.code,
            issued_at=new.issued_at,
            title=dict(new.title),
        )
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def find(self, code: str) -> Certificate | None:
        return self._one(CertificateRow.code == code)

    def of_attempt(self, attempt_id: int) -> Certificate | None:
        return self._one(CertificateRow.attempt_id == attempt_id)

    def lock(self, code: str) -> Certificate | None:
        """The certificate, which nobody else changes until this transaction ends."""
        query = select(CertificateRow).where(CertificateRow.code == code).with_for_update()
        row = self._session.scalar(query)
        return _record(row) if row else None

    def of_agent(self, agent_id: int) -> tuple[Certificate, ...]:
        """The latest first, revoked ones too."""
        query = (
            select(CertificateRow)
            .where(CertificateRow.agent_id == agent_id)
            .order_by(CertificateRow.issued_at.desc(), CertificateRow.certificate_id.desc())
        )
        return tuple(_record(row) for row in self._session.scalars(query))

    def revoke(self, certificate_id: int, now: datetime) -> None:
        where = CertificateRow.certificate_id == certificate_id
        self._session.execute(update(CertificateRow).where(where).values(revoked_at=now))

    def _one(self, where: ColumnElement[bool]) -> Certificate | None:
        row = self._session.scalar(select(CertificateRow).where(where))
        return _record(row) if row else None


def _record(row: CertificateRow) -> Certificate:
    return Certificate(
        certificate_id=row.certificate_id,
        agent_id=row.agent_id,
        agent_name=row.agent_name,
        module_id=row.module_id,
        attempt_id=row.attempt_id,
        score=row.score,
        code=row.code,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
        title={language: str(title) for language, title in row.title.items()},
    )
