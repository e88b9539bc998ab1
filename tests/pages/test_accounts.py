"""Accounts: made and ended by an administrator, their first password shown once."""

import pytest

from storage.records import Account, Role
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from ui import lists


def press(browser: Browser, act: str, account: Account) -> None:
    pressed = {"act": act, "row_id": account.account_id, "reason": ""}
    browser.presses(lists, "_lists", pressed=pressed)


def create(screen: Screen, username: str, team_id: int) -> Screen:
    screen.at.text_input(key="accounts.name").set_value("Mona Al Harbi")
    screen.at.text_input(key="accounts.username").set_value(username)
    screen.at.session_state["accounts.teams"] = [team_id]
    screen.at.button[0].click().run()
    assert not screen.at.exception
    return screen


@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER, Role.SUPERVISOR])
def test_nobody_else_sees_the_accounts(centre: Centre, browser: Browser, role: Role) -> None:
    hidden = centre.admin
    screen = browser.signs_in(centre.person(role)).opens("accounts")
    assert "not part of your role" in screen.words
    assert hidden.name not in screen.words


def test_a_new_account_shows_its_password_once(centre: Centre, browser: Browser) -> None:
    screen = create(browser.signs_in(centre.admin).opens("accounts"), "mona", centre.here)
    assert "The account of Mona Al Harbi is created." in screen.words
    assert 'class="secret"' in screen.words
    screen.at.run()
    assert 'class="secret"' not in screen.words


def test_a_user_name_that_is_taken_is_said(centre: Centre, browser: Browser) -> None:
    taken = centre.agent.username
    screen = create(browser.signs_in(centre.admin).opens("accounts"), taken, centre.here)
    assert taken in screen.words
    assert 'class="secret"' not in screen.words


def test_a_deactivated_account_can_be_activated_again(centre: Centre, browser: Browser) -> None:
    agent = centre.agent
    browser.signs_in(centre.admin)
    press(browser, "deactivate", agent)
    assert "is deactivated" in browser.opens("accounts").words
    press(browser, "activate", agent)
    assert "is active again" in browser.opens("accounts").words


def test_the_last_administrator_stays(centre: Centre, browser: Browser) -> None:
    press(browser.signs_in(centre.admin), "deactivate", centre.admin)
    assert "last administrator" in browser.opens("accounts").words


def test_a_reset_shows_the_new_password(centre: Centre, browser: Browser) -> None:
    press(browser.signs_in(centre.admin), "reset", centre.agent)
    assert 'class="secret"' in browser.opens("accounts").words


def test_a_role_is_changed_with_its_teams(centre: Centre, browser: Browser) -> None:
    agent = centre.agent
    pressed = {"act": "edit", "row_id": agent.account_id, "reason": ""}
    # A browser runs the dialog alone; the test runner runs the page again, button and all.
    browser.signs_in(centre.admin).presses(lists, "_lists", times=2, pressed=pressed)
    screen = browser.opens("accounts")
    screen.at.session_state[f"accounts.role.{agent.account_id}"] = Role.SUPERVISOR
    screen.at.button(key="FormSubmitter:accounts-edit-Save").click().run()
    assert "are saved" in screen.words
    assert centre.audit_acts()[-1] == "account.set_role"


def test_a_name_with_markup_is_shown_as_it_is(centre: Centre, browser: Browser) -> None:
    screen = browser.signs_in(centre.admin).opens("accounts")
    screen.at.text_input(key="accounts.team_name").set_value("<b>Team</b>")
    screen.at.button[1].click().run()
    assert "&lt;b&gt;Team&lt;/b&gt;" in screen.words
