"""What was learned of one language: how much each feature speaks for the agent, or for a change."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qa.model import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "weights"
_LARGEST = 127


@dataclass(frozen=True, slots=True)
class Column:
    """Log-odds per row of features, and where they start from."""

    rows: "NDArray[np.float32]"
    bias: float

    def score(self, features: Counter[int]) -> float:
        import numpy as np

        weights = np.fromiter(features.values(), dtype=np.float32)
        return self.bias + float(self.rows[list(features)] @ weights)


@dataclass(frozen=True, slots=True)
class Weights:
    agent: Column  # this line is the agent's
    change: Column  # the other one speaks the next line
    inside: Column  # the other one goes on here, inside a segment


_NAMES = ("agent", "change", "inside")


def save(weights: Weights, path: Path) -> None:
    """As whole numbers between -127 and 127 with their scale."""
    import numpy as np

    kept: dict[str, NDArray[np.float32] | NDArray[np.int8]] = {}
    for name in _NAMES:
        column: Column = getattr(weights, name)
        scale = float(np.abs(column.rows).max()) / _LARGEST
        kept[name] = np.rint(column.rows / scale).astype(np.int8)
        kept[f"{name}_scale"] = np.array([scale, column.bias], dtype=np.float32)
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]  # its stubs take no ** of arrays


def load(path: Path) -> Weights:
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        columns = []
        for name in _NAMES:
            scale, bias = file[f"{name}_scale"]
            columns.append(Column(file[name].astype(np.float32) * scale, float(bias)))
    return Weights(*columns)


@cache
def weights_of(language: Language) -> Weights:
    """The shipped weights of a language, loaded once."""
    return load(FOLDER / f"{language}.npz")
