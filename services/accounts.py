"""People and teams: made, changed and ended by an admin; sign-in stands in sessions.py."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from qa.model import Language
from services import passwords, throttling
from services.access import Act, require, visible_teams
from services.errors import Invalid, NotFound, Refused, SignInRefused
from services.passwords import MIN_PASSWORD_LENGTH as MIN_PASSWORD_LENGTH
from services.sessions import SignedIn as SignedIn
from services.sessions import current as current
from services.sessions import demonstration_sign_in as demonstration_sign_in
from services.sessions import fold_username as fold_username
from services.sessions import list_sessions as list_sessions
from services.sessions import revoke_session as revoke_session
from services.sessions import sign_in as sign_in
from services.sessions import sign_out as sign_out
from services.written import clean
from storage.accounts import NewAccount, Password
from storage.audit import AuditLine
from storage.records import Account, Role, SignInSession, Team
from storage.store import Store, Work

LONGEST_NAME = 120
HERE = "a session"  # where an address stands for guesses at sign-in
INITIAL_PASSWORD_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An agent is in one team, a reviewer or supervisor in at least one, an admin in none."""

    username: str
    name: str
    role: Role
    language: Language = Language.AR
    team_ids: tuple[int, ...] = ()


def list_accounts(store: Store, actor: Account) -> tuple[Account, ...]:
    require(actor, Act.MANAGE_ACCOUNTS)
    with store.reading() as work:
        return work.accounts.all()


def create_account(
    store: Store, actor: Account, person: NewPerson, now: datetime
) -> tuple[Account, str]:
    """The account and its initial password, which is shown once and good for seven days."""
    require(actor, Act.MANAGE_ACCOUNTS)
    password, kept = _initial_password(now)
    with store.transaction() as work:
        account = _add(work, person, kept, now)
        line = AuditLine("account.create", account.username, {"role": account.role.value})
        work.audit.add(actor, line, now)
    return account, password


def create_first_admin(store: Store, person: NewPerson, now: datetime) -> tuple[Account, str]:
    """From the command line only, and only while there is no admin."""
    password, kept = _initial_password(now)
    with store.transaction() as work:
        work.accounts.lock()
        if work.accounts.count_active(Role.ADMIN):
            raise Refused("admin_exists")
        account = _add(work, person, kept, now)
        work.audit.add(None, AuditLine("account.create", account.username), now)
    return account, password


def reset_password(store: Store, actor: Account, account_id: int, now: datetime) -> str:
    """A new initial password; whoever was signed in is signed out."""
    require(actor, Act.MANAGE_ACCOUNTS)
    with store.transaction() as work:
        account = _found(work, account_id)
    return _reset(store, actor, account, now)


def reset_password_from_console(store: Store, username: str, now: datetime) -> str:
    """For whoever holds the machine; the audit says it was the system."""
    with store.transaction() as work:
        account = work.accounts.find_by_username(fold_username(username))
    if account is None:
        raise NotFound
    return _reset(store, None, account, now)


def find_agent_from_console(store: Store, username: str) -> int:
    """The account id of an agent; whether calls may be added is asked when they are."""
    with store.reading() as work:
        account = work.accounts.find_by_username(fold_username(username))
    if account is None:
        raise Invalid("agent_unknown")
    return account.account_id


def set_active(store: Store, actor: Account, account_id: int, active: bool, now: datetime) -> None:
    """A disabled account is signed out everywhere at once; the last admin cannot be disabled."""
    require(actor, Act.MANAGE_ACCOUNTS)
    with store.transaction() as work:
        account = _found(work, account_id)
        if account.active == active:
            return
        if not active:
            _refuse_last_admin(work, account)
            work.sessions.revoke_all(account_id, now)
        work.accounts.set_active(account_id, active)
        act = "account.enable" if active else "account.disable"
        work.audit.add(actor, AuditLine(act, account.username), now)


def set_role(
    store: Store,
    actor: Account,
    account_id: int,
    role: Role,
    team_ids: tuple[int, ...],
    now: datetime,
) -> None:
    """Counts from the person's next click on: every act reads the account anew."""
    require(actor, Act.MANAGE_ACCOUNTS)
    with store.transaction() as work:
        account = _found(work, account_id)
        if role is not Role.ADMIN:
            _refuse_last_admin(work, account)
        _check_teams(work, role, team_ids)
        work.accounts.set_role(account_id, role, team_ids)
        line = AuditLine("account.set_role", account.username, {"role": role.value})
        work.audit.add(actor, line, now)


