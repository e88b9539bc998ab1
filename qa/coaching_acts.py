"""How well each act that coaching wants is heard, and which of them may therefore score.

The figures stand in coaching_acts.yml beside this file; `python -m accuracy.coaching_acts --write`
measures them anew, into that file and into docs/coaching_acts.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from qa.model import Act, Language

FIGURES = Path(__file__).parent / "coaching_acts.yml"
LEAST_F1 = 0.7  # in all, and in every language: a scorecard is one for both
LEAST_PLACES = 5  # a figure from fewer says nothing
COACHING = (
    Act.OPEN_QUESTION,
    Act.REFLECTING,
    Act.SIGNPOSTING,
    Act.NEXT_STEP,
    Act.CHECKING,
    Act.ESCALATION,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """F1 on dialogues the rules were not written on, with 95 % of a bootstrap over dialogues.

    `places` is how often people marked the act there; all else is None where nobody did.
    """

    places: int
    f1: float | None
    low: float | None = None
    high: float | None = None
    kappa: float | None = None  # of the two passes, over all dialogues and turns
    by_language: Mapping[str, float | None] | None = None


@cache
def figures() -> Mapping[Act, Figure]:
    """What was measured, act by act."""
    plain = yaml.safe_load(FIGURES.read_text("utf-8"))
    return {act: Figure(**plain[act.value]) for act in COACHING}


def may_score(figure: Figure) -> bool:
    """Is the act heard well enough to count, in every language?"""
    every = [figure.f1, *((figure.by_language or {}).get(language) for language in Language)]
    well = all(f1 is not None and f1 >= LEAST_F1 for f1 in every)
    return well and figure.places >= LEAST_PLACES


def scoring_acts() -> tuple[Act, ...]:
    """Those that a scorecard may name as a check."""
    return tuple(act for act, figure in figures().items() if may_score(figure))


def hints_only() -> frozenset[str]:
    """The names that no scorecard may use as a check."""
    return frozenset(act.value for act in COACHING) - {act.value for act in scoring_acts()}
