"""Branching talks tried by learners: said once, judged at once, private until they are sent.

A run is led and scored by the module version it began with, also when that was retired meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from services import modules
from services.access import Act, require
from services.errors import NotFound, Refused
from services.judging import Shown, judge, readable
from services.runs import RunView, ScenarioState, SentRun
from services.teams import open_agent
from storage.evidence import NewEvidence
from storage.records import Account
from storage.scenarios import NewRun, Run, StoredTurn
from storage.store import Store, Work
from training_modules import scenario as talks
from training_modules.model import LanguageCode, Module
from training_modules.scenario import Turn
from training_modules.skills import WEIGHTS

LONGEST_MS = 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as it was sent; `position` counts from 1 and tells a repeat from a new one."""

    position: int
    reply: str
    milliseconds: int = 0


def list_scenarios(store: Store, actor: Account, module: Module) -> tuple[ScenarioState, ...]:
    """The module's own, with what the actor did in them."""
    require(actor, Act.LEARN)
    ids = [scenario.id for scenario in module.scenarios]
    with store.reading() as work:
        runs = work.scenarios.of_agent(actor.account_id, ids)
    return tuple(
        ScenarioState(one, tuple(run for run in runs if run.scenario_id == one.id))
        for one in module.scenarios
    )


def start_run(store: Store, actor: Account, scenario_id: str, now: datetime) -> int:
    """A new run; one that is running is taken up again, also of a module retired meanwhile."""
    require(actor, Act.LEARN)
    with store.transaction() as work:
        work.scenarios.lock(actor.account_id)
        running = work.scenarios.running(actor.account_id, scenario_id)
        if running is not None:
            return running.run_id
        module = _published_with(work, scenario_id)
        new = NewRun(
            agent_id=actor.account_id,
            module_id=module.module_id,
            module_version=module.version,
            scenario_id=scenario_id,
            language=actor.language.value,
            started_at=now,
        )
        return work.scenarios.add(new)


def open_run(store: Store, actor: Account, run_id: int) -> RunView:
    """The learner's own; of anybody else's it is not told that there is one."""
    with store.reading() as work:
        return _view(work, actor, run_id)


def open_sent_run(store: Store, actor: Account, run_id: int) -> SentRun:
    """To be read by the agent's supervisors; of what was not sent it is not told that it is."""
    require(actor, Act.SEE_SKILLS)
    with store.reading() as work:
        run = work.scenarios.find(run_id)
        if run is None or run.submitted_at is None:
            raise NotFound
        agent = open_agent(work, actor, Act.SEE_SKILLS, run.agent_id)
        return SentRun(agent, _view_of(work, run))


def say(store: Store, actor: Account, run_id: int, said: Said, now: datetime) -> RunView:
    """The first reply at a position counts; one that cannot be read costs no turn."""
    before = open_run(store, actor, run_id)
    if said.position < before.position or before.node is None:
        return before
    if said.position > before.position:
        raise Refused("scenario_out_of_step")
    words = readable(said.reply, before.run.language)
    shown = _quotes(_judged(before, words))  # before the transaction, which nobody waits for then
    with store.transaction() as work:
        work.scenarios.lock(actor.account_id)
        view = _view(work, actor, run_id)
        if view.node is None or said.position != view.position:
            return view
        _keep(work, view, replace(said, reply=words), shown, now)
        return _view(work, actor, run_id)


def hint(store: Store, actor: Account, run_id: int, position: int) -> RunView:
    """Show the hint of the reply that comes next; it is kept which turns had one."""
    with store.transaction() as work:
        work.scenarios.lock(actor.account_id)
        view = _view(work, actor, run_id)
        if position == view.position and view.node and position not in view.run.hints:
            work.scenarios.set_hints(run_id, [*view.run.hints, position])
        return _view(work, actor, run_id)


def end(store: Store, actor: Account, run_id: int, now: datetime) -> RunView:
    """Leave a talk before it has an ending; it stays readable and cannot be sent."""
    with store.transaction() as work:
        work.scenarios.lock(actor.account_id)
        view = _view(work, actor, run_id)
        if view.run.ended_at is None:
            work.scenarios.set_ended(run_id, None, None, now)
        return _view(work, actor, run_id)