def change_password(
    store: Store, actor: Account, here: SignInSession, old: str, new: str, now: datetime
) -> None:
    """One's own; the old one is asked for, and all sessions but the one it is done in end."""
    require(actor, Act.OWN_ACCOUNT)
    passwords.check_new(new, actor.username)
    with store.transaction() as work:
        throttling.take_attempt(work, actor.username, HERE, known=True, now=now)
        stored = work.accounts.password(actor.account_id)
    if not passwords.verify(old, stored.hashed if stored else None):
        raise SignInRefused("old_password_wrong")
    if new == old:
        raise Invalid("password_unchanged")
    kept = Password(passwords.hash_password(new))
    with store.transaction() as work:
        throttling.forgive(work, actor.username, HERE)
        work.accounts.set_password(actor.account_id, kept)
        work.sessions.revoke_all(actor.account_id, now, but=here.session_id)
        work.audit.add(actor, AuditLine("account.change_password", actor.username), now)


def set_language(store: Store, actor: Account, language: Language) -> None:
    """One's own; not audited."""
    require(actor, Act.OWN_ACCOUNT)
    with store.transaction() as work:
        work.accounts.set_language(actor.account_id, Language(language))


def list_teams(store: Store, actor: Account) -> tuple[Team, ...]:
    """All for an admin, their own for everybody else."""
    require(actor, Act.OWN_ACCOUNT)
    with store.reading() as work:
        teams = work.teams.all()
    if actor.role is Role.ADMIN:
        return teams
    return tuple(team for team in teams if team.team_id in actor.team_ids)


def create_team(store: Store, actor: Account, name: str, now: datetime) -> Team:
    require(actor, Act.MANAGE_ACCOUNTS)
    cleaned = _clean_name(name)
    with store.transaction() as work:
        work.accounts.lock()
        if any(team.name.casefold() == cleaned.casefold() for team in work.teams.all()):
            raise Invalid("team_exists", name=cleaned)
        team = work.teams.add(cleaned)
        work.audit.add(actor, AuditLine("team.create", team.name), now)
    return team


def list_agents(store: Store, actor: Account) -> tuple[Account, ...]:
    """The agents the actor may add calls for."""
    require(actor, Act.IMPORT_CALL)
    with store.reading() as work:
        return work.accounts.agents_of(visible_teams(actor))


def _add(work: Work, person: NewPerson, password: Password, now: datetime) -> Account:
    work.accounts.lock()
    username, name = fold_username(person.username), _clean_name(person.name)
    odd = any(char.isspace() or not char.isprintable() for char in username)
    if odd or not username or clean(username) != username:
        raise Invalid("username_invalid")
    if work.accounts.find_by_username(username) is not None:
        raise Invalid("username_taken", name=username)
    _check_teams(work, person.role, person.team_ids)
    new = NewAccount(
        username=username,
        name=name,
        role=person.role,
        language=person.language,
        team_ids=person.team_ids,
        password=password,
    )
    return work.accounts.add(new, now)


def _check_teams(work: Work, role: Role, team_ids: tuple[int, ...]) -> None:
    known = {team.team_id for team in work.teams.all()}
    fits = {
        Role.AGENT: len(set(team_ids)) == 1,
        Role.REVIEWER: bool(team_ids),
        Role.SUPERVISOR: bool(team_ids),
        Role.ADMIN: not team_ids,
    }
    if not fits[role] or not set(team_ids) <= known:
        raise Invalid(f"teams_of_{role.value}")


def _reset(store: Store, actor: Account | None, account: Account, now: datetime) -> str:
    password, kept = _initial_password(now)
    with store.transaction() as work:
        work.accounts.set_password(account.account_id, kept)
        work.sessions.revoke_all(account.account_id, now)
        work.audit.add(actor, AuditLine("account.reset_password", account.username), now)
    return password


def _initial_password(now: datetime) -> tuple[str, Password]:
    password = passwords.new_initial_password()
    hashed = passwords.hash_password(password)
    return password, Password(hashed, expires_at=now + INITIAL_PASSWORD_LASTS, must_change=True)


def _found(work: Work, account_id: int) -> Account:
    account = work.accounts.find(account_id)
    if account is None:
        raise NotFound
    return account


def _refuse_last_admin(work: Work, account: Account) -> None:
    work.accounts.lock()
    is_admin = account.active and account.role is Role.ADMIN
    if is_admin and work.accounts.count_active(Role.ADMIN) == 1:
        raise Refused("last_admin")


def _clean_name(name: str) -> str:
    cleaned = clean(" ".join("".join(c if c.isprintable() else " " for c in name).split()))
    if not cleaned:
        raise Invalid("name_missing")
    if len(cleaned) > LONGEST_NAME:
        raise Invalid("text_too_long", limit=LONGEST_NAME)
    return cleaned
