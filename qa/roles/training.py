"""`python -m qa.roles train`: the weights of both languages from the bank's conversations."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from qa.learned.bank import DIALOGUE, Utterance
from qa.learned.dialogues import Dialogue, Turn
from qa.model import Speaker
from qa.roles.cutting import Cuts, cut
from qa.roles.features import (
    ROWS,
    change_features,
    inside_features,
    line_features,
    spoken_in,
    words,
)
from qa.roles.weights import Column, Weights

if TYPE_CHECKING:
    pass

Features = Counter[int]

WAYS = (0.0, 0.6, 0.9)  # how often turns are cut, one after the other
LINE_LOOSENESS, CHANGE_LOOSENESS = 0.3, 0.1  # inverse penalties on large weights
PLACES = 0.3  # of those inside a turn, that are looked at
ALONE_WEIGHT = 0.3  # of an agent's line that stands in no conversation


def train(dialogues: Sequence[Dialogue], alone: Iterable[Utterance] = (), seed: int = 0) -> Weights:
    """Deterministic: the same conversations and the same agent's lines give the same weights."""
    lines: list[tuple[Features, bool, float]] = []
    changes: list[tuple[Features, bool, float]] = []
    chance = random.Random(seed)  # noqa: S311 - where a turn is cut is no secret
    for dialogue in dialogues:
        for way in WAYS:
            turns = cut(dialogue.turns, Cuts(way), chance)
            lines += [(line_features(words(turn.text)), _is_agent(turn), 1.0) for turn in turns]
            changes += [_change(one, other) for one, other in pairwise(turns)]
    inside = [place for dialogue in dialogues for place in _places(dialogue.turns, chance)]
    lines += [
        (line_features(words(one.text)), True, ALONE_WEIGHT)
        for one in alone
        if one.kind != DIALOGUE
    ]
    return Weights(
        agent=_fit(lines, LINE_LOOSENESS, even=True),
        change=_fit(changes, CHANGE_LOOSENESS),
        inside=_fit(inside, CHANGE_LOOSENESS),
    )


def _is_agent(turn: Turn) -> bool:
    return turn.speaker is Speaker.AGENT


def _change(one: Turn, other: Turn) -> tuple[Features, bool, float]:
    found = change_features(words(one.text), words(other.text))
    return found, one.speaker is not other.speaker, 1.0


def _places(turns: Sequence[Turn], chance: random.Random) -> Iterator[tuple[Features, bool, float]]:
    """All turns as one text: where each begins, and some of the places where none does."""
    text = " ".join(" ".join(turn.text.split()) for turn in turns)
    lengths = [len(turn.text.split()) for turn in turns]
    begins = set(accumulate(lengths))
    spoken = spoken_in(text)
    for at in range(1, len(spoken)):
        if at in begins:
            yield inside_features(text, spoken, at), True, 1.0
        elif chance.random() < PLACES:
            yield inside_features(text, spoken, at), False, 1 / PLACES


def _fit(
    examples: Sequence[tuple[Features, bool, float]], looseness: float, *, even: bool = False
) -> Column:
    """`even`: both answers count the same in all, so that the log-odds speak of the words alone."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    is_so = np.array([answer for _, answer, _ in examples])
    weight = np.array([share for *_, share in examples])
    if even:
        weight = np.where(is_so, weight, weight * weight[is_so].sum() / weight[~is_so].sum())
        weight *= len(weight) / weight.sum()
    model = LogisticRegression(
        C=looseness, solver="liblinear", tol=1e-3, max_iter=300, random_state=0
    )
    model.fit(_matrix([found for found, _, _ in examples]), is_so, sample_weight=weight)
    return Column(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def _matrix(examples: Sequence[Features]) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *map(len, examples)])
    columns = np.fromiter((row for one in examples for row in one), dtype=np.int32)
    values = np.fromiter((one[row] for one in examples for row in one), dtype=np.float32)
    return csr_matrix((values, columns, starts), shape=(len(examples), ROWS))
