"""What shipped modules teach is heard by the engine: every model reply, in both languages."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from qa import reply_lexicon as qa_acts
from qa.normalise import fold
from services.judging import CUE, judge
from training_modules import model
from training_modules.catalog import CONTENT, Phrase, look_into
from training_modules.model import Drill, LanguageCode, Node, Phrases, Scenario, Task
from training_modules.scenario import step
from training_modules.writing import content
from training_modules.writing.phrases import Folded

LANGUAGES: tuple[LanguageCode, ...] = ("ar", "en")
CONTENT_READ = look_into(CONTENT)[0]
MODULES = CONTENT_READ.modules
LEFT_UNSAID = {
    "avoid", "refusal", "hold_bad", "promise", "blame", "arguing", "insult", "slang",
}  # fmt: skip
SCENARIOS = [scenario for module in MODULES for scenario in module.scenarios]
TASKS = [task for module in MODULES for task in module.tasks]
DRILLS = [drill for module in MODULES for drill in module.drills]


def nodes() -> Iterator[Any]:
    for scenario in SCENARIOS:
        for name in scenario.nodes:
            for language in LANGUAGES:
                yield pytest.param(scenario, name, language, id=f"{scenario.id}:{name}:{language}")


def drills() -> Iterator[Any]:
    for drill in DRILLS:
        for language in LANGUAGES:
            yield pytest.param(drill, language, id=f"{drill.id}:{language}")


def cues_in(cues: dict[str, Phrases], language: str) -> dict[str, tuple[str, ...]]:
    return {name: phrases.of(language) for name, phrases in cues.items()}


def shown_by_model(scenario: Scenario, node: Node, language: LanguageCode) -> set[str]:
    customer = node.say.of(language)
    cues = cues_in(scenario.cues, language)
    return set(judge(node.model.of(language), language, scenario.channel, customer, (), cues))


def shown_by_drill(drill: Drill, reply: str, language: LanguageCode) -> set[str]:
    customer = drill.customer.of(language)
    cues = cues_in(drill.cues, language)
    return set(judge(reply, language, drill.channel, customer, (), cues))


@pytest.mark.parametrize(("scenario", "name", "language"), list(nodes()))
def test_the_model_reply_of_a_node_shows_what_the_node_wants(
    scenario: Scenario, name: str, language: LanguageCode
) -> None:
    node = scenario.nodes[name]
    shown = shown_by_model(scenario, node, language)
    assert set(node.wants) <= shown, (node.model.of(language), sorted(shown))


@pytest.mark.parametrize(("scenario", "name", "language"), list(nodes()))
def test_the_model_replies_lead_from_every_node_to_a_good_ending(
    scenario: Scenario, name: str, language: LanguageCode
) -> None:
    place, walked = name, [name]
    while place not in scenario.endings:
        node = scenario.nodes[place]
        shown = shown_by_model(scenario, node, language)
        taken = step(scenario, place, shown, number=len(walked))
        assert taken.edge is not None, (walked, node.model.of(language), sorted(shown))
        place = taken.went_to
        walked.append(place)
    assert scenario.endings[place].kind != "hung_up", walked
    assert scenario.endings[place].kind != "escalated" or leads_to_others(scenario), walked


def leads_to_others(scenario: Scenario) -> bool:
    """Whether handing over is the best there is in this talk."""
    return all(ending.kind in ("escalated", "hung_up") for ending in scenario.endings.values())


@pytest.mark.parametrize(("drill", "language"), list(drills()))
def test_the_model_of_a_drill_shows_what_is_wanted_and_nothing_that_is_shunned(
    drill: Drill, language: LanguageCode
) -> None:
    shown = shown_by_drill(drill, drill.model.of(language), language)
    assert set(drill.wants) <= shown, (drill.model.of(language), sorted(shown))
    assert not set(drill.shuns) & shown, (drill.model.of(language), sorted(shown))


@pytest.mark.parametrize(("drill", "language"), list(drills()))
def test_the_weak_reply_of_a_drill_falls_short(drill: Drill, language: LanguageCode) -> None:
    shown = shown_by_drill(drill, drill.weak.of(language), language)
    assert not set(drill.wants) <= shown or set(drill.shuns) & shown, sorted(shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", [pytest.param(one, id=one.id) for one in TASKS])
def test_the_model_of_a_task_earns_every_point(task: Task, language: LanguageCode) -> None:
    written = task.model.of(language)
    issue, cues = task.issue.of(language), content.question_cues(task, language)
    shown = judge(written, language, task.channel, task.message.of(language), issue, cues)
    reply = content.Reply(
        folded=Folded(written, lambda text: (fold(text).text, tuple(fold(text).source))),
        language=language,
        heard={act: [(span.start, span.end) for span in spans] for act, spans in shown.items()},
    )
    missing = [point.name for point in content.task_points(task, reply) if not point.met]
    assert not missing, (missing, written, sorted(shown))


@pytest.mark.parametrize("scenario", [pytest.param(one, id=one.id) for one in SCENARIOS])
def test_every_cue_that_is_asked_for_is_the_scenarios_own(scenario: Scenario) -> None:
    asked = {
        name.removeprefix(CUE)
        for node in scenario.nodes.values()
        for name in (*node.wants, *(n for e in node.edges for n in (*e.when.all, *e.when.any)))
        if name.startswith(CUE)
    }
    assert asked <= set(scenario.cues)


def test_the_engine_and_the_modules_name_the_same_acts() -> None:
    assert {act.value for act in qa_acts.ReplyAct} == set(get_args(model.ReplyAct))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "phrase",
    [pytest.param(one, id=one.id) for one in CONTENT_READ.phrases if one.status == "avoid"],
)
def test_what_is_taught_to_be_left_unsaid_is_heard(phrase: Phrase, language: LanguageCode) -> None:
    unheard = [
        said
        for said in phrase.of(language)
        if not set(judge(said, language, "voice")) & LEFT_UNSAID
    ]
    assert not unheard
