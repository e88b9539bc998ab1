"""Sessions, and guesses made slow."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services import accounts, passwords, throttling
from services.errors import NotFound, SignInRefused, SlowDown
from storage.records import Role, SignInSession
from tests.services.conftest import NOW, Centre

IDLE_S = 3600
HOME, AWAY = "10.0.0.1", "203.0.113.9"


def test_of_a_token_only_its_hash_is_stored(centre: Centre) -> None:
    token = centre.sign_in(centre.agent).token
    assert len(token) >= 43  # 256 bits in base64
    database = centre.store.database_url.removeprefix("sqlite:///")
    assert token.encode() not in open_bytes(database)


def test_a_session_ends_when_idle(both: Centre) -> None:
    token = both.sign_in(both.agent).token
    assert _account(both, token, NOW + timedelta(minutes=59)) == both.agent
    assert _account(both, token, NOW + timedelta(minutes=118)) == both.agent
    assert _account(both, token, NOW + timedelta(minutes=179)) is None


def test_a_session_ends_after_seven_days_however_busy(centre: Centre) -> None:
    token = centre.sign_in(centre.agent).token
    for half_hours in range(1, 7 * 48):
        assert _account(centre, token, NOW + timedelta(minutes=30 * half_hours))
    assert _account(centre, token, NOW + timedelta(days=7)) is None


def test_polling_does_not_keep_a_session_alive(centre: Centre) -> None:
    token = centre.sign_in(centre.agent).token
    later = NOW + timedelta(minutes=59)
    accounts.current(centre.store, token, later, IDLE_S, touch=False)
    assert _account(centre, token, NOW + timedelta(minutes=61)) is None


def test_signed_out_is_signed_out(both: Centre) -> None:
    token = both.sign_in(both.agent).token
    for _ in range(2):
        accounts.sign_out(both.store, token, NOW)
    assert _account(both, token) is None
    assert both.audit_acts().count("session.sign_out") == 1


def test_a_disabled_account_is_signed_out_everywhere(both: Centre) -> None:
    token = both.sign_in(both.agent).token
    accounts.set_active(both.store, both.admin, both.agent.account_id, False, NOW)
    assert _account(both, token) is None
    accounts.set_active(both.store, both.admin, both.agent.account_id, True, NOW)
    assert _account(both, token) is None


@pytest.mark.parametrize("token", ["", "guess", "\ud800", "x" * 100_000])
def test_a_made_up_token_is_nobody(centre: Centre, token: str) -> None:
    assert _account(centre, token) is None


def test_one_sees_and_ends_ones_own_sessions(centre: Centre) -> None:
    first, second = centre.sign_in(centre.agent), centre.sign_in(centre.agent)
    centre.sign_in(centre.reviewer)
    listed = accounts.list_sessions(centre.store, centre.agent, NOW)
    assert {session.session_id for session in listed} == {
        first.session.session_id,
        second.session.session_id,
    }
    accounts.revoke_session(centre.store, centre.agent, first.session.session_id, NOW)
    assert _account(centre, first.token) is None
    assert _account(centre, second.token) == centre.agent


def test_another_persons_session_is_not_found_but_by_an_admin(centre: Centre) -> None:
    session = centre.sign_in(centre.agent).session
    with pytest.raises(NotFound):
        accounts.revoke_session(centre.store, centre.reviewer, session.session_id, NOW)
    assert _sessions_of(centre) == (session,)
    accounts.revoke_session(centre.store, centre.admin, session.session_id, NOW)
    assert _sessions_of(centre) == ()


def test_a_wrong_password_an_unknown_name_and_a_disabled_account_look_the_same(
    centre: Centre, quick_hashes: None
) -> None:
    password = _password(centre)
    accounts.set_active(centre.store, centre.admin, centre.agent.account_id, False, NOW)
    tries = ((centre.agent.username, password), ("nobody", password), (centre.admin.username, "x"))
    for name, tried in tries:
        with pytest.raises(SignInRefused, match="sign_in_refused"):
            accounts.sign_in(centre.store, name, tried, "", HOME, NOW)


def test_an_unknown_name_costs_the_same_work(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    real = passwords._hasher().verify

    def verify(_: object, password: str, hashed: str) -> bool:
        checked.append(hashed)
        return real(password, hashed)

    monkeypatch.setattr("pwdlib.PasswordHash.verify", verify)
    for name in ("nobody", centre.agent.username):
        with pytest.raises(SignInRefused):
            accounts.sign_in(centre.store, name, "whatever it is", "", HOME, NOW)
    assert len(checked) == 2
    assert all(hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$") for hashed in checked)


def test_what_was_typed_as_a_name_is_not_kept(centre: Centre, quick_hashes: None) -> None:
    with pytest.raises(SignInRefused):
        accounts.sign_in(centre.store, "my secret password", "x", "", HOME, NOW)
    database = centre.store.database_url.removeprefix("sqlite:///")
    assert b"my secret password" not in open_bytes(database)
    assert "session.refused" in centre.audit_acts()


def test_guessing_slows_down_and_doubles(both: Centre) -> None:
    waits = [_guess(both, AWAY, NOW) for _ in range(5)]
    assert waits == [0, 0, 0, 0, 0]
    assert _guess(both, AWAY, NOW) == 1
    assert _guess(both, AWAY, NOW + timedelta(seconds=1)) == 0
    assert _guess(both, AWAY, NOW + timedelta(seconds=1)) == 2


def test_guesses_at_once_are_each_counted(both: Centre) -> None:
    both.agent  # noqa: B018 - made before the race
    with ThreadPoolExecutor(8) as guesses:
        waits = list(guesses.map(lambda _: _guess(both, AWAY, NOW), range(20)))
    assert waits.count(0) == 5


def test_a_thousand_guesses_from_one_place_are_a_few(centre: Centre) -> None:
    allowed = sum(_guess(centre, AWAY, NOW + timedelta(seconds=n)) == 0 for n in range(1_000))
    assert allowed < 20


def test_guesses_elsewhere_do_not_lock_out_whoever_was_here_before(
    centre: Centre, quick_hashes: None
) -> None:
    password = _password(centre)
    accounts.sign_in(centre.store, centre.agent.username, password, "", HOME, NOW)
    for number in range(200):
        _guess(centre, f"203.0.113.{number}", NOW)
    assert accounts.sign_in(centre.store, centre.agent.username, password, "", HOME, NOW)


def test_guesses_from_everywhere_at_one_account_are_slowed_too(centre: Centre) -> None:
    allowed = sum(_guess(centre, f"203.0.113.{number}", NOW) == 0 for number in range(200))
    assert allowed == 30


def test_one_place_cannot_try_everybody(centre: Centre) -> None:
    allowed = 0
    for number in range(200):
        allowed += _guess(centre, AWAY, NOW, f"person{number}") == 0
    assert allowed == 50


def test_signing_in_forgives_the_own_slips(centre: Centre, quick_hashes: None) -> None:
    password = _password(centre)
    name = centre.agent.username
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                accounts.sign_in(centre.store, name, "slip", "", HOME, NOW)
        accounts.sign_in(centre.store, name, password, "", HOME, NOW)


def test_old_failures_are_forgotten(centre: Centre) -> None:
    for _ in range(5):
        _guess(centre, AWAY, NOW)
    later = NOW + timedelta(hours=2)
    assert [_guess(centre, AWAY, later) for _ in range(5)] == [0] * 5


def test_a_clock_set_back_keeps_nobody_waiting_longer(centre: Centre) -> None:
    for _ in range(5):
        _guess(centre, AWAY, NOW)
    assert _guess(centre, AWAY, NOW - timedelta(days=1)) == 1


def test_neighbours_in_one_ipv6_network_count_as_one() -> None:
    assert throttling.network("2001:db8:1:2::1") == throttling.network("2001:db8:1:2:ffff::9")
    assert throttling.network("not an address") == "not an address"


def test_the_demonstrations_people_enter_without_a_password_only_by_its_door(
    centre: Centre, quick_hashes: None
) -> None:
    with pytest.raises(SignInRefused, match="demonstration_off"):
        accounts.demonstration_sign_in(centre.store, Role.AGENT, "", NOW)
    shown = centre.add_person(Role.AGENT, centre.here, is_demonstration=True)
    signed_in = accounts.demonstration_sign_in(centre.store, Role.AGENT, "Firefox", NOW)
    assert signed_in.account == shown
    with pytest.raises(SignInRefused):
        accounts.sign_in(centre.store, shown.username, "", "", HOME, NOW)


def open_bytes(path: str) -> bytes:
    return Path(path).read_bytes()


def _account(centre: Centre, token: str, now: datetime = NOW) -> object:
    found = accounts.current(centre.store, token, now, IDLE_S)
    return found[0] if found else None


def _sessions_of(centre: Centre) -> tuple[SignInSession, ...]:
    return accounts.list_sessions(centre.store, centre.admin, NOW, centre.agent.account_id)


def _password(centre: Centre) -> str:
    return accounts.reset_password(centre.store, centre.admin, centre.agent.account_id, NOW)


def _guess(centre: Centre, address: str, now: datetime, name: str = "") -> int:
    """How long this attempt has to wait; 0 where it is let through to be checked."""
    try:
        with centre.store.transaction() as work:
            username = name or centre.agent.username
            throttling.take_attempt(work, username, address, known=False, now=now)
    except SlowDown as slow:
        return int(slow.params["wait_s"])
    return 0
