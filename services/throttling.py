"""Guessing made slow, per account and per address, without locking anybody out.

An account is slowed down for the address that guesses, and for all addresses it never signed in
from; whoever has signed in from an address before is not held up by guesses made elsewhere.
"""

import hashlib
import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from services.errors import SlowDown
from storage.store import Work
from storage.throttle import Failures

FORGET = timedelta(hours=1)  # since the last failure under a key


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` failures cost nothing; each further one doubles the wait up to `longest_s`."""

    key: str
    free: int
    longest_s: int


def take_attempt(work: Work, username: str, address: str, known: bool, now: datetime) -> None:
    """Count a failure in advance, so that attempts at once are counted too; or SlowDown."""
    limits = tuple(_limits(username, network(address), known))
    counted = [(limit, _recent(work, limit, now)) for limit in limits]
    waits = [_wait_s(limit, failures, now) for limit, failures in counted if failures]
    if max(waits, default=0) > 0:
        raise SlowDown(max(waits))
    for limit, failures in counted:
        count = failures.count + 1 if failures else 1
        work.throttle.record(_hashed(limit.key), Failures(count, now))
    work.throttle.forget_before(now - FORGET)


def forgive(work: Work, username: str, address: str) -> None:
    """The attempt was right: nothing stays counted against this account from here."""
    for limit in _limits(username, network(address), known=False):
        failures = work.throttle.failures(_hashed(limit.key))
        if limit.key.startswith("address "):
            # Own successes must not wash away guesses at other accounts.
            if failures:
                less = Failures(max(failures.count - 1, 0), failures.last_at)
                work.throttle.record(_hashed(limit.key), less)
            continue
        work.throttle.clear(_hashed(limit.key))


def take_guess(work: Work, what: str, address: str, now: datetime) -> None:
    """Count a guess at something public in advance, for the network it comes from; or SlowDown."""
    limit = _guesses(what, address)
    failures = _recent(work, limit, now)
    wait_s = _wait_s(limit, failures, now) if failures else 0
    if wait_s > 0:
        raise SlowDown(wait_s)
    count = failures.count + 1 if failures else 1
    work.throttle.record(_hashed(limit.key), Failures(count, now))
    work.throttle.forget_before(now - FORGET)


def forgive_guess(work: Work, what: str, address: str) -> None:
    """It was no guess: it does not count, but those before it do."""
    key = _hashed(_guesses(what, address).key)
    failures = work.throttle.failures(key)
    if failures:
        work.throttle.record(key, Failures(max(failures.count - 1, 0), failures.last_at))


def _guesses(what: str, address: str) -> Limit:
    return Limit(f"{what} {network(address)}", free=20, longest_s=300)


def network(address: str) -> str:
    """One household of IPv6 addresses counts as one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))


def _limits(username: str, near: str, known: bool) -> Iterator[Limit]:
    yield Limit(f"pair {username} {near}", free=5, longest_s=900)
    yield Limit(f"address {near}", free=50, longest_s=300)
    if not known:
        yield Limit(f"account {username}", free=30, longest_s=120)


def _recent(work: Work, limit: Limit, now: datetime) -> Failures | None:
    failures = work.throttle.failures(_hashed(limit.key))
    return failures if failures and now - failures.last_at < FORGET else None


def _wait_s(limit: Limit, failures: Failures, now: datetime) -> int:
    over = failures.count - limit.free
    if over < 0:
        return 0
    wait = min(1 << min(over, 20), limit.longest_s)
    # A clock set back must not make anybody wait for longer than that.
    return ceil(wait - max((now - failures.last_at).total_seconds(), 0))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
