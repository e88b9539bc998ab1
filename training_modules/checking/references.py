"""Ids that are well formed and stand once, and names that lead somewhere."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from typing import Any, get_args

from training_modules.catalog import Content, Item
from training_modules.model import Drill, Lesson, Node, ReplyAct, Scenario, Task
from training_modules.sources import Fault

ACTS = frozenset(get_args(ReplyAct))
MODULE_ID = re.compile(r"[a-z][a-z0-9_]{1,40}")
SHAPES = {
    "lessons": re.compile(r"l\d+(-[a-z0-9]+)+"),
    "questions": re.compile(r"q\d{2,3}"),
    "cards": re.compile(r"c\d{2,3}"),
    "scenarios": re.compile(r"s\d+(-[a-z0-9]+)+"),
    "drills": re.compile(r"d\d{1,2}"),
    "tasks": re.compile(r"t\d{2,3}"),
}
NODE_ID = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that may be used; `criteria` is None where the caller has no scorecard."""

    skills: Set[str]
    modules: Set[str]
    criteria: Set[str] | None
    lessons: Set[str]
    questions: Set[str]
    rules: Set[str]


def known_of(content: Content, criteria: Set[str] | None) -> Known:
    def ids(kind: str) -> set[str]:
        return {item.value.id for item in content.items if item.kind == kind} | content.broken_ids

    return Known(
        skills={skill.skill_id for skill in content.skills},
        modules={module.module_id for module in content.modules},
        criteria=criteria,
        lessons=ids("lessons"),
        questions=ids("questions"),
        rules={rule.id for module in content.modules for rule in module.rules},
    )


def id_faults(content: Content) -> Iterator[Fault]:
    seen: defaultdict[str, int] = defaultdict(int)
    for item in content.items:
        if item.kind == "head":
            yield from _head_id_faults(item)
            continue
        name = item.value.id
        seen[name] += 1
        if seen[name] > 1 or name in content.broken_ids:
            yield item.place.fault(("id",), "id_twice", id=name)
        prefix, _, rest = name.partition(".")
        if prefix != item.module_id or not SHAPES[item.kind].fullmatch(rest):
            yield item.place.fault(("id",), "id_malformed", id=name)


def _head_id_faults(item: Item) -> Iterator[Fault]:
    if not MODULE_ID.fullmatch(item.module_id):
        yield item.place.fault((), "id_malformed", id=item.module_id)
    rules = [rule.id for rule in item.value.rules]
    for number, name in enumerate(rules):
        if name in rules[:number]:
            yield item.place.fault(("rules", number), "id_twice", id=name)
        if not re.fullmatch(rf"{re.escape(item.module_id)}\.r\d(-[a-z0-9-]+)?", name):
            yield item.place.fault(("rules", number), "id_malformed", id=name)


def path_faults(content: Content, known: Known) -> Iterator[Fault]:
    for step in content.path:
        if step.module_id not in known.modules:
            yield Fault("path.yml", 1, "module_unknown", {"id": step.module_id})


def reference_faults(item: Item, known: Known) -> Iterator[Fault]:
    value = item.value
    yield from _subject_faults(item, known)
    if isinstance(value, Lesson):
        yield from _lesson_faults(item, value, known)
        yield from _dialogue_faults(item, value, known)
    if isinstance(value, Drill):
        yield from _drill_faults(item, value)
    if isinstance(value, Scenario):
        yield from _scenario_faults(item, value)
    if isinstance(value, Task) and not value.questions:
        yield item.place.fault(("questions",), "too_few", what="questions", least=1, count=0)


def _subject_faults(item: Item, known: Known) -> Iterator[Fault]:
    """Skill, criteria and lesson, where the item names them."""
    skill = getattr(item.value, "skill", None)
    if known.skills and skill is not None and skill not in known.skills:
        yield item.place.fault(("skill",), "skill_unknown", id=skill)
    for number, criterion in enumerate(getattr(item.value, "criteria", ())):
        if known.criteria is not None and criterion not in known.criteria:
            yield item.place.fault(("criteria", number), "criterion_unknown", id=criterion)
    lesson = getattr(item.value, "lesson", None)
    if lesson is not None and lesson not in known.lessons:
        yield item.place.fault(("lesson",), "lesson_unknown", id=lesson)


