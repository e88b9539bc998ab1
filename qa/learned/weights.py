"""The learned numbers of one language, as they lie in a file: small whole numbers and a scale."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qa.learned.features import ROWS
from qa.model import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "weights"
_LARGEST = 127


@dataclass(frozen=True, slots=True)
class Weights:
    """`rows` is (ROWS, acts) of log-odds per feature, `bias` (acts,)."""

    acts: tuple[str, ...]
    rows: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"


def save(weights: Weights, path: Path) -> None:
    """Write each act's column as whole numbers between -127 and 127 with its scale."""
    import numpy as np

    scale = np.maximum(np.abs(weights.rows).max(axis=0), 1e-9) / _LARGEST
    used = np.flatnonzero(np.abs(weights.rows / scale).max(axis=1) >= 0.5).astype(np.int32)
    np.savez_compressed(
        path,
        acts=np.array(weights.acts),
        used=used,
        values=np.rint(weights.rows[used] / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=weights.bias.astype(np.float32),
    )


def load(path: Path) -> Weights:
    import numpy as np

    with np.load(path, allow_pickle=False) as file:
        rows = np.zeros((ROWS, len(file["acts"])), dtype=np.float32)
        rows[file["used"]] = file["values"].astype(np.float32) * file["scale"]
        return Weights(tuple(str(act) for act in file["acts"]), rows, file["bias"])


@cache
def weights_of(language: Language) -> Weights:
    """The shipped weights of a language, loaded once."""
    return load(FOLDER / f"{language}.npz")
