"""Rows of the permission tests: scenarios, and practice on an own call."""

from qa.model import Verdict
from services import modules, own_call, scenarios
from services.scenarios import Said
from storage.records import Account
from tests.sample_module import sample_module
from tests.services.conftest import NOW
from tests.services.scene import AGENT, AGENTS, SUPERVISOR, Row, Scene

SCENARIO = "empathy.s1-waiting"
SORRY = Said(1, "I am sorry you have waited a whole week for this.")
FIX = Said(2, "I will send the technician to you tomorrow at 4 pm.")
KIND = "I am so sorry your card was stolen, that must be very worrying."


def _published(scene: Scene) -> Scene:
    modules.publish(scene.centre.store, [sample_module()], NOW)
    return scene


def _run(scene: Scene, *replies: Said) -> int:
    """A talk of "agent here"."""
    store, agent = _published(scene).centre.store, scene.centre.agent
    run_id = scenarios.start_run(store, agent, SCENARIO, NOW)
    for reply in replies:
        scenarios.say(store, agent, run_id, reply, NOW)
    return run_id


def _sent(scene: Scene) -> int:
    """One run of a scenario counts: the scene's own, once there is one."""
    run_id = _countable(scene)
    scenarios.submit(scene.centre.store, scene.centre.agent, run_id, NOW)
    return run_id


def _countable(scene: Scene) -> int:
    with scene.centre.store.reading() as work:
        sent = work.scenarios.sent(scene.centre.agent.account_id, SCENARIO)
    return sent.run_id if sent else _run(scene, SORRY, FIX)


def _card(scene: Scene, actor: Account) -> int:
    """A card of "agent here", for that agent with something to practise."""
    centre, call = scene.centre, scene.released
    if actor == centre.agent:
        call = centre.add_released(verdicts={"empathy": Verdict.NOT_MET})
    return centre.card_of(call)


def _write(scene: Scene, actor: Account) -> object:
    return own_call.write(scene.centre.store, actor, _card(scene, actor), 1, KIND, NOW)


ACTS: dict[str, Row] = {
    "scenarios.list_scenarios": Row(
        AGENTS, lambda s, who: scenarios.list_scenarios(s.centre.store, who, sample_module())
    ),
    "scenarios.start_run": Row(
        AGENTS,
        lambda s, who: scenarios.start_run(_published(s).centre.store, who, SCENARIO, NOW),
    ),
    "scenarios.open_run": Row(
        AGENT, lambda s, who: scenarios.open_run(s.centre.store, who, _run(s))
    ),
    "scenarios.open_sent_run": Row(
        SUPERVISOR, lambda s, who: scenarios.open_sent_run(s.centre.store, who, _sent(s))
    ),
    "scenarios.say": Row(
        AGENT, lambda s, who: scenarios.say(s.centre.store, who, _run(s), SORRY, NOW)
    ),
    "scenarios.hint": Row(AGENT, lambda s, who: scenarios.hint(s.centre.store, who, _run(s), 1)),
    "scenarios.end": Row(AGENT, lambda s, who: scenarios.end(s.centre.store, who, _run(s), NOW)),
    "scenarios.retry": Row(
        AGENT, lambda s, who: scenarios.retry(s.centre.store, who, _run(s, SORRY, FIX), NOW)
    ),
    "scenarios.submit": Row(
        AGENT, lambda s, who: scenarios.submit(s.centre.store, who, _countable(s), NOW)
    ),
    "own_call.open_practice": Row(
        AGENT, lambda s, who: own_call.open_practice(s.centre.store, who, _card(s, who), NOW)
    ),
    "own_call.write": Row(AGENT, _write),
}