def _lesson_faults(item: Item, lesson: Lesson, known: Known) -> Iterator[Fault]:
    for number, rule in enumerate(lesson.rules):
        if rule not in known.rules:
            yield item.place.fault(("rules", number), "rule_unknown", id=rule)
    for number, question in enumerate(lesson.questions):
        if question not in known.questions:
            yield item.place.fault(("questions", number), "question_unknown", id=question)
    if any(line.fault for line in lesson.good.lines):
        yield item.place.fault(("good",), "fault_in_good")
    if not any(line.fault for line in lesson.bad.lines):
        yield item.place.fault(("bad",), "bad_unlabelled")


def _dialogue_faults(item: Item, lesson: Lesson, known: Known) -> Iterator[Fault]:
    for part, dialogue in (("good", lesson.good), ("bad", lesson.bad)):
        for number, line in enumerate(dialogue.lines):
            if line.rule is not None and line.rule not in known.rules:
                at = (part, "lines", number, "rule")
                yield item.place.fault(at, "rule_unknown", id=line.rule)


def _drill_faults(item: Item, drill: Drill) -> Iterator[Fault]:
    yield from _name_faults(item, ("wants",), drill.wants, drill.cues)
    yield from _name_faults(item, ("shuns",), drill.shuns, drill.cues)
    if not drill.wants:
        yield item.place.fault(("wants",), "wants_nothing")


def _name_faults(
    item: Item, at: tuple[str | int, ...], names: tuple[str, ...], cues: dict[str, Any]
) -> Iterator[Fault]:
    for number, name in enumerate(names):
        kind, _, cue = name.partition(":")
        known = cue in cues if kind == "cue" else name in ACTS
        if not known:
            yield item.place.fault((*at, number), "act_unknown", id=name)


def _scenario_faults(item: Item, scenario: Scenario) -> Iterator[Fault]:
    places = scenario.nodes.keys() | scenario.endings.keys()
    for name in sorted(places):
        if not NODE_ID.fullmatch(name):
            yield item.place.fault(("nodes", name), "id_malformed", id=name)
    for name in sorted(scenario.nodes.keys() & scenario.endings.keys()):
        yield item.place.fault(("endings", name), "id_twice", id=name)
    if scenario.start not in scenario.nodes:
        yield item.place.fault(("start",), "node_unknown", id=scenario.start)
        return
    for name, node in scenario.nodes.items():
        yield from _node_faults(item, scenario, name, node)
    yield from _way_faults(item, scenario, places)


def _node_faults(item: Item, scenario: Scenario, name: str, node: Node) -> Iterator[Fault]:
    at = ("nodes", name)
    yield from _name_faults(item, (*at, "wants"), node.wants, scenario.cues)
    for number, edge in enumerate(node.edges):
        here = (*at, "edges", number)
        when = edge.when
        for part in ("all", "any", "none"):
            names = getattr(when, part)
            yield from _name_faults(item, (*here, "when", part), names, scenario.cues)
        if not (when.all or when.any or when.none):
            yield item.place.fault(here, "edge_always")
    targets = [(("edges", number, "to"), edge.to) for number, edge in enumerate(node.edges)]
    for where, to in [*targets, (("otherwise", "to"), node.otherwise.to)]:
        if to not in scenario.nodes and to not in scenario.endings:
            yield item.place.fault((*at, *where), "node_unknown", id=to)


def _way_faults(item: Item, scenario: Scenario, places: Set[str]) -> Iterator[Fault]:
    """Everything is reached from the start, and from every node some ending is."""
    onward = {
        name: {edge.to for edge in (*node.edges, node.otherwise)} & places
        for name, node in scenario.nodes.items()
    }
    reached = _reach({scenario.start}, lambda name: onward.get(name, set()))
    for name in sorted(places - reached):
        part = "nodes" if name in scenario.nodes else "endings"
        yield item.place.fault((part, name), "not_reached", id=name)
    back = {name: {one for one, to in onward.items() if name in to} for name in places}
    ending = _reach(set(scenario.endings), lambda name: back.get(name, set()))
    for name in sorted(scenario.nodes.keys() - ending):
        yield item.place.fault(("nodes", name), "dead_end", id=name)


def _reach(start: set[str], onward: Callable[[str], set[str]]) -> set[str]:
    reached, fresh = set(start), set(start)
    while fresh:
        fresh = {to for name in fresh for to in onward(name)} - reached
        reached |= fresh
    return reached
