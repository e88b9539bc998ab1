"""docs/accuracy.md: everything measured, on one page that no hand writes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from accuracy import bank_counts, figures, results
from accuracy.dialogues import Labelled, read_development, read_set
from accuracy.extremes import extremes_table, of_the_tests, told_by_marks, told_in_titles
from accuracy.fairness.probing import all_probed, fairness_table
from accuracy.intervals import DRAWS, SEEDS, intervals
from accuracy.reliability import drawing, reliability_table
from accuracy.scoring import Guess, Scored
from accuracy.systems import layers_of, load_system, measure
from accuracy.tables import two
from accuracy.targets import targets_table
from qa import ENGINE_VERSION
from qa.learned.bank import read_bank

PROJECT = Path(__file__).resolve().parents[1]
_PAGE = Path(__file__).with_name("page.md")

HELD, TUNE, DEVELOPMENT, UNREAD = "held", "tune", "development", "unread"
_TOLD = {
    HELD: "Own dialogues on which nothing was tuned and no rule was written. **These count.**",
    TUNE: "Own dialogues on which the thresholds were set. **Not countable.**",
    DEVELOPMENT: "The readable two thirds of the development dialogues beside the project, on "
    "which rules were written. **Not countable.**",
    UNREAD: "The third of the development dialogues that nobody read: totals only, never an "
    "error. While the rules were written its totals were looked at several times, so these "
    "count with that reservation.",
}
_NAMES = {"ar": "Arabic", "en": "English"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One set of dialogues, scored by both layers together and by each alone."""

    name: str
    dialogues: list[Labelled]
    by_layer: dict[str, list[Scored]]

    @property
    def scored(self) -> list[Scored]:
        return self.by_layer["both"]


def measure_sets(evalset: Path, system: str, *, final: bool) -> list[Measured]:
    """Every set that stands here, the unread third only where `final`; absent ones left out."""
    sets = {
        HELD: read_set(HELD),
        TUNE: read_set(TUNE),
        DEVELOPMENT: read_development(evalset),
        UNREAD: read_development(evalset, unread=True) if final else [],
    }
    systems = layers_of(load_system(system))
    return [
        Measured(name, dialogues, {layer: measure(dialogues, s) for layer, s in systems.items()})
        for name, dialogues in sets.items()
        if dialogues
    ]


def write_report(docs: Path, measured: Sequence[Measured], system: str) -> Path:
    """Write the page and its drawings; where the page stands."""
    judged = measured[0]
    drawn = _curves(judged.scored)
    for language, curves in drawn.items():
        title = f"How sure and how right: {_NAMES[language]}"
        (docs / f"reliability-{language}.svg").write_text(drawing(curves, title), "utf-8")
    page = docs / "accuracy.md"
    parts = _measured_parts(measured, judged) | _extreme_parts(measured) | _bank_parts()
    text = Template(_PAGE.read_text("utf-8")).substitute(
        system=system,
        version=ENGINE_VERSION,
        seeds=len(SEEDS),
        draws=f"{len(SEEDS) * DRAWS:,}",
        **parts,
    )
    page.write_text(text, "utf-8")
    return page


def summary(measured: Sequence[Measured]) -> Iterator[str]:
    """For the terminal: the targets on what counts most, and the families of every set."""
    yield f"Judged on {measured[0].name}:"
    yield from targets_table(measured[0].scored)
    for one in measured:
        yield f"\n{one.name}, {len(one.scored)} dialogues"
        yield from results.families(one.scored, _kinds(one))


def _measured_parts(measured: Sequence[Measured], judged: Measured) -> dict[str, str]:
    wobble = intervals(judged.scored, [figures.macro_f1])[0]
    return {
        "wobble": two(wobble.wobble if wobble else None),
        "judged": f"On the set `{judged.name}`: {_TOLD[judged.name]}",
        "targets": _text(targets_table(judged.scored)),
        "sets": "\n\n".join(_set_part(one) for one in measured),
        "layers": "\n\n".join(_layers_part(one) for one in measured),
        "guesses": f"guesses on the set `{judged.name}`",
        "reliability": "\n\n".join(
            _reliability_part(language, curves)
            for language, curves in _curves(judged.scored).items()
        ),
    }


def _extreme_parts(measured: Sequence[Measured]) -> dict[str, str]:
    own = [one for one in measured if one.name in (HELD, TUNE)]
    dialogues = [dialogue for one in own for dialogue in one.dialogues]
    return {
        "extreme_sets": ", ".join(f"`{one.name}`" for one in own),
        "titled": _text(extremes_table(told_in_titles(dialogues))),
        "marked": _text(extremes_table(told_by_marks(dialogues))),
        "tested": _text(extremes_table(of_the_tests())),
    }


def _bank_parts() -> dict[str, str]:
    bank = read_bank()
    return {
        "fairness": _text(fairness_table(all_probed())),
        "quotas": _text(bank_counts.quotas(bank)),
        "dialects": _text(bank_counts.dialects(bank)),
    }


def _set_part(one: Measured) -> str:
    head = f"### `{one.name}`: {len(one.scored)} dialogues\n\n{_TOLD[one.name]}"
    if one.name == UNREAD:
        return f"{head}\n\n{_text(results.families(one.scored, _kinds(one)))}"
    parts = (results.families, results.details, results.decided)
    return "\n\n".join([head, *(_text(part(one.scored)) for part in parts)])


def _layers_part(one: Measured) -> str:
    return f"`{one.name}`:\n\n{_text(results.layers(one.by_layer, _kinds(one)))}"


def _kinds(one: Measured) -> list[str]:
    """Of the unread third no more than totals, so that nothing can be learned from it."""
    return ["language"] if one.name == UNREAD else ["language", "dialect"]


def _reliability_part(language: str, curves: dict[str, list[Guess]]) -> str:
    name = _NAMES[language]
    picture = f"![How sure and how right, {name}](reliability-{language}.svg)"
    return f"### {name}\n\n{_text(reliability_table(curves))}\n\n{picture}"


def _curves(scored: Sequence[Scored]) -> dict[str, dict[str, list[Guess]]]:
    """Per language the guesses of all families, and of forbidden language."""
    told = {}
    for language in sorted({one.lang for one in scored}):
        guesses = [guess for one in scored if one.lang == language for guess in one.guesses]
        forbidden = [guess for guess in guesses if guess.family == "forbidden"]
        told[language] = {"all": guesses, "forbidden": forbidden}
    return told


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines)
