"""Small networks over the same features: what the linear model cannot add up, they may.

Each is a sum of vectors, one per feature, squeezed by tanh, and one layer on top; all acts are
learned together, so that rare ones lean on common ones. Several differ in their first numbers only.
Learned by Adam (Kingma and Ba, 2015) whose memory of a feature moves only when the feature is met.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.learned.examples import LEARNED, Example
from qa.learned.features import ROWS
from qa.learned.weights import FEATURES_PER_UNIT, Head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

WIDTH = 48
NETWORKS = 2
EPOCHS = 8
_BATCH = 128
_LEFT_OUT = 0.4  # of the features of an example, another part each time
_FIRST_SIZE = 0.03
_VECTOR_RATE, _HEAD_RATE = 0.01, 0.003
_KEEP_MEAN, _KEEP_SQUARE, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True)
class Network:
    vectors: "Numbers"  # (ROWS, WIDTH)
    head: Head


class _Adam:
    """One table of numbers, of which some rows are moved at a time."""

    def __init__(self, values: "Numbers", rate: float) -> None:
        import numpy as np

        self.values, self._rate, self._steps = values, rate, 0
        self._mean, self._square = np.zeros_like(values), np.zeros_like(values)

    def move(self, slope: "Numbers", rows: Any = slice(None)) -> None:
        import numpy as np

        self._steps += 1
        mean = _KEEP_MEAN * self._mean[rows] + (1 - _KEEP_MEAN) * slope
        square = _KEEP_SQUARE * self._square[rows] + (1 - _KEEP_SQUARE) * slope**2
        self._mean[rows], self._square[rows] = mean, square
        rate = self._rate * np.sqrt(1 - _KEEP_SQUARE**self._steps) / (1 - _KEEP_MEAN**self._steps)
        self.values[rows] -= rate * mean / (np.sqrt(square) + _TINY)


def train_network(given: Sequence[Example], counted: Any, seed: int) -> Network:
    """`counted` is the sparse (examples, ROWS) matrix of their features; deterministic."""
    import numpy as np

    chance = np.random.default_rng(seed)
    is_act = np.array([[act in one.acts for act in LEARNED] for one in given], dtype=np.float32)
    clear = np.array([[act not in one.unclear for act in LEARNED] for one in given], dtype=bool)
    vectors = _Adam(_drawn(chance, _FIRST_SIZE, ROWS, WIDTH), _VECTOR_RATE)
    top = _Adam(_drawn(chance, WIDTH**-0.5, WIDTH, len(LEARNED)), _HEAD_RATE)
    bias = _Adam(np.zeros(len(LEARNED), dtype=np.float32), _HEAD_RATE)
    scaled = _scaled(counted)
    for _ in range(EPOCHS):
        order = chance.permutation(len(given))
        shuffled = _thinned(scaled[order], chance)
        for at in range(0, len(given), _BATCH):
            some = order[at : at + _BATCH]
            step = (shuffled[at : at + _BATCH], is_act[some], clear[some])
            _learn(vectors, top, bias, step)
    met = np.bincount(counted.indices, minlength=ROWS) > 0
    return Network(vectors.values * met[:, None], Head(top.values, bias.values))


def _learn(vectors: _Adam, top: _Adam, bias: _Adam, step: tuple[Any, "Numbers", Any]) -> None:
    """One step down the slope of the cross-entropy, for the features that a batch has."""
    import numpy as np

    counted, is_act, clear = step
    rows, counted.indices = np.unique(counted.indices, return_inverse=True)
    counted.resize(counted.shape[0], len(rows))
    hidden = np.tanh(counted @ vectors.values[rows])
    scores = hidden @ top.values + bias.values
    wrong = (1 / (1 + np.exp(-scores)) - is_act) * clear / len(is_act)
    below = wrong @ top.values.T * (1 - hidden**2)
    vectors.move(np.asarray(counted.T @ below), rows)
    top.move(hidden.T @ wrong)
    bias.move(wrong.sum(axis=0))


def _scaled(counted: Any) -> Any:
    """Each example's features divided by the root of their sum."""
    import numpy as np
    from scipy.sparse import diags_array

    totals = np.maximum(np.asarray(counted.sum(axis=1)).ravel(), 1.0)
    return (diags_array(FEATURES_PER_UNIT / np.sqrt(totals)) @ counted).tocsr().astype(np.float32)


def _thinned(scaled: Any, chance: "np.random.Generator") -> Any:
    """A part of the features left out, the rest the stronger for it."""
    import numpy as np

    kept = chance.random(len(scaled.data), dtype=np.float32) > _LEFT_OUT
    scaled.data = scaled.data * kept / np.float32(1 - _LEFT_OUT)
    return scaled


def _drawn(chance: "np.random.Generator", size: float, *shape: int) -> "Numbers":
    import numpy as np

    return (chance.standard_normal(shape, dtype=np.float32) * np.float32(size)).astype(np.float32)
