"""The learned numbers of one language, as they lie in a file: small whole numbers and a scale."""

from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds: to the log-odds of every act, to what tells the kinds of forbidden
    language apart, then to the inputs of every head.

    `rows` is (ROWS, acts + kinds + heads x width), `bias` (acts + kinds,).
    """

    acts: tuple[str, ...]
    rows: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"
    heads: tuple[Head, ...] = ()

    def scores(
        self, sums: "NDArray[np.float32]", counts: "NDArray[np.float32]"
    ) -> "NDArray[np.float32]":
        """Log-odds (stretches, acts + kinds) of sums of rows over so many features each."""
        import numpy as np

        acts, plain = len(self.acts), len(self.bias)
        linear: NDArray[np.float32] = self.bias + sums[:, :plain]
        if not self.heads:
            return linear
        scale = np.sqrt(np.maximum(counts, 1.0))[:, None] / FEATURES_PER_UNIT
        hidden = np.tanh(sums[:, plain:] / scale)
        width = len(self.heads[0].weights)
        each = [
            hidden[:, at * width : (at + 1) * width] @ head.weights + head.bias
            for at, head in enumerate(self.heads)
        ]
        linear[:, :acts] = (linear[:, :acts] + np.mean(each, axis=0)) / 2
        return linear


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
        rows = np.zeros((ROWS, file["values"].shape[1]), dtype=np.float32)
        rows[file["used"]] = file["values"].astype(np.float32) * file["scale"]
        count = sum(name.endswith("_weights") for name in file.files)
        heads = tuple(Head(file[f"head_{n}_weights"], file[f"head_{n}_bias"]) for n in range(count))
        return Weights(tuple(str(act) for act in file["acts"]), rows, file["bias"], heads)


@cache
def weights_of(language: Language) -> Weights:
    """The shipped weights of a language, loaded once."""
    return load(FOLDER / f"{language}.npz")
