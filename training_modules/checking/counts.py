"""How much a shipped module holds, and that every quiz can be drawn."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from training_modules.catalog import Content, Item
from training_modules.model import Module, Scenario
from training_modules.sources import Fault, Place

MANY = 10_000
SHIPPED: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "lessons": (3, 5),
        "rules": (3, 5),
        "questions": (25, MANY),
        "scenarios": (3, MANY),
        "drills": (4, MANY),
        "cards": (10, MANY),
    }
)
TASKS = {"writing": 12}
LEAST_NODES = 6
APPLYING = 0.5  # of the questions, at least


def quiz_faults(content: Content) -> Iterator[Fault]:
    """The draws of practice and certification fit into the bank."""
    for module, place in _heads(content):
        known = len(module.questions)
        for name in ("practise", "certify"):
            wanted = getattr(module.quiz, name)
            if not 1 <= wanted <= known:
                at = ("quiz", name)
                yield place.fault(at, "draw_too_large", what=name, count=wanted, all=known)
        if not 1 <= module.quiz.pass_mark <= 100:
            yield place.fault(("quiz", "pass_mark"), "pass_mark")


def shipped_faults(content: Content) -> Iterator[Fault]:
    """What this project asks of the modules that it ships."""
    for module, place in _heads(content):
        for what, (least, most) in SHIPPED.items():
            count = len(getattr(module, what))
            if count < least:
                yield place.fault((), "too_few", what=what, least=least, count=count)
            if count > most:
                yield place.fault((), "too_many", what=what, most=most, count=count)
        least = TASKS.get(module.module_id, 0)
        if len(module.tasks) < least:
            count = len(module.tasks)
            yield place.fault((), "too_few", what="tasks", least=least, count=count)
        applying = sum(question.level == "apply" for question in module.questions)
        if applying <= APPLYING * len(module.questions):
            yield place.fault((), "too_few_apply", count=applying, all=len(module.questions))
    for item in content.items:
        yield from _scenario_size(item)


def _scenario_size(item: Item) -> Iterator[Fault]:
    if isinstance(item.value, Scenario) and len(item.value.nodes) < LEAST_NODES:
        count = len(item.value.nodes)
        yield item.place.fault(("nodes",), "too_few", what="nodes", least=LEAST_NODES, count=count)


def _heads(content: Content) -> Iterator[tuple[Module, Place]]:
    places = {item.module_id: item.place for item in content.items if item.kind == "head"}
    for module in content.modules:
        yield module, places[module.module_id]
