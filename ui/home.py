"""What a person's day looks like: a greeting, what waits with its reason, and a few figures."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from ui import components, state, text

_home = components.define(
    "home",
    css=("shared/tokens.css", "shared/base.css", "shared/nuqta.css", "home/home.css",
         "home/path.css"),
    js=("shared/dom.js", "shared/nuqta.js", "home/path.js", "home/home.js"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """Where a button or a figure leads: a page, and what is chosen there."""

    page: str
    chosen: dict[str, int | str] = field(default_factory=dict)
    calls_filter: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits: what, why, and one verb; `mark` names an icon."""

    title: str
    why: str
    verb: str
    way: Way
    mark: str = "phone"
    facts: tuple[str, ...] = ()
    urgent: bool = False
    when: str = ""
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts; it opens what it came from."""

    label: str
    value: str
    under: str = ""
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures that belong together."""

    title: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class PathStop:
    """One stage of a path; `state` is done, current or ahead, its word the same to be read."""

    title: str
    under: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill with its nuqtas (ui.skills.level_data) and what they say in words."""

    title: str
    words: str
    level: dict[str, object]


@dataclass(frozen=True, slots=True)
class SkillPicture:
    """`more` leads to what the levels rest on."""

    title: str
    rows: Sequence[SkillRow]
    legend: dict[str, str]
    note: str
    more: str
    way: Way


@dataclass(frozen=True, slots=True)
class Day:
    """All of one home page; `quiet` stands where nothing waits."""

    greeting: str
    under: str
    dues_title: str
    dues: Sequence[Due]
    quiet: str
    panels: Sequence[Panel]
    first: Due | None = None  # the gold button
    dues_under: str = ""
    path: Sequence[PathStop] = ()
    path_title: str = ""
    skills: SkillPicture | None = None


def draw_day(day: Day) -> None:
    """Draw it, and go where it was pressed."""
    facts = {
        "direction": text.direction(),
        "language": state.language(),
        "day": asdict(day),
    }
    way = _home(data=components.packed(facts), key="home-day", on_way_change=components.noted).way
    if way:
        follow(Way(str(way["page"]), dict(way["chosen"]), str(way["calls_filter"])))


def follow(way: Way | None) -> None:
    """Go where it was pressed, if anywhere."""
    if way is None:
        return
    if way.calls_filter:
        state.remember("calls.filter", way.calls_filter)
    state.go_to(way.page, **way.chosen)
