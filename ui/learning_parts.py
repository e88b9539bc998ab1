"""What the learning pages share: the component, rows, rules, ways on and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from training_modules.model import Rule, Text
from ui import components, state, text
from ui.home import Way

Drawn = dict[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a module; `state` (done, part, open) is drawn as a nuqta where there is one."""

    title: str
    way: Way
    verb: str
    under: str = ""
    facts: Sequence[str] = ()
    state: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: Sequence[Row]
    note: str = ""


_learning = components.define(
    "learning",
    css=("shared/tokens.css", "shared/base.css", "learning/learning.css"),
    js=("shared/dom.js", "learning/parts.js", "learning/lesson.js", "learning/learning.js"),
)


def drawn(key: str, facts: Mapping[str, object]) -> Way | None:
    """Where was pressed in this run."""
    shared: Drawn = {"direction": text.direction(), "language": state.language()}
    data = components.packed({**shared, **facts})
    way = _learning(data=data, key=key, on_way_change=components.noted).way
    return Way(str(way["page"]), dict(way["chosen"])) if way else None


def rule_row(rule: Rule) -> Drawn:
    return {"title": in_page(rule.title), "text": in_page(rule.text)}


def back_to(label: str, way: Way) -> Drawn:
    return {"label": label, "way": asdict(way)}


def in_page(words: Text) -> str:
    return words.of(state.language())
