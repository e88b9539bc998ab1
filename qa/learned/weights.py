"""The learned numbers of one language, as they lie in a file: small whole numbers and a scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.learned.features import ROWS
from qa.model import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "weights"
_LARGEST = 127


@dataclass(frozen=True, slots=True)
class Head:
    """The upper half of a network: (width, acts) and (acts,)."""

    weights: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"


@dataclass(frozen=True)
class Weights:
    """What each feature adds: to the log-odds of every act, then to the inputs of every head.

    `rows` is (ROWS, acts + heads x width), `bias` (acts,). As loaded from a file,
    `rows` has whole numbers in units of `scale`, (columns,), for those features alone that have
    any; `places` (ROWS,) says in which row, and row 0 is that of all others.
    """

    acts: tuple[str, ...]
    rows: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"
    heads: tuple[Head, ...] = ()
    scale: "NDArray[np.float32] | None" = None
    places: "NDArray[np.int32] | None" = None

    def gathered(self, features: "Sequence[int] | NDArray[np.int32]") -> "NDArray[np.float32]":
        """What these features add, in units of the scale."""
        import numpy as np

        rows = features if self.places is None else self.places[features]
        found: NDArray[np.float32] = self.rows[rows].astype(np.float32)
        return found

    def column(self, act: str) -> "NDArray[np.float32]":
        """What every feature adds to one act, (ROWS,)."""
        import numpy as np

        number = self.acts.index(act)
        column: NDArray[np.float32] = self.rows[:, number].astype(np.float32)
        if self.scale is not None and self.places is not None:
            column = (column * self.scale[number])[self.places]
        return column

    def scores(
        self, sums: "NDArray[np.float32]", counts: "NDArray[np.float32]"
    ) -> "NDArray[np.float32]":
        """Log-odds (stretches, acts) of sums of rows, in units of the scale, over so many features
        each."""
        import numpy as np

        acts = len(self.acts)
        if self.scale is not None:
            sums = sums * self.scale
        linear: NDArray[np.float32] = self.bias + sums[:, :acts]
        if not self.heads:
            return linear
        roots = np.sqrt(np.maximum(counts, 1.0))[:, None] / np.float32(FEATURES_PER_UNIT)
        hidden = np.tanh(sums[:, acts:] / roots)
        voted: NDArray[np.float32] = hidden @ self._mean_head.weights + self._mean_head.bias
        both: NDArray[np.float32] = (linear + voted) * np.float32(0.5)
        return both

    @cached_property
    def _mean_head(self) -> Head:
        """All heads as one over all their inputs: the mean of what they say."""
        import numpy as np

        weights = np.concatenate([head.weights for head in self.heads]) / len(self.heads)
        bias = np.stack([head.bias for head in self.heads]).mean(axis=0)
        return Head(weights.astype(np.float32), bias.astype(np.float32))


FEATURES_PER_UNIT = 6.0  # so that a hidden unit's input has about the same size in any stretch


def save(weights: Weights, path: Path) -> None:
    """Write each column as whole numbers between -127 and 127 with its scale."""
    import numpy as np

    scale = np.maximum(np.abs(weights.rows).max(axis=0), 1e-9) / _LARGEST
    small = np.rint(weights.rows / scale).astype(np.int8)
    used = np.flatnonzero(small.any(axis=1)).astype(np.int32)
    heads = {
        f"head_{number}_{name}": getattr(head, name)
        for number, head in enumerate(weights.heads)
        for name in ("weights", "bias")
    }
    arrays: dict[str, Any] = {
        "acts": np.array(weights.acts),
        "used": used,
        "values": small[used],
        "scale": scale.astype(np.float32),
        "bias": weights.bias,
        **heads,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def load(path: Path) -> Weights:
    """The weights of a file that `save` wrote."""
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        values, used = file["values"], file["used"]
        places = np.zeros(ROWS, dtype=np.int32)
        places[used] = np.arange(1, len(used) + 1)
        count = sum(name.endswith("_weights") for name in file.files)
        return Weights(
            acts=tuple(str(act) for act in file["acts"]),
            rows=np.concatenate([np.zeros_like(values[:1]), values]),
            bias=file["bias"],
            heads=tuple(
                Head(file[f"head_{n}_weights"], file[f"head_{n}_bias"]) for n in range(count)
            ),
            scale=file["scale"],
            places=places,
        )


@cache
def weights_of(language: Language) -> Weights:
    """The shipped weights of a language, loaded once."""
    return load(FOLDER / f"{language}.npz")
