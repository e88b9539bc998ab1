"""Accounts and teams, for the administrator: making, changing and ending them."""

import streamlit as st

from qa.model import Language
from services import accounts
from services.access import Act, can
from services.accounts import NewPerson
from services.errors import ServiceError
from storage.records import Account, Role, Team
from ui import lists, resources, state, text
from ui.lists import Cell, Tone
from ui.text import say

_COLUMNS = ("person", "role", "teams", "state")


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.MANAGE_ACCOUNTS):
        text.draw_refused()
        return
    people = accounts.list_accounts(resources.store(), actor)
    teams = accounts.list_teams(resources.store(), actor)
    text.draw_title(say("accounts.title"), text.say_count("accounts.counted", len(people)))
    text.draw_notice()
    _draw_password_once()
    _draw_new(teams)
    _draw_people(people, teams)


def _draw_password_once() -> None:
    """The initial password of the account just made; gone with the next act."""
    secret = state.take_secret()
    if secret:
        text.draw_secret(say("accounts.password_once", name=secret.name), secret.password)
        st.button(say("accounts.password_seen"))


def _draw_new(teams: tuple[Team, ...]) -> None:
    if not teams:
        text.draw_message(say("accounts.teams_none"), "due")
    person, team = st.columns([3, 1], gap="medium")
    with person, st.expander(say("accounts.create"), key="accounts-create"):
        _draw_person_form(teams)
    with team, st.expander(say("accounts.team_create"), expanded=not teams, key="accounts-team"):
        _draw_team_form()


def _draw_person_form(teams: tuple[Team, ...]) -> None:
    with st.form("accounts-new", border=False, clear_on_submit=False):
        left, right = st.columns(2)
        name = left.text_input(say("accounts.name"), key="accounts.name")
        username = right.text_input(
            say("accounts.username"),
            key="accounts.username",
            placeholder=say("accounts.username_hint"),
        )
        role = _role_field("accounts.role", Role.AGENT)
        team_ids = _teams_field("accounts.teams", teams, ())
        language = st.segmented_control(
            say("accounts.language"),
            list(Language),
            default=state.language(),
            required=True,
            format_func=text.language_name,
            key="accounts.language",
        )
        asked = st.form_submit_button(say("accounts.create_now"), type="primary")
    if asked and language:
        _create(NewPerson(username, name, role, language, team_ids))


def _role_field(key: str, chosen: Role) -> Role:
    role = st.pills(
        say("accounts.role"),
        list(Role),
        default=chosen,
        required=True,
        format_func=lambda role: say(f"common.role_{role}"),
        key=key,
    )
    return role or chosen


def _teams_field(key: str, teams: tuple[Team, ...], chosen: tuple[int, ...]) -> tuple[int, ...]:
    names = {team.team_id: team.name for team in teams}
    wanted = st.pills(
        say("accounts.teams"),
        list(names),
        selection_mode="multi",
        default=[team_id for team_id in chosen if team_id in names],
        format_func=lambda team_id: text.plain(names[team_id]),
        key=key,
        help=None,
    )
    text.draw_aside(say("accounts.teams_hint"))
    return tuple(wanted)


def _create(person: NewPerson) -> None:
    try:
        account, password = accounts.create_account(
            resources.store(), state.actor(), person, state.now()
        )
    except ServiceError as error:
        text.draw_error(error)
        return
    state.leave_notice(say("accounts.created", name=account.name))
    state.leave_secret(account.name, password)
    st.rerun()


def _draw_team_form() -> None:
    with st.form("accounts-team-new", border=False, clear_on_submit=True):
        name = st.text_input(say("accounts.team_name"), key="accounts.team_name")
        asked = st.form_submit_button(say("accounts.team_create"))
    if asked:
        _create_team(name)


def _create_team(name: str) -> None:
    try:
        team = accounts.create_team(resources.store(), state.actor(), name, state.now())
    except ServiceError as error:
        text.draw_error(error)
        return
    state.leave_notice(say("accounts.team_created", name=team.name))
    st.rerun()


def _draw_people(people: tuple[Account, ...], teams: tuple[Team, ...]) -> None:
    names = {team.team_id: team.name for team in teams}
    columns = [say(f"accounts.{name}") for name in _COLUMNS]
    rows = [_row(account, names) for account in people]
    chosen = lists.draw_rows("accounts.rows", say("accounts.title"), columns, rows)
    account = next((one for one in people if chosen and one.account_id == chosen.row_id), None)
    if chosen and account and chosen.act == "edit":
        st.dialog(text.plain(account.name))(_draw_edit)(account, teams)
    elif chosen and account:
        _act(account, chosen.act)


def _row(account: Account, names: dict[int, str]) -> lists.Row:
    teams = text.joined([names[team_id] for team_id in account.team_ids if team_id in names])
    return lists.Row(
        row_id=account.account_id,
        cells=(
            Cell(account.name, account.username),
            Cell(say(f"common.role_{account.role}")),
            Cell(teams or "—"),
            _state(account),
        ),
        acts=tuple(_acts(account)),
    )


def _state(account: Account) -> Cell:
    if not account.active:
        return Cell(say("accounts.inactive"), tone=Tone.PLAIN)
    if account.must_change_password:
        return Cell(say("accounts.new"), tone=Tone.DUE)
    return Cell(say("accounts.active"), tone=Tone.DONE)


def _acts(account: Account) -> list[lists.Act]:
    if not account.active:
        return [lists.Act("activate", say("accounts.activate"))]
    return [
        lists.Act("edit", say("accounts.edit")),
        _asked("reset", account),
        _asked("deactivate", account, danger=True),
    ]


def _asked(name: str, account: Account, *, danger: bool = False) -> lists.Act:
    question = lists.Question(
        title=say(f"accounts.{name}_title"),
        body=say(f"accounts.{name}_what", name=account.name),
        confirm=say(f"accounts.{name}"),
    )
    return lists.Act(name, say(f"accounts.{name}"), danger=danger, question=question)


def _act(account: Account, act: str) -> None:
    acts = {"reset": _reset, "activate": _activate, "deactivate": _deactivate}
    try:
        acts[act](account)
    except ServiceError as error:
        text.draw_error(error)
        return
    st.rerun()


def _reset(account: Account) -> None:
    password = accounts.reset_password(
        resources.store(), state.actor(), account.account_id, state.now()
    )
    state.leave_secret(account.name, password)


def _activate(account: Account) -> None:
    accounts.set_active(resources.store(), state.actor(), account.account_id, True, state.now())
    state.leave_notice(say("accounts.activated", name=account.name))


def _deactivate(account: Account) -> None:
    accounts.set_active(resources.store(), state.actor(), account.account_id, False, state.now())
    state.leave_notice(say("accounts.deactivated", name=account.name))


def _draw_edit(account: Account, teams: tuple[Team, ...]) -> None:
    """A question on its own: role and teams of one account."""
    with st.form("accounts-edit", border=False):
        text.draw_aside(say("accounts.edit_hint"))
        role = _role_field(f"accounts.role.{account.account_id}", account.role)
        team_ids = _teams_field(f"accounts.teams.{account.account_id}", teams, account.team_ids)
        asked = st.form_submit_button(say("accounts.edit_save"), type="primary")
    if asked:
        _set_role(account, role, team_ids)


def _set_role(account: Account, role: Role, team_ids: tuple[int, ...]) -> None:
    try:
        accounts.set_role(
            resources.store(), state.actor(), account.account_id, role, team_ids, state.now()
        )
    except ServiceError as error:
        text.draw_error(error)
        return
    state.leave_notice(say("accounts.edited", name=account.name))
    st.rerun()
