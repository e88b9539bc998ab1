"""People and their teams; password hashes are read only where a password is checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from qa.model import Language
from storage.database import lock_name
from storage.records import Account, Role
from storage.tables import AccountRow, AccountTeamRow


@dataclass(frozen=True, slots=True)
class Password:
    """A stored hash; `expires_at` is set on initial passwords only."""

    hashed: str
    expires_at: datetime | None = None
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class NewAccount:
    """`username` is folded already; without a password nobody can sign in with one."""

    username: str
    name: str
    role: Role
    language: Language
    team_ids: tuple[int, ...] = ()
    password: Password | None = None
    is_demonstration: bool = False


class Accounts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewAccount, now: datetime) -> Account:
        row = AccountRow(
            username=new.username,
            name=new.name,
            role=new.role.value,
            language=new.language.value,
            is_demonstration=new.is_demonstration,
            created_at=now,
        )
        self._session.add(row)
        self._session.flush()
        self._join_teams(row.account_id, new.team_ids)
        if new.password:
            self.set_password(row.account_id, new.password)
        return self.get(row.account_id)

    def lock(self) -> None:
        """Until this transaction ends nobody else makes people or teams, or changes roles."""
        lock_name(self._session, "accounts")

    def find(self, account_id: int) -> Account | None:
        return next(iter(self._records([account_id])), None)

    def get(self, account_id: int) -> Account:
        """KeyError where there is none."""
        account = self.find(account_id)
        if account is None:
            raise KeyError(account_id)
        return account

    def created_at(self, account_id: int) -> datetime:
        """When this person joined, as far as we know."""
        return self._session.get_one(AccountRow, account_id).created_at

    def find_by_username(self, username: str) -> Account | None:
        found = self._session.scalar(
            select(AccountRow.account_id).where(AccountRow.username == username)
        )
        return None if found is None else self.find(found)

    def all(self) -> tuple[Account, ...]:
        return self._records(None)

    def agents_of(self, team_ids: Iterable[int]) -> tuple[Account, ...]:
        """The active agents of these teams, by name."""
        members = select(AccountTeamRow.account_id).where(AccountTeamRow.team_id.in_(team_ids))
        agents = select(AccountRow.account_id).where(
            AccountRow.role == Role.AGENT.value,
            AccountRow.active,
            AccountRow.account_id.in_(members),
        )
        return self._records(list(self._session.scalars(agents)))

    def count_active(self, role: Role) -> int:
        counted = select(func.count()).where(AccountRow.role == role.value, AccountRow.active)
        return self._session.scalar(counted) or 0

    def find_demonstration(self, role: Role) -> Account | None:
        """The first active demonstration person with this role."""
        query = (
            select(AccountRow.account_id)
            .where(AccountRow.is_demonstration, AccountRow.active, AccountRow.role == role.value)
            .order_by(AccountRow.account_id)
            .limit(1)
        )
        found = self._session.scalar(query)
        return None if found is None else self.find(found)

    def password(self, account_id: int) -> Password | None:
        row = self._session.get_one(AccountRow, account_id)
        if row.password_hash is None:
            return None
        return Password(row.password_hash, row.password_expires_at, row.must_change_password)

    def set_password(self, account_id: int, password: Password) -> None:
        self._change(
            account_id,
            password_hash=password.hashed,
            password_expires_at=password.expires_at,
            must_change_password=password.must_change,
        )

    def set_active(self, account_id: int, active: bool) -> None:
        self._change(account_id, active=active)

    def set_language(self, account_id: int, language: Language) -> None:
        self._change(account_id, language=language.value)

    def set_role(self, account_id: int, role: Role, team_ids: tuple[int, ...]) -> None:
        self._change(account_id, role=role.value)
        joined = AccountTeamRow.account_id == account_id
        self._session.execute(delete(AccountTeamRow).where(joined))
        self._join_teams(account_id, team_ids)

    def _join_teams(self, account_id: int, team_ids: Iterable[int]) -> None:
        teams = dict.fromkeys(team_ids)
        rows = [AccountTeamRow(account_id=account_id, team_id=team_id) for team_id in teams]
        self._session.add_all(rows)
        self._session.flush()

    def _change(self, account_id: int, **values: object) -> None:
        where = AccountRow.account_id == account_id
        self._session.execute(update(AccountRow).where(where).values(**values))

    def _records(self, account_ids: list[int] | None) -> tuple[Account, ...]:
        query = select(AccountRow).order_by(AccountRow.name, AccountRow.account_id)
        joined = select(AccountTeamRow).order_by(AccountTeamRow.team_id)
        if account_ids is not None:
            query = query.where(AccountRow.account_id.in_(account_ids))
            joined = joined.where(AccountTeamRow.account_id.in_(account_ids))
        teams: dict[int, list[int]] = {}
        for link in self._session.scalars(joined):
            teams.setdefault(link.account_id, []).append(link.team_id)
        rows = self._session.scalars(query.execution_options(populate_existing=True))
        return tuple(_record(row, tuple(teams.get(row.account_id, ()))) for row in rows)


def _record(row: AccountRow, team_ids: tuple[int, ...]) -> Account:
    return Account(
        account_id=row.account_id,
        username=row.username,
        name=row.name,
        role=Role(row.role),
        language=Language(row.language),
        team_ids=team_ids,
        active=row.active,
        must_change_password=row.must_change_password,
        is_demonstration=row.is_demonstration,
    )
