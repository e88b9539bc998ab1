"""The demonstration centre on a real database: alive, honest, made once, open to no password."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa.model import Speaker
from services import (
    accounts,
    assignments,
    audit,
    calls,
    certificates,
    coaching,
    demonstration,
    evaluations,
    home,
    learning,
    modules,
    proposals,
    reviews,
    scenarios,
    skills,
    today,
    writing,
)
from services.assignments import Progress
from services.demonstration_content import FOLDER, load_content
from services.demonstration_learning import Dismisses
from services.errors import SignInRefused
from storage.migrate import migrate
from storage.recordings import RecordingFiles
from storage.records import Account, AuditEntry, Call, CallFilter, CallStatus, Role
from storage.store import Store
from tests.databases import Databases

_TEXTS = (".txt", ".vtt")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="module")
def files(folder: Path) -> RecordingFiles:
    return RecordingFiles(folder / "recordings", folder / "incoming")


@pytest.fixture(scope="module")
def store(folder: Path, files: RecordingFiles) -> Iterator[Store]:
    """Made once; the tests only look."""
    url = f"sqlite:///{folder / 'itqan.db'}"
    migrate(url)
    store = Store(url)
    assert demonstration.create(store, files, NOW)
    yield store
    store.close()


def person(store: Store, username: str) -> Account:
    with store.reading() as work:
        found = work.accounts.find_by_username(username)
    assert found is not None
    return found


def all_calls(store: Store) -> list[Call]:
    noura = person(store, "noura")
    first = calls.list_calls(store, noura, CallFilter())
    pages = (calls.list_calls(store, noura, CallFilter(), n) for n in range(1, first.pages + 1))
    return [call for page in pages for call in page.calls]


def test_interrupted_half_way_nothing_is_there_and_the_next_start_makes_it_whole(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(databases.sqlite())
    files = RecordingFiles(tmp_path / "recordings", tmp_path / "incoming")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(coaching, "acknowledge_card", _interrupted)
        demonstration.create(store, files, NOW)
    with store.reading() as work:
        assert work.accounts.all() == ()
    assert demonstration.create(store, files, NOW)
    assert len(all_calls(store)) == 46
    store.close()


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_second_time_changes_nothing(store: Store, files: RecordingFiles) -> None:
    assert not demonstration.create(store, files, NOW)
    assert len(all_calls(store)) == 46


def test_a_database_with_people_in_it_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'itqan.db'}"
    migrate(url)
    store = Store(url)
    own = accounts.NewPerson("root", "Root", Role.ADMIN)
    admin, _ = accounts.create_first_admin(store, own, NOW)
    made = demonstration.create(store, RecordingFiles(tmp_path / "r", tmp_path / "i"), NOW)
    assert not made
    assert accounts.list_accounts(store, admin) == (admin,)
    store.close()


def test_every_call_is_judged_and_lies_in_the_past(store: Store) -> None:
    for call in all_calls(store):
        assert call.status is CallStatus.DONE
        assert call.evaluation_id is not None
        assert call.happened_at < call.added_at < NOW
        assert call.transcript_supplied


def test_two_thirds_are_released_and_the_rest_waits_for_a_reviewer(store: Store) -> None:
    released = sum(call.released_at is not None for call in all_calls(store))
    waiting = home.for_reviewer(store, person(store, "noura")).waiting
    assert (released, waiting) == (34, 12)
    assert evaluations.next_to_review(store, person(store, "noura")) is not None


def test_reviewers_see_the_calls_of_their_teams_only(store: Store) -> None:
    grace = calls.list_calls(store, person(store, "grace"), CallFilter())
    assert {call.team_name for call in grace.calls} == {"Harbour team"}
    assert {call.team_name for call in all_calls(store)} == {"Harbour team", "فريق النخيل"}


def test_four_calls_can_be_heard_and_show_both_channels(
    store: Store, files: RecordingFiles
) -> None:
    heard = [call for call in all_calls(store) if call.recording_sha256]
    assert len(heard) == 4
    for call in heard:
        recording, _ = calls.recording_for(store, person(store, "noura"), call.call_id)
        assert files.path(recording.sha256).stat().st_size == recording.size_bytes
        assert recording.channels == 2 and len(recording.peaks) == 2
        assert recording.duration_s is not None and 25 < recording.duration_s < 60


def test_every_agent_has_cards_new_seen_and_answered_among_them(store: Store) -> None:
    states: Counter[str] = Counter()
    for account in _agents(store):
        lines = coaching.list_cards(store, account)
        assert len(lines) >= 3
        for line in lines:
            answered = line.card.acknowledged_at is not None
            states["acknowledged" if answered else "seen" if line.card.seen_at else "new"] += 1
            assert bool(line.card.comment) == answered
    assert states["acknowledged"] >= 15 and states["seen"] >= 5 and states["new"] >= 3


def test_the_first_agent_has_a_recorded_call_to_hear(store: Store) -> None:
    lines = coaching.list_cards(store, person(store, "layan"))
    assert any(line.call.recording_sha256 and line.card.seen_at is None for line in lines)


def test_overrides_stand_beside_the_engines_verdicts_with_their_reasons(store: Store) -> None:
    noura = person(store, "noura")
    views = [evaluations.open_evaluation(store, noura, call.call_id) for call in all_calls(store)]
    overrides = [override for view in views for override in view.stored.overrides]
    assert len(overrides) >= 15
    assert all(override.reason and override.by_name for override in overrides)


def test_what_customers_read_out_from_their_cards_is_masked(store: Store, folder: Path) -> None:
    noura = person(store, "noura")
    call = next(c for c in all_calls(store) if c.file_name == "bank-card-payment-phone.txt")
    transcript = evaluations.open_evaluation(store, noura, call.call_id).transcript
    said = [s.text for s in transcript.segments if s.speaker is Speaker.CUSTOMER]
    assert "[****]" in said
    database = b"".join(path.read_bytes() for path in folder.glob("itqan.db*"))
    assert b"4111 1111" not in database and b"5555 5555" not in database


def test_the_audit_trail_tells_it_in_order_of_time(store: Store) -> None:
    heba = person(store, "heba")
    first = audit.list_audit(store, heba)
    pages = (audit.list_audit(store, heba, n).entries for n in range(1, first.pages + 1))
    entries = [entry for page in pages for entry in page]
    assert [entry.at for entry in entries] == sorted((e.at for e in entries), reverse=True)
    assert {"call.import", "call.evaluated", "evaluation.override", "evaluation.release",
            "card.acknowledge"} <= {entry.act for entry in entries}  # fmt: skip
    assert all(entry.at < NOW for entry in entries)


def test_each_role_enters_by_its_button_and_nobody_by_a_password(store: Store) -> None:
    for role in Role:
        assert accounts.demonstration_sign_in(store, role, "test", NOW).account.role is role
    for password in ("", "demonstration", "layan"):
        with pytest.raises(SignInRefused):
            accounts.sign_in(store, "layan", password, "test", "127.0.0.1", NOW)


def test_removing_a_call_of_the_demonstration_leaves_its_own_files_in_place(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    assert all_calls(store)
    copy = shutil.copytree(folder, tmp_path / "copy")
    own_store = Store(f"sqlite:///{copy / 'itqan.db'}")
    own_files = RecordingFiles(copy / "recordings", copy / "incoming")
    noura = person(own_store, "noura")
    heard = next(c for c in all_calls(own_store) if c.recording_sha256 and not c.released_at)
    calls.remove_call(own_store, own_files, noura, heard.call_id, "Added by mistake.", NOW)
    assert not own_files.path(str(heard.recording_sha256)).exists()
    assert all(past.recording.exists() for past in load_content().calls if past.recording)
    own_store.close()


def test_modules_are_published_with_the_centre_where_none_were(store: Store) -> None:
    assert set(modules.published(store)) >= {"communication", "empathy", "writing"}


def test_the_first_agent_is_in_the_middle_of_the_path(store: Store) -> None:
    layan = person(store, "layan")
    with store.reading() as work:
        assert (NOW - work.accounts.created_at(layan.account_id)).days == 9
    path = learning.my_path(store, layan)
    assert [stage.state for stage in path.stages][:2] == ["done", "current"]
    assert not path.is_finished and path.current
    assert 0 < path.current.progress.lessons_read < len(path.current.module.lessons)
    assert len(certificates.list_own(store, layan)) == 1
    assert 5 <= len(reviews.queue(store, layan, NOW).due) <= 8


def test_every_kind_of_thing_is_due_to_the_first_agent(store: Store) -> None:
    dues = today.today(store, person(store, "layan"), NOW).dues
    assert {due.why for due in dues} >= {"assigned", "review", "path", "card"}


def test_agents_stand_at_different_places(store: Store) -> None:
    certified = {
        account.username: sum(one.certified_at is not None for one in made.values())
        for account in _agents(store)
        for made in [learning.progress(store, account)]
    }
    assert set(certified.values()) >= {0, 1, 2}
    running = [learning.progress(store, account) for account in _agents(store)]
    assert sum(one.running is not None for made in running for one in made.values()) == 1
    assert sum(one.failed is not None for made in running for one in made.values()) == 1


def test_the_matrix_shows_levels_and_where_too_little_is_known(store: Store) -> None:
    sami = person(store, "sami")
    matrix = skills.matrix(store, sami, None, NOW)
    both = [skills.matrix(store, sami, team.team_id, NOW) for team in matrix.teams]
    levels = [level for one in both for row in one.rows for level in row.levels]
    estimates = [level.estimate for level in levels if level.estimate]
    assert len(estimates) >= 20 and len(levels) - len(estimates) >= 10
    assert any(one.perhaps > one.at_least for one in estimates)
    assert any(level.change and level.change.direction == "up" for level in levels)


def test_assignments_are_done_overdue_and_due_with_reasons_from_released_calls(
    store: Store,
) -> None:
    sami = person(store, "sami")
    lines = [
        line
        for team in skills.matrix(store, sami, None, NOW).teams
        for line in assignments.list_team(store, sami, team.team_id, NOW).lines
    ]
    assert Counter(line.progress for line in lines) == {
        Progress.DONE: 1, Progress.OVERDUE: 1, Progress.ASSIGNED: 1,
    }  # fmt: skip
    said = " ".join(path.read_text("utf-8") for path in FOLDER.glob("*/*") if path.suffix in _TEXTS)
    for line in lines:
        assert "«" in line.assignment.reason
        quoted = re.findall(r"«([^»]+)»", line.assignment.reason)
        titles = {one.title.ar for m in modules.published(store).values() for one in m.rules}
        assert [quote for quote in quoted if quote not in said and quote not in titles] == []


WAITING = {"daniel": "communication"}  # proposals the supervisor is to find on the first day


@pytest.mark.parametrize(("agent", "module_id"), list(WAITING.items()))
def test_the_story_needs_a_proposal_that_waits(store: Store, agent: str, module_id: str) -> None:
    waiting = [(one.agent.username, one.module.module_id) for one in _proposed(store, agent)]
    assert (agent, module_id) in waiting, (
        f"Nothing proposes {module_id} to {agent}: the engine finds too little missed in the "
        "released calls; make the misses plainer in demonstration/calls"
    )


def test_the_story_needs_what_its_supervisor_decides_on(store: Store) -> None:
    decided = {(entry.act, entry.subject, entry.detail["module"]) for entry in _decisions(store)}
    for past in load_content().learning:
        if isinstance(past.act, Dismisses):
            needed = ("proposal.dismiss", past.act.to, past.act.dismisses)
            assert needed in decided, (
                f"{past.days_ago} days ago nothing proposed {past.act.dismisses} to "
                f"{past.act.to}, so it was not dismissed; make the misses plainer in "
                "demonstration/calls, or have the reviewer decide so in calls.yml"
            )
            proposed = [one.module.module_id for one in _proposed(store, past.act.to)]
            assert past.act.dismisses not in proposed


def test_a_start_goes_on_where_the_engine_proposes_nothing(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "proposed", lambda *_: ())
    store = Store(databases.sqlite())
    files = RecordingFiles(tmp_path / "recordings", tmp_path / "incoming")
    assert demonstration.create(store, files, NOW)
    assert not [entry for entry in _decisions(store) if entry.act == "proposal.dismiss"]
    store.close()


def _proposed(store: Store, agent: str) -> tuple[proposals.Proposal, ...]:
    team_id = person(store, agent).team_ids[0]
    return proposals.list_proposals(store, person(store, "sami"), team_id, NOW)


def _decisions(store: Store) -> list[AuditEntry]:
    """What was assigned and dismissed, as the audit trail tells it."""
    heba = person(store, "heba")
    pages = range(1, audit.list_audit(store, heba).pages + 1)
    entries = (entry for n in pages for entry in audit.list_audit(store, heba, n).entries)
    return [entry for entry in entries if entry.act in ("assignment.add", "proposal.dismiss")]


def test_talks_came_to_an_ending_two_were_sent_and_one_is_private(store: Store) -> None:
    runs = [
        run
        for account in _agents(store)
        for module in modules.published(store).values()
        for state in scenarios.list_scenarios(store, account, module)
        for run in state.runs
    ]
    assert [run for run in runs if run.ending is None] == []
    assert Counter(run.submitted_at is not None for run in runs) == {True: 2, False: 1}


def test_second_drafts_are_better_than_first_ones_and_no_copies_of_the_model(store: Store) -> None:
    offered = [(who, one) for who in _agents(store) for one in writing.list_offered(store, who)]
    views = [
        writing.open_piece(store, who, one.piece.piece_id)
        for who, one in offered
        if one.piece and one.kind == "task"
    ]
    assert {view.piece.language for view in views} == {"ar", "en"}
    for view in views:
        first, second = view.drafts
        assert first.feedback.score < second.feedback.score
        assert second.text != view.about.model.of(view.piece.language)


def test_nothing_was_learned_in_the_future(store: Store) -> None:
    with store.reading() as work:
        for account in _agents(store):
            read = work.lesson_reads.of_agent(account.account_id)
            joined = work.accounts.created_at(account.account_id)
            assert all(joined <= one.read_at < NOW for one in read)


def _agents(store: Store) -> list[Account]:
    everybody = accounts.list_accounts(store, person(store, "heba"))
    return [account for account in everybody if account.role is Role.AGENT]
