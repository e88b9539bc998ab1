"""One's own account: language, password, sessions."""

from qa.model import Language
from services import accounts
from storage.records import Account
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from ui import lists, state

NEW = "seven quiet rivers run north"


def change(screen: Screen, now: str, new: str, again: str) -> Screen:
    values = (("now", now), ("new", new), ("again", again))
    for name, value in values:
        screen.at.text_input(key=f"profile.password_{name}").set_value(value)
    screen.at.button[0].click().run()
    assert not screen.at.exception
    return screen


def with_password(centre: Centre) -> tuple[Account, str]:
    agent = centre.agent
    return agent, accounts.reset_password(centre.store, centre.admin, agent.account_id, state.now())


def test_the_language_is_changed_for_the_account(centre: Centre, browser: Browser) -> None:
    screen = browser.signs_in(centre.agent).opens("profile")
    screen.chooses("profile.language.en", Language.AR)
    assert "الملف الشخصي" in screen.words


def test_a_new_password_takes_the_place_of_the_old(centre: Centre, browser: Browser) -> None:
    agent, old = with_password(centre)
    screen = change(browser.signs_in(agent).opens("profile"), old, NEW, NEW)
    assert "The password is changed" in screen.words


def test_two_different_new_passwords_change_nothing(centre: Centre, browser: Browser) -> None:
    agent, old = with_password(centre)
    screen = change(browser.signs_in(agent).opens("profile"), old, NEW, "another")
    assert "Type the same one twice" in screen.words


def test_a_wrong_old_password_is_said(centre: Centre, browser: Browser) -> None:
    agent, _ = with_password(centre)
    screen = change(browser.signs_in(agent).opens("profile"), "not the old one", NEW, NEW)
    assert "present password is not right" in screen.words


def test_other_devices_can_be_signed_out_but_not_this_one(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent)
    screen = browser.signs_in(centre.agent).opens("profile")
    ended = [row["row_id"] for row in screen.rows() if row["acts"]]
    assert len(screen.rows()) == 2
    assert len(ended) == 1


def test_a_device_that_is_signed_out_leaves_the_list(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent)
    rows = browser.signs_in(centre.agent).opens("profile").rows()
    other = next(row["row_id"] for row in rows if row["acts"])
    browser.presses(lists, "_lists", pressed={"act": "revoke", "row_id": other, "reason": ""})
    screen = browser.opens("profile")
    assert "The device is signed out" in screen.words
    assert len(screen.rows()) == 1
