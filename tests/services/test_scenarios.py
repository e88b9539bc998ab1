"""Scenario runs: said once, led by their version, private until they are sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from qa.model import Language
from services import modules, scenarios, skills
from services.errors import Invalid, NotFound, PermissionDenied, Refused
from services.runs import RunView
from services.scenarios import Said
from storage.records import Account, Role
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.model import Module

SCENARIO = "empathy.s1-waiting"
SORRY = "I am sorry you have waited a whole week for this."
FIX = "I will send the technician to you tomorrow at 4 pm."
RUDE = "You are an idiot."


def publish(centre: Centre, module: Module | None = None) -> None:
    modules.publish(centre.store, [module or sample_module()], NOW)


def start(centre: Centre, actor: Account | None = None) -> int:
    if not modules.published(centre.store):
        publish(centre)
    return scenarios.start_run(centre.store, actor or centre.agent, SCENARIO, NOW)


def say(centre: Centre, run_id: int, position: int, reply: str) -> RunView:
    said = Said(position, reply, 4000)
    return scenarios.say(centre.store, centre.agent, run_id, said, NOW)


def finish(centre: Centre) -> int:
    run_id = start(centre)
    say(centre, run_id, 1, SORRY)
    assert say(centre, run_id, 2, FIX).is_finished
    return run_id


def evidence(centre: Centre) -> list[tuple[str, float]]:
    with centre.store.reading() as work:
        since = NOW - timedelta(days=1)
        pieces = work.evidence.of_skill(centre.agent.account_id, "empathy", since)
    return [(piece.source, piece.value) for piece in pieces if piece.kind == "scenario"]


def test_a_talk_goes_on_by_what_the_reply_shows(both: Centre) -> None:
    run_id = start(both)
    assert say(both, run_id, 1, SORRY).place == "fix"
    view = say(both, run_id, 2, FIX)
    assert (view.place, view.run.score, view.node) == ("solved", 100.0, None)


def test_an_insult_ends_it(centre: Centre) -> None:
    view = say(centre, start(centre), 1, RUDE)
    assert (view.place, view.run.score) == ("gone", 0.0)


def test_starting_twice_takes_up_the_same_run(both: Centre) -> None:
    assert start(both) == start(both)


def test_a_reply_sent_twice_counts_once(both: Centre) -> None:
    run_id = start(both)
    say(both, run_id, 1, SORRY)
    view = say(both, run_id, 1, "Something else from another tab.")
    assert [turn.reply for turn in view.turns] == [SORRY]


def test_a_reply_to_a_place_the_talk_has_not_reached_is_refused(centre: Centre) -> None:
    with pytest.raises(Refused, match="scenario_out_of_step"):
        say(centre, start(centre), 2, SORRY)


def test_a_reply_after_the_end_changes_nothing(centre: Centre) -> None:
    run_id = finish(centre)
    assert len(say(centre, run_id, 3, SORRY).turns) == 2


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("", "reply_without_words"),
        ("\u200f\u200e \u2067", "reply_without_words"),
        ("😀 👍🏽 …!", "reply_without_words"),
        ("12345", "reply_without_words"),
        ("أعتذر لك عن التأخير", "reply_not_english"),
        ("sorry " * 200_000, "reply_too_long"),
    ],
)
def test_a_reply_that_cannot_be_read_uses_no_turn(centre: Centre, reply: str, code: str) -> None:
    run_id = start(centre)
    with pytest.raises(Invalid, match=code):
        say(centre, run_id, 1, reply)
    assert scenarios.open_run(centre.store, centre.agent, run_id).position == 1


def test_names_in_the_other_script_are_no_other_language(centre: Centre) -> None:
    assert say(centre, start(centre), 1, f"{SORRY} Yours, سارة").position == 2


def test_direction_marks_and_drawn_out_letters_change_nothing(centre: Centre) -> None:
    assert say(centre, start(centre), 1, f"\u200e{SORRY}\u202c Sooorry!").place == "fix"


def test_an_arabic_learner_talks_in_arabic(centre: Centre) -> None:
    publish(centre)
    agent = replace(centre.agent, language=Language.AR)
    run_id = scenarios.start_run(centre.store, agent, SCENARIO, NOW)
    said = Said(1, "أعتذر لك عن انتظار أسبوع كامل.")
    assert scenarios.say(centre.store, agent, run_id, said, NOW).place == "fix"
    with pytest.raises(Invalid, match="reply_not_arabic"):
        scenarios.say(centre.store, agent, run_id, Said(2, FIX), NOW)


def test_a_card_number_in_a_reply_is_masked_before_it_is_kept(centre: Centre) -> None:
    view = say(centre, start(centre), 1, f"{SORRY} Is it 4111 1111 1111 1111?")
    assert "4111 1111 1111 1111" not in view.turns[0].reply


def test_a_hint_is_counted_once_and_costs_nothing(both: Centre) -> None:
    run_id = start(both)
    for _ in range(2):
        view = scenarios.hint(both.store, both.agent, run_id, 1)
    assert view.hint is not None and view.run.hints == (1,)
    say(both, run_id, 1, SORRY)
    assert say(both, run_id, 2, FIX).run.score == 100.0


def test_a_hint_belongs_to_its_turn(centre: Centre) -> None:
    run_id = start(centre)
    scenarios.hint(centre.store, centre.agent, run_id, 1)
    assert say(centre, run_id, 1, SORRY).hint is None


def test_a_talk_that_was_left_cannot_be_sent(centre: Centre) -> None:
    run_id = start(centre)
    view = scenarios.end(centre.store, centre.agent, run_id, NOW)
    assert (view.node, view.is_finished) == (None, False)
    with pytest.raises(Refused, match="scenario_unfinished"):
        scenarios.submit(centre.store, centre.agent, run_id, NOW)


def test_trying_again_starts_a_new_run_and_keeps_the_old_one(centre: Centre) -> None:
    run_id = finish(centre)
    again = scenarios.retry(centre.store, centre.agent, run_id, NOW)
    assert again != run_id
    assert scenarios.open_run(centre.store, centre.agent, run_id).place == "solved"
    listed = scenarios.list_scenarios(centre.store, centre.agent, sample_module())[0]
    assert (len(listed.runs), listed.best) == (2, 100.0)
    assert listed.running is not None and listed.running.run_id == again


def test_sent_twice_a_run_is_evidence_once(both: Centre) -> None:
    run_id = finish(both)
    for _ in range(2):
        scenarios.submit(both.store, both.agent, run_id, NOW)
    assert evidence(both) == [(f"run:{run_id}", 1.0)]


def test_once_a_run_was_sent_other_tries_of_the_scenario_are_practice(both: Centre) -> None:
    first, second = finish(both), finish(both)
    scenarios.submit(both.store, both.agent, first, NOW)
    with pytest.raises(Refused):
        scenarios.submit(both.store, both.agent, second, NOW)
    assert not scenarios.open_run(both.store, both.agent, second).can_submit
    assert evidence(both) == [(f"run:{first}", 1.0)]


def test_nobody_else_sees_a_run_and_nothing_of_one_that_was_not_sent(centre: Centre) -> None:
    run_id = finish(centre)
    other = centre.add_person(Role.AGENT, centre.here)
    with pytest.raises(NotFound):
        scenarios.open_run(centre.store, other, run_id)
    for role in (Role.SUPERVISOR, Role.REVIEWER, Role.ADMIN):
        with pytest.raises((PermissionDenied, NotFound)):
            scenarios.open_run(centre.store, centre.person(role), run_id)
    assert evidence(centre) == []
    supervisor = centre.person(Role.SUPERVISOR)
    agent_id = centre.agent.account_id
    page = skills.open_agent_page(centre.store, supervisor, agent_id, NOW)
    cell = skills.cell(centre.store, supervisor, agent_id, "empathy", NOW)
    seen = repr(page) + repr(cell)
    assert f"run:{run_id}" not in seen and SORRY not in seen


def test_a_run_that_was_sent_is_read_by_the_supervisors_of_the_team(centre: Centre) -> None:
    run_id = finish(centre)
    supervisor = centre.person(Role.SUPERVISOR)
    with pytest.raises(NotFound):
        scenarios.open_sent_run(centre.store, supervisor, run_id)
    scenarios.submit(centre.store, centre.agent, run_id, NOW)
    sent = scenarios.open_sent_run(centre.store, supervisor, run_id)
    assert sent.agent.account_id == centre.agent.account_id
    assert [turn.reply for turn in sent.view.turns] == [SORRY, FIX]
    with pytest.raises(NotFound):
        elsewhere = centre.person(Role.SUPERVISOR, centre.there)
        scenarios.open_sent_run(centre.store, elsewhere, run_id)


def test_who_reads_a_sent_run_cannot_go_on_with_it(centre: Centre) -> None:
    run_id, supervisor = finish(centre), centre.person(Role.SUPERVISOR)
    scenarios.submit(centre.store, centre.agent, run_id, NOW)
    for act in (scenarios.retry, scenarios.submit, scenarios.end):
        with pytest.raises(NotFound):
            act(centre.store, supervisor, run_id, NOW)


def test_a_run_is_led_by_the_version_it_began_with_also_when_that_is_retired(
    centre: Centre,
) -> None:
    run_id = start(centre)
    modules.retire(centre.store, "empathy", NOW)
    say(centre, run_id, 1, SORRY)
    assert say(centre, run_id, 2, FIX).is_finished
    scenarios.submit(centre.store, centre.agent, run_id, NOW)
    assert len(evidence(centre)) == 1
    with pytest.raises(NotFound):
        scenarios.retry(centre.store, centre.agent, run_id, NOW)


def test_a_scenario_nobody_knows_cannot_be_started(centre: Centre) -> None:
    publish(centre)
    with pytest.raises(NotFound):
        scenarios.start_run(centre.store, centre.agent, "empathy.s9-unknown", NOW)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.REVIEWER, Role.ADMIN])
def test_only_learners_start_scenarios(centre: Centre, role: Role) -> None:
    publish(centre)
    with pytest.raises(PermissionDenied):
        scenarios.start_run(centre.store, centre.person(role), SCENARIO, NOW)
