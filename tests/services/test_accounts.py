"""People, teams and passwords."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from qa.model import Language
from services import accounts, passwords
from services.accounts import NewPerson
from services.errors import Invalid, NotFound, PermissionDenied, Refused, SignInRefused
from storage.records import Account, Role
from tests.services.conftest import NOW, Centre

GOOD = "seven quiet camels drink tea"
IDLE_S = 3600


def test_a_new_person_signs_in_with_a_first_password_and_must_change_it(both: Centre) -> None:
    person = NewPerson(" Mona.A ", "منى العتيبي", Role.AGENT, Language.AR, (both.here,))
    account, password = accounts.create_account(both.store, both.admin, person, NOW)
    assert account.username == "mona.a"
    signed_in = accounts.sign_in(both.store, "MONA.A", password, "Firefox", "10.0.0.1", NOW)
    assert signed_in.account.must_change_password
    accounts.change_password(both.store, signed_in.account, signed_in.session, password, GOOD, NOW)
    again = accounts.sign_in(both.store, "mona.a", GOOD, "Firefox", "10.0.0.1", NOW)
    assert not again.account.must_change_password


def test_a_first_password_is_good_for_seven_days(centre: Centre) -> None:
    person = NewPerson("late", "Late", Role.ADMIN)
    _, password = accounts.create_account(centre.store, centre.admin, person, NOW)
    with pytest.raises(SignInRefused, match="initial_password_expired"):
        accounts.sign_in(centre.store, "late", password, "", "10.0.0.1", NOW + timedelta(days=8))


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (NewPerson("", "A", Role.ADMIN), "username_invalid"),
        (NewPerson("two words", "A", Role.ADMIN), "username_invalid"),
        (NewPerson("a", " \u200b ", Role.ADMIN), "name_missing"),
        (NewPerson("a", "A" * 121, Role.ADMIN), "text_too_long"),
        (NewPerson("a", "A", Role.AGENT), "teams_of_agent"),
        (NewPerson("a", "A", Role.AGENT, team_ids=(1, 2)), "teams_of_agent"),
        (NewPerson("a", "A", Role.REVIEWER), "teams_of_reviewer"),
        (NewPerson("a", "A", Role.SUPERVISOR, team_ids=(99,)), "teams_of_supervisor"),
        (NewPerson("a", "A", Role.ADMIN, team_ids=(1,)), "teams_of_admin"),
    ],
)
def test_an_impossible_person_is_refused(
    centre: Centre, person: NewPerson, code: str, quick_hashes: None
) -> None:
    with pytest.raises(Invalid, match=code):
        accounts.create_account(centre.store, centre.admin, person, NOW)


def test_a_user_name_is_taken_once(centre: Centre, quick_hashes: None) -> None:
    person = NewPerson("Sara", "Sara", Role.ADMIN)
    accounts.create_account(centre.store, centre.admin, person, NOW)
    with pytest.raises(Invalid, match="username_taken"):
        accounts.create_account(centre.store, centre.admin, NewPerson("SARA", "B", Role.ADMIN), NOW)


def test_only_the_first_admin_comes_from_the_console(both: Centre, quick_hashes: None) -> None:
    person = NewPerson("first", "First", Role.ADMIN)
    accounts.create_first_admin(both.store, person, NOW)
    with pytest.raises(Refused, match="admin_exists"):
        accounts.create_first_admin(both.store, person, NOW)


def test_the_last_admin_stays(centre: Centre) -> None:
    with pytest.raises(Refused, match="last_admin"):
        accounts.set_active(centre.store, centre.admin, centre.admin.account_id, False, NOW)
    with pytest.raises(Refused, match="last_admin"):
        _set_role(centre, centre.admin.account_id, Role.REVIEWER, centre.here)


def test_two_admins_cannot_disable_each_other_at_once(both: Centre) -> None:
    other = both.add_person(Role.ADMIN, both.here)
    pairs = [(both.admin, other), (other, both.admin)]

    def disable(pair: tuple[Account, Account]) -> bool:
        try:
            accounts.set_active(both.store, pair[0], pair[1].account_id, False, NOW)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as admins:
        assert sorted(admins.map(disable, pairs)) == [False, True]


def test_a_reset_gives_a_new_password_and_ends_sessions(centre: Centre, quick_hashes: None) -> None:
    person = NewPerson("second", "Second", Role.ADMIN)
    account, first = accounts.create_account(centre.store, centre.admin, person, NOW)
    signed_in = accounts.sign_in(centre.store, "second", first, "", "10.0.0.1", NOW)
    second = accounts.reset_password(centre.store, centre.admin, account.account_id, NOW)
    assert accounts.current(centre.store, signed_in.token, NOW, IDLE_S) is None
    assert accounts.sign_in(centre.store, "second", second, "", "10.0.0.1", NOW).account == account
    with pytest.raises(NotFound):
        accounts.reset_password(centre.store, centre.admin, 4711, NOW)


def test_the_console_can_reset_whoever_is_locked_out(centre: Centre, quick_hashes: None) -> None:
    password = accounts.reset_password_from_console(
        centre.store, centre.reviewer.username.upper(), NOW
    )
    name = centre.reviewer.username
    assert accounts.sign_in(centre.store, name, password, "", "10.0.0.1", NOW)
    with pytest.raises(NotFound):
        accounts.reset_password_from_console(centre.store, "nobody", NOW)


def test_a_changed_password_ends_the_other_sessions(centre: Centre, quick_hashes: None) -> None:
    password = accounts.reset_password(centre.store, centre.admin, centre.agent.account_id, NOW)
    name = centre.agent.username
    here, thief = (
        accounts.sign_in(
            centre.store, name, password, "", "10.0.0.1", NOW + timedelta(minutes=minutes)
        )
        for minutes in (0, 1)
    )
    later = NOW + timedelta(minutes=2)
    accounts.change_password(centre.store, centre.agent, here.session, password, GOOD, later)
    assert accounts.current(centre.store, here.token, later, IDLE_S) is not None
    assert accounts.current(centre.store, thief.token, later, IDLE_S) is None


def test_the_old_password_is_asked_for(centre: Centre, quick_hashes: None) -> None:
    password = accounts.reset_password(centre.store, centre.admin, centre.agent.account_id, NOW)
    here = centre.sign_in(centre.agent).session
    with pytest.raises(SignInRefused, match="old_password_wrong"):
        accounts.change_password(centre.store, centre.agent, here, "not the old one", GOOD, NOW)
    with pytest.raises(Invalid, match="password_unchanged"):
        accounts.change_password(centre.store, centre.agent, here, password, password, NOW)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("fourteen chars", "password_too_short"),
        ("x" * 1_025, "password_too_long"),
        ("passwordpassword", "password_too_common"),
        ("Password Password 2026", "password_too_common"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_too_common"),
        ("1234567890123456", "password_too_common"),
        ("qwertyuiopasdfghjkl", "password_too_common"),
        ("كلمة المرور كلمة المرور", "password_too_common"),
        ("huda.saleh huda.saleh", "password_too_common"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        passwords.check_new(password, "huda.saleh")


@pytest.mark.parametrize(
    "password",
    [GOOD, "جملةٌ لا يقولها أحدٌ سواي", "x1" * 8 + "unusual end", "winding road " * 70],
)
def test_any_long_sentence_is_a_password(password: str) -> None:
    passwords.check_new(password, "huda.saleh")


def test_a_first_password_passes_its_own_rules() -> None:
    made = {passwords.new_initial_password() for _ in range(50)}
    for password in made:
        passwords.check_new(password, "huda")
    assert len(made) == 50


def test_an_overlong_guess_costs_nothing(centre: Centre) -> None:
    assert not passwords.verify("x" * 1_000_000, "$argon2id$never looked at")


def test_a_team_is_made_once(centre: Centre) -> None:
    accounts.create_team(centre.store, centre.admin, "Claims", NOW)
    with pytest.raises(Invalid, match="team_exists"):
        accounts.create_team(centre.store, centre.admin, " claims ", NOW)
    names = [team.name for team in accounts.list_teams(centre.store, centre.admin)]
    assert names == ["Cards", "Claims", "Loans"]
    own = accounts.list_teams(centre.store, centre.reviewer)
    assert [team.name for team in own] == ["Cards"]


def test_a_reviewer_sees_the_agents_of_the_own_teams(centre: Centre) -> None:
    centre.person(Role.AGENT, centre.there)
    expected = (centre.agent,)
    assert accounts.list_agents(centre.store, centre.reviewer) == expected


def test_a_new_role_counts_at_the_next_look(centre: Centre) -> None:
    signed_in = centre.sign_in(centre.reviewer)
    _set_role(centre, centre.reviewer.account_id, Role.AGENT, centre.there)
    found = accounts.current(centre.store, signed_in.token, NOW, IDLE_S)
    assert found is not None
    assert (found[0].role, found[0].team_ids) == (Role.AGENT, (centre.there,))


def test_a_language_is_ones_own_choice(centre: Centre) -> None:
    accounts.set_language(centre.store, centre.agent, Language.AR)
    people = accounts.list_accounts(centre.store, centre.admin)
    assert [person.language for person in people if person.role is Role.AGENT] == [Language.AR]


def test_only_an_admin_makes_people(centre: Centre) -> None:
    with pytest.raises(PermissionDenied):
        accounts.create_account(centre.store, centre.reviewer, NewPerson("a", "A", Role.ADMIN), NOW)


def _set_role(centre: Centre, account_id: int, role: Role, team_id: int) -> None:
    accounts.set_role(centre.store, centre.admin, account_id, role, (team_id,), NOW)


def test_a_card_number_is_no_name(centre: Centre) -> None:
    card = "4111 1111 1111 1111"
    person = NewPerson("mona", f"Mona {card}", Role.AGENT, team_ids=(centre.here,))
    account, _ = accounts.create_account(centre.store, centre.admin, person, NOW)
    team = accounts.create_team(centre.store, centre.admin, f"Team {card}", NOW)
    assert "1111" not in account.name + team.name
    with pytest.raises(Invalid, match="username_invalid"):
        accounts.create_account(
            centre.store,
            centre.admin,
            NewPerson(card.replace(" ", ""), "Mona", Role.AGENT, team_ids=(centre.here,)),
            NOW,
        )
