"""Signing in and out, and who is signed in right now; of a token only its hash is stored."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from services import passwords, throttling
from services.access import Act, can, require
from services.errors import NotFound, SignInRefused
from storage.accounts import Password
from storage.audit import AuditLine
from storage.records import Account, Role, SignInSession
from storage.sessions import NewSession
from storage.store import Store, Work

ABSOLUTE_S = 7 * 24 * 60 * 60
TOUCH_EVERY = timedelta(minutes=1)
ADDRESS_KNOWN_FOR = timedelta(days=90)
LONGEST_CLIENT = 200
LONGEST_ADDRESS = 64
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token` goes into the cookie and is nowhere else."""

    token: str
    account: Account
    session: SignInSession


def sign_in(
    store: Store, username: str, password: str, client: str, address: str, now: datetime
) -> SignedIn:
    """SignInRefused tells nobody whether the name or the password was wrong; SlowDown."""
    folded = fold_username(username)
    account, stored = _attempt(store, folded, address, now)
    if not passwords.verify(password, stored.hashed if stored else None):
        _note_refused(store, account, address, now)
        raise SignInRefused
    with store.transaction() as work:
        account = work.accounts.find_by_username(folded)
        if account is None or not account.active:
            raise SignInRefused
        if stored and stored.expires_at and stored.expires_at < now:
            raise SignInRefused("initial_password_expired")
        throttling.forgive(work, folded, address)
        return _open_session(work, account, client, address, now)


def demonstration_sign_in(store: Store, role: Role, client: str, now: datetime) -> SignedIn:
    """Without a password; the caller lets only the loopback address of a demonstration in."""
    with store.transaction() as work:
        account = work.accounts.find_demonstration(role)
        if account is None:
            raise SignInRefused("demonstration_off")
        return _open_session(work, account, client, "", now)


def current(
    store: Store,
    token: str,
    now: datetime,
    idle_s: int,
    absolute_s: int = ABSOLUTE_S,
    touch: bool = True,
) -> tuple[Account, SignInSession] | None:
    """The account behind a token as it is now; None once expired, revoked or disabled.

    `touch` counts the look as the person's own doing, which a page's polling is not.
    """
    idle, absolute = timedelta(seconds=idle_s), timedelta(seconds=absolute_s)
    with store.reading() as work:
        session = work.sessions.find_by_token(_hashed(token))
        if session is None or not _is_open(session, now, idle, absolute):
            return None
        account = work.accounts.find(session.account_id)
    if account is None or not account.active:
        return None
    if touch and now - session.last_seen_at >= TOUCH_EVERY:
        with store.transaction() as work:
            work.sessions.touch(session.session_id, now)
    return account, session


def sign_out(store: Store, token: str, now: datetime) -> None:
    with store.transaction() as work:
        session = work.sessions.find_by_token(_hashed(token))
        if session is None or session.revoked_at is not None:
            return
        work.sessions.revoke(session.session_id, now)
        account = work.accounts.get(session.account_id)
        work.audit.add(account, AuditLine("session.sign_out", account.username), now)


def list_sessions(
    store: Store, actor: Account, now: datetime, account_id: int | None = None
) -> tuple[SignInSession, ...]:
    """The actor's own open sessions; an admin may ask for another account's."""
    wanted = actor.account_id if account_id is None else account_id
    require(actor, Act.OWN_ACCOUNT if wanted == actor.account_id else Act.MANAGE_ACCOUNTS)
    with store.reading() as work:
        return work.sessions.open_of(wanted, now)


def revoke_session(store: Store, actor: Account, session_id: int, now: datetime) -> None:
    """One's own, or anybody's for an admin; another's session is not found."""
    require(actor, Act.OWN_ACCOUNT)
    with store.transaction() as work:
        session = work.sessions.find(session_id)
        if session is None or not _may_end(actor, session):
            raise NotFound
        work.sessions.revoke(session_id, now)
        account = work.accounts.get(session.account_id)
        work.audit.add(actor, AuditLine("session.revoke", account.username), now)


def fold_username(username: str) -> str:
    """One spelling of a user name, whatever the keyboard made of it."""
    return unicodedata.normalize("NFKC", username[:LONGEST_NAME]).strip().casefold()


def _attempt(
    store: Store, username: str, address: str, now: datetime
) -> tuple[Account | None, Password | None]:
    """The account and its password, where another attempt is allowed now."""
    with store.transaction() as work:
        account = work.accounts.find_by_username(username)
        known = account is not None and work.sessions.knows_address(
            account.account_id, throttling.network(address), now - ADDRESS_KNOWN_FOR
        )
        throttling.take_attempt(work, username, address, known, now)
        return account, work.accounts.password(account.account_id) if account else None


def _open_session(
    work: Work, account: Account, client: str, address: str, now: datetime
) -> SignedIn:
    work.sessions.forget_before(now - ADDRESS_KNOWN_FOR)
    token = secrets.token_urlsafe(32)
    session = work.sessions.add(
        NewSession(
            token_sha256=_hashed(token),
            account_id=account.account_id,
            created_at=now,
            expires_at=now + timedelta(seconds=ABSOLUTE_S),
            client=client[:LONGEST_CLIENT],
            address=throttling.network(address)[:LONGEST_ADDRESS],
            csrf_token=secrets.token_urlsafe(32),
        )
    )
    work.audit.add(account, AuditLine("session.sign_in", account.username), now)
    return SignedIn(token, account, session)


def _note_refused(store: Store, account: Account | None, address: str, now: datetime) -> None:
    """Without the name that was typed where it is nobody's: it may be a password."""
    name = account.username if account else ""
    with store.transaction() as work:
        line = AuditLine("session.refused", name, {"address": address[:LONGEST_ADDRESS]})
        work.audit.add(None, line, now)


def _is_open(session: SignInSession, now: datetime, idle: timedelta, absolute: timedelta) -> bool:
    ends_at = min(session.expires_at, session.created_at + absolute, session.last_seen_at + idle)
    return session.revoked_at is None and now < ends_at


def _may_end(actor: Account, session: SignInSession) -> bool:
    return session.account_id == actor.account_id or can(actor, Act.MANAGE_ACCOUNTS)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
