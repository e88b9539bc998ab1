"""Signed-in browsers; of a token only its SHA-256 is here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.records import SignInSession
from storage.tables import SessionRow


@dataclass(frozen=True, slots=True)
class NewSession:
    token_sha256: str
    account_id: int
    created_at: datetime
    expires_at: datetime
    client: str
    address: str
    csrf_token: str


class Sessions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewSession) -> SignInSession:
        row = SessionRow(
            token_sha256=new.token_sha256,
            account_id=new.account_id,
            created_at=new.created_at,
            last_seen_at=new.created_at,
            expires_at=new.expires_at,
            client=new.client,
            address=new.address,
            csrf_token=new.csrf_token,
        )
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def find_by_token(self, token_sha256: str) -> SignInSession | None:
        row = self._session.scalar(
            select(SessionRow).where(SessionRow.token_sha256 == token_sha256)
        )
        return _record(row) if row else None

    def find(self, session_id: int) -> SignInSession | None:
        row = self._session.get(SessionRow, session_id)
        return _record(row) if row else None

    def open_of(self, account_id: int, now: datetime) -> tuple[SignInSession, ...]:
        """Neither revoked nor past their last day, the latest seen first."""
        query = (
            select(SessionRow)
            .where(
                SessionRow.account_id == account_id,
                SessionRow.revoked_at.is_(None),
                SessionRow.expires_at > now,
            )
            .order_by(SessionRow.last_seen_at.desc(), SessionRow.session_id.desc())
        )
        return tuple(_record(row) for row in self._session.scalars(query))

    def knows_address(self, account_id: int, address: str, since: datetime) -> bool:
        """Whether this person has signed in from there before."""
        query = select(SessionRow.session_id).where(
            SessionRow.account_id == account_id,
            SessionRow.address == address,
            SessionRow.created_at >= since,
        )
        return self._session.scalar(query.limit(1)) is not None

    def touch(self, session_id: int, now: datetime) -> None:
        where = SessionRow.session_id == session_id
        self._session.execute(update(SessionRow).where(where).values(last_seen_at=now))

    def forget_before(self, moment: datetime) -> None:
        """Drop sessions that ended long ago."""
        self._session.execute(delete(SessionRow).where(SessionRow.expires_at < moment))

    def revoke(self, session_id: int, now: datetime) -> None:
        where = (SessionRow.session_id == session_id, SessionRow.revoked_at.is_(None))
        self._session.execute(update(SessionRow).where(*where).values(revoked_at=now))

    def revoke_all(self, account_id: int, now: datetime, but: int | None = None) -> None:
        where = [SessionRow.account_id == account_id, SessionRow.revoked_at.is_(None)]
        if but is not None:
            where.append(SessionRow.session_id != but)
        self._session.execute(update(SessionRow).where(*where).values(revoked_at=now))


def _record(row: SessionRow) -> SignInSession:
    return SignInSession(
        session_id=row.session_id,
        account_id=row.account_id,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
        client=row.client,
        csrf_token=row.csrf_token,
        revoked_at=row.revoked_at,
    )