def retry(store: Store, actor: Account, run_id: int, now: datetime) -> int:
    """A new run of the same scenario, in the version that is in use now."""
    return start_run(store, actor, open_run(store, actor, run_id).run.scenario_id, now)


def submit(store: Store, actor: Account, run_id: int, now: datetime) -> RunView:
    """Send a finished run to the skill picture; sent twice, it counts once."""
    with store.transaction() as work:
        work.scenarios.lock(actor.account_id)
        view = _view(work, actor, run_id)
        if not view.is_finished:
            raise Refused("scenario_unfinished")
        if view.sent and view.sent.run_id != run_id:
            raise Refused("scenario_sent_before")
        if view.sent is None:
            work.scenarios.set_submitted(run_id, now)
            work.evidence.add_all([_evidence(view, now)])
        return _view(work, actor, run_id)


def _view(work: Work, actor: Account, run_id: int) -> RunView:
    run = work.scenarios.find(run_id)
    if run is None:
        raise NotFound
    require(actor, Act.LEARN, on=run)
    return _view_of(work, run)


def _view_of(work: Work, run: Run) -> RunView:
    module = modules.of_version_in(work, run.module_id, run.module_version)
    scenario = next(one for one in module.scenarios if one.id == run.scenario_id)
    turns = tuple(map(_turn, work.scenarios.turns(run.run_id)))
    sent = work.scenarios.sent(run.agent_id, scenario.id)
    return RunView(run, module, scenario, turns, sent)


def _turn(turn: StoredTurn) -> Turn:
    return Turn(turn.node, turn.reply, turn.shown, turn.went_to, turn.edge)


def _published_with(work: Work, scenario_id: str) -> Module:
    for module in modules.published_in(work).values():
        if any(scenario.id == scenario_id for scenario in module.scenarios):
            return module
    raise NotFound


def _keep(
    work: Work, view: RunView, said: Said, shown: Mapping[str, Sequence[str]], now: datetime
) -> None:
    """Keep the turn, and close the run where it leads to an ending."""
    step = talks.step(view.scenario, view.place, shown, view.position)
    turn = StoredTurn(
        run_id=view.run.run_id,
        position=view.position,
        node=view.place,
        reply=said.reply,
        went_to=step.went_to,
        edge=step.edge,
        milliseconds=max(0, min(said.milliseconds, LONGEST_MS)),
        said_at=now,
        shown=shown,
    )
    work.scenarios.add_turn(turn)
    if step.is_over:
        score = talks.score(view.scenario, (*view.turns, _turn(turn)))
        work.scenarios.set_ended(view.run.run_id, step.went_to, score, now)


def _judged(view: RunView, words: str) -> Shown:
    language, scenario = cast(LanguageCode, view.run.language), view.scenario
    said = [scenario.nodes[turn.node].say for turn in view.turns]
    customer = " ".join(text.of(language) for text in (*said, scenario.nodes[view.place].say))
    cues = {name: phrases.of(language) for name, phrases in scenario.cues.items()}
    return judge(words, language, scenario.channel, customer, (), cues)


def _quotes(shown: Shown) -> Mapping[str, Sequence[str]]:
    return {name: [span.quote for span in spans] for name, spans in shown.items()}


def _evidence(view: RunView, now: datetime) -> NewEvidence:
    run, scenario = view.run, view.scenario
    ending = scenario.endings[run.ending or ""]
    return NewEvidence(
        agent_id=run.agent_id,
        skill_id=scenario.skill,
        kind="scenario",
        value=(run.score or 0.0) / 100,
        weight=WEIGHTS["scenario"],
        shown_at=now,
        source=f"run:{run.run_id}",
        detail={
            "module_id": run.module_id,
            "module_version": run.module_version,
            "scenario_id": scenario.id,
            "title": {"ar": scenario.title.ar, "en": scenario.title.en},
            "ending": ending.kind,
            "score": run.score,
            "turns": len(view.turns),
            "hints": len(run.hints),
        },
    )
