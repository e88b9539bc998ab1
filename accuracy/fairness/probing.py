"""How many verdicts flip when only what should not matter is swapped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from accuracy.dialogues import read_development, read_set
from accuracy.fairness.swapping import GROUPS, Pair, dialogue_pairs, template_pairs
from accuracy.tables import table
from qa.model import CriterionResult, Language, Transcript, Verdict
from qa.pipeline import Engine
from qa.scorecard import load_scorecard

DEVELOPMENT = "development"
Judge = Callable[[Transcript], Sequence[CriterionResult]]


@dataclass(frozen=True, slots=True)
class Flip:
    pair: Pair
    criterion: str
    before: Verdict
    after: Verdict

    @property
    def reverses(self) -> bool:
        """Met became not met, or the other way round."""
        return {self.before, self.after} == {Verdict.MET, Verdict.NOT_MET}


@dataclass(frozen=True, slots=True)
class Probed:
    """The twins looked at, the verdicts compared, and those that flipped."""

    pairs: tuple[Pair, ...]
    verdicts: int
    flips: tuple[Flip, ...]

    @property
    def share(self) -> float:
        return len(self.flips) / self.verdicts if self.verdicts else 0.0

    @property
    def reversed_share(self) -> float:
        turned = sum(flip.reverses for flip in self.flips)
        return turned / self.verdicts if self.verdicts else 0.0

    def of(self, group: str, language: Language) -> "Probed":
        def kept(pair: Pair) -> bool:
            return (pair.group, pair.call.language) == (group, language)

        pairs = tuple(pair for pair in self.pairs if kept(pair))
        each = self.verdicts // len(self.pairs) if self.pairs else 0
        flips = tuple(flip for flip in self.flips if kept(flip.pair))
        return Probed(pairs, each * len(pairs), flips)


def all_probed() -> Probed:
    """Templates, the set `tune`, and the readable development dialogues where they are."""
    return probe(
        chain(
            template_pairs(),
            dialogue_pairs(read_set("tune"), "tune"),
            dialogue_pairs(read_development(), DEVELOPMENT),
        )
    )


def probe(pairs: Iterable[Pair], judge: Judge | None = None) -> Probed:
    """Every criterion of every twin held against the call's own."""
    looked_at = tuple(pairs)
    judged = cache(judge or _judged)
    flips, verdicts = [], 0
    for pair in looked_at:
        for one, other in zip(judged(pair.call), judged(pair.twin), strict=True):
            verdicts += 1
            if one.verdict is not other.verdict:
                flips.append(Flip(pair, one.criterion.criterion_id, one.verdict, other.verdict))
    return Probed(looked_at, verdicts, tuple(flips))


def fairness_table(probed: Probed) -> Iterator[str]:
    """A row for each language and kind of swap."""
    rows = [
        [language.value, group, *_figures(probed.of(group, language))]
        for language in Language
        for group in GROUPS
    ]
    yield from table(_HEAD, [*rows, ["all", "", *_figures(probed)]])


_HEAD = ("", "swapped", "twins", "verdicts", "flipped", "met and not met exchanged")


def _figures(probed: Probed) -> list[str]:
    return [
        str(len(probed.pairs)),
        str(probed.verdicts),
        f"{len(probed.flips)} ({probed.share:.2%})",
        f"{sum(flip.reverses for flip in probed.flips)} ({probed.reversed_share:.2%})",
    ]


def _judged(call: Transcript) -> Sequence[CriterionResult]:
    return Engine().evaluate(call, load_scorecard()).results
