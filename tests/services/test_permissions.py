"""Who may do what to which object: every service that names an actor, times everybody.

A service without a row here fails `test_every_service_has_its_row`.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import services
from qa.model import Language, Verdict
from services import (
    accounts,
    audit,
    calls,
    coaching,
    evaluations,
    explanations,
    home,
    processing,
)
from services.accounts import NewPerson
from services.calls import CallFilter
from services.errors import Invalid, NotFound, PermissionDenied
from services.evaluations import Decision
from storage.records import Account, Role
from tests.databases import Databases
from tests.services import (
    rows_of_learning,
    rows_of_phrases,
    rows_of_quizzes,
    rows_of_scenarios,
    rows_of_skills,
    rows_of_speakers,
    rows_of_writing,
)
from tests.services.conftest import NOW, Centre, evaluation_of, open_centre
from tests.services.scene import (
    ADMIN,
    AGENT,
    AGENTS,
    EVERYBODY,
    REFUSALS,
    REVIEWER,
    REVIEWERS,
    SUPERVISOR,
    SUPERVISORS,
    Row,
    Scene,
)


def _import(scene: Scene, actor: Account) -> object:
    centre = scene.centre
    try:
        return calls.import_recording(centre.store, centre.files, actor, centre.new_call(), NOW)
    except Invalid as refused:
        raise NotFound(refused.code) from None  # another team's agent is "unknown"


def _remove(scene: Scene, actor: Account) -> None:
    store, files = scene.centre.store, scene.centre.files
    calls.remove_call(store, files, actor, scene.waiting.call_id, "wrong", NOW)


def _override(scene: Scene, actor: Account) -> None:
    decision = Decision("company", Verdict.MET, "heard")
    evaluations.override_criterion(
        scene.centre.store, actor, evaluation_of(scene.waiting), decision, NOW
    )


def _withdraw(scene: Scene, actor: Account) -> None:
    evaluations.withdraw_release(
        scene.centre.store, actor, evaluation_of(scene.released), "wrong", NOW
    )


def _change_password(scene: Scene, actor: Account) -> None:
    """The permission comes first: with an impossible password nothing is changed."""
    with suppress(Invalid):
        here = scene.centre.sign_in(actor).session
        accounts.change_password(scene.centre.store, actor, here, "", "short", NOW)


def _on_card(act: Callable[..., object], *more: object) -> Callable[[Scene, Account], object]:
    return lambda s, who: act(s.centre.store, who, s.centre.card_of(s.released), *more, NOW)


def _on_agent(act: Callable[..., object], *more: object) -> Callable[[Scene, Account], object]:
    return lambda s, who: act(s.centre.store, who, s.centre.agent.account_id, *more, NOW)


PERSON = NewPerson("newcomer", "Newcomer", Role.ADMIN)
ACTS: dict[str, Row] = (
    {
        "importing.import_recording": Row(REVIEWER | SUPERVISOR, _import),
        "calls.list_calls": Row(
            REVIEWERS | SUPERVISORS,
            lambda s, who: calls.list_calls(s.centre.store, who, CallFilter()),
        ),
        "calls.get_call": Row(
            REVIEWER | SUPERVISOR,
            lambda s, who: calls.get_call(s.centre.store, who, s.waiting.call_id),
            on_call=True,
        ),
        "calls.remove_call": Row(REVIEWER, _remove, on_call=True),
        "calls.retry_call": Row(
            REVIEWER | SUPERVISOR,
            lambda s, who: calls.retry_call(s.centre.store, who, s.failed.call_id, NOW),
            on_call=True,
        ),
        "calls.recording_for": Row(
            REVIEWER | SUPERVISOR | AGENT,
            lambda s, who: calls.recording_for(s.centre.store, who, s.released.call_id),
            on_call=True,
        ),
        "calls.play_recording": Row(
            REVIEWER | SUPERVISOR | AGENT,
            lambda s, who: calls.play_recording(s.centre.store, who, s.released.call_id, 1, NOW),
            on_call=True,
        ),
        "evaluations.open_evaluation": Row(
            REVIEWER | SUPERVISOR,
            lambda s, who: evaluations.open_evaluation(s.centre.store, who, s.waiting.call_id),
            on_call=True,
        ),
        "explanations.explain_criterion": Row(
            REVIEWER | SUPERVISOR,
            lambda s, who: explanations.explain_criterion(
                s.centre.store, who, s.waiting.call_id, "company"
            ),
            on_call=True,
        ),
        "evaluations.override_criterion": Row(REVIEWER, _override, on_call=True),
        "evaluations.clear_override": Row(
            REVIEWER,
            lambda s, who: evaluations.clear_override(
                s.centre.store, who, evaluation_of(s.waiting), "company", NOW
            ),
            on_call=True,
        ),
        "evaluations.release": Row(
            REVIEWER,
            lambda s, who: evaluations.release(s.centre.store, who, evaluation_of(s.waiting), NOW),
            on_call=True,
        ),
        "evaluations.withdraw_release": Row(REVIEWER, _withdraw, on_call=True),
        "evaluations.next_to_review": Row(
            REVIEWERS, lambda s, who: evaluations.next_to_review(s.centre.store, who)
        ),
        "coaching.list_cards": Row(AGENTS, lambda s, who: coaching.list_cards(s.centre.store, who)),
        "coaching.open_card": Row(AGENT, _on_card(coaching.open_card), on_call=True),
        "coaching.acknowledge_card": Row(
            AGENT, _on_card(coaching.acknowledge_card, "Understood"), on_call=True
        ),
        "accounts.list_accounts": Row(
            ADMIN, lambda s, who: accounts.list_accounts(s.centre.store, who)
        ),
        "accounts.create_account": Row(
            ADMIN, lambda s, who: accounts.create_account(s.centre.store, who, PERSON, NOW)
        ),
        "accounts.reset_password": Row(ADMIN, _on_agent(accounts.reset_password)),
        "accounts.set_active": Row(ADMIN, _on_agent(accounts.set_active, False)),
        "accounts.set_role": Row(ADMIN, _on_agent(accounts.set_role, Role.ADMIN, ())),
        "accounts.create_team": Row(
            ADMIN, lambda s, who: accounts.create_team(s.centre.store, who, "Claims", NOW)
        ),
        "accounts.list_agents": Row(
            REVIEWERS | SUPERVISORS, lambda s, who: accounts.list_agents(s.centre.store, who)
        ),
        "accounts.list_teams": Row(
            EVERYBODY, lambda s, who: accounts.list_teams(s.centre.store, who)
        ),
        "accounts.set_language": Row(
            EVERYBODY, lambda s, who: accounts.set_language(s.centre.store, who, Language.AR)
        ),
        "accounts.change_password": Row(EVERYBODY, _change_password),
        "sessions.list_sessions": Row(
            EVERYBODY, lambda s, who: accounts.list_sessions(s.centre.store, who, NOW)
        ),
        "sessions.revoke_session": Row(
            ADMIN | AGENT,
            lambda s, who: accounts.revoke_session(
                s.centre.store, who, s.centre.sign_in(s.centre.agent).session.session_id, NOW
            ),
        ),
        "audit.list_audit": Row(ADMIN, lambda s, who: audit.list_audit(s.centre.store, who)),
        "home.for_reviewer": Row(REVIEWERS, lambda s, who: home.for_reviewer(s.centre.store, who)),
        "home.for_supervisor": Row(
            SUPERVISORS, lambda s, who: home.for_supervisor(s.centre.store, who, NOW)
        ),
        "home.for_admin": Row(ADMIN, lambda s, who: home.for_admin(s.centre.store, who, NOW)),
    }
    | rows_of_learning.ACTS
    | rows_of_phrases.ACTS
    | rows_of_quizzes.ACTS
    | rows_of_scenarios.ACTS
    | rows_of_skills.ACTS
    | rows_of_speakers.ACTS
    | rows_of_writing.ACTS
)
ALLOWED = [(name, who) for name, row in ACTS.items() for who in sorted(row.allowed)]
REFUSED = [(name, who) for name, row in ACTS.items() for who in sorted(EVERYBODY - row.allowed)]
ON_CALLS = [(name, who) for name, who in REFUSED if ACTS[name].on_call]


def test_every_service_has_its_row() -> None:
    assert set(_services_with_an_actor()) == set(ACTS)


@pytest.mark.parametrize(("name", "who"), ALLOWED)
def test_whoever_may_can(
    databases: Databases, tmp_path: Path, quick_hashes: None, name: str, who: str
) -> None:
    scene = _scene(open_centre(databases.sqlite(), tmp_path))
    ACTS[name].act(scene, scene.people[who])
    scene.centre.store.close()


@pytest.mark.parametrize(("name", "who"), REFUSED)
def test_whoever_may_not_is_refused(scene: Scene, name: str, who: str) -> None:
    with pytest.raises(REFUSALS):
        ACTS[name].act(scene, scene.people[who])


@pytest.mark.parametrize(("name", "who"), ALLOWED)
def test_a_disabled_account_may_nothing(scene: Scene, name: str, who: str) -> None:
    with pytest.raises(REFUSALS):
        ACTS[name].act(scene, replace(scene.people[who], active=False))


@pytest.mark.parametrize(("name", "who"), ON_CALLS)
def test_a_call_that_may_not_be_seen_is_as_good_as_none(scene: Scene, name: str, who: str) -> None:
    """Only whoever sees the call learns that the act alone is refused."""
    sees = who in REVIEWER | SUPERVISOR and not name.startswith("coaching.")
    sees = sees or (name, who) == ("evaluations.withdraw_release", "agent here")
    with pytest.raises(PermissionDenied if sees else NotFound):
        ACTS[name].act(scene, scene.people[who])


def test_refused_acts_change_nothing(scene: Scene) -> None:
    before = scene.centre.audit_acts()
    for name, who in REFUSED:
        with pytest.raises(REFUSALS):
            ACTS[name].act(scene, scene.people[who])
    assert scene.centre.audit_acts() == before


@pytest.fixture(scope="module")
def scene(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """For refusals only, which leave it as it is."""
    centre = open_centre(databases.sqlite(), tmp_path_factory.mktemp("permissions"))
    yield _scene(centre)
    centre.store.close()


def _scene(centre: Centre) -> Scene:
    places = {"here": centre.here, "there": centre.there}
    people = {
        f"{role.value} {place}": centre.person(role, team_id)
        for role in Role
        for place, team_id in places.items()
        if f"{role.value} {place}" in EVERYBODY
    }
    people["another agent here"] = centre.add_person(Role.AGENT, centre.here)
    waiting = centre.add_evaluated()
    released = centre.add_released(recording=centre.recording_file())
    failed = centre.add_call()
    processing.mark_failed(centre.store, failed.call_id, "internal_error", {}, NOW)
    rows_of_skills.prepare(centre, released)
    rows_of_learning.prepare(centre)
    return Scene(centre, waiting, released, failed, people)


def _services_with_an_actor() -> Iterator[str]:
    for module in pkgutil.iter_modules(services.__path__):
        loaded = importlib.import_module(f"services.{module.name}")
        for name, act in inspect.getmembers(loaded, inspect.isfunction):
            own = act.__module__ == loaded.__name__ and not name.startswith("_")
            if own and {"store", "actor"} <= set(inspect.signature(act).parameters):
                yield f"{module.name}.{name}"
