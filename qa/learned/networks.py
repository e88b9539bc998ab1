"""Small networks over the same features: what the linear model cannot add up, they may.

Each is a sum of vectors, one per feature, squeezed by tanh, and one layer on top; all acts are
learned together, so that rare ones lean on common ones. Several differ in their first numbers only.
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

WIDTH = 64
NETWORKS = 2
EPOCHS = 8
_BATCH = 128
_LEFT_OUT = 0.4  # of the features of an example, another part each time
_FIRST_SIZE = 0.03
_VECTOR_RATE, _HEAD_RATE, _HEAD_DECAY = 0.01, 0.003, 1e-5


@dataclass(frozen=True, slots=True)
class Network:
    vectors: "NDArray[np.float32]"  # (ROWS, WIDTH)
    head: Head


def train_network(
    given: Sequence[Example], counted: Any, seed: int, epochs: int = EPOCHS
) -> Network:
    """`counted` is the sparse (examples, ROWS) matrix of their features; deterministic."""
    import numpy as np
    import torch

    torch.manual_seed(seed)
    is_act = torch.tensor([[act in one.acts for act in LEARNED] for one in given]).float()
    clear = torch.tensor([[act not in one.unclear for act in LEARNED] for one in given]).float()
    vectors = torch.nn.EmbeddingBag(ROWS, WIDTH, mode="sum", sparse=True)
    torch.nn.init.normal_(vectors.weight, std=_FIRST_SIZE)
    head = torch.nn.Linear(WIDTH, len(LEARNED))
    rates = (
        torch.optim.SparseAdam(list(vectors.parameters()), lr=_VECTOR_RATE),
        torch.optim.Adam(head.parameters(), lr=_HEAD_RATE, weight_decay=_HEAD_DECAY),
    )
    order, chance = np.arange(len(given)), np.random.default_rng(seed)
    for _ in range(epochs):
        chance.shuffle(order)
        for at in range(0, len(order), _BATCH):
            some = order[at : at + _BATCH]
            scores = head(torch.tanh(_summed(vectors, counted[some])))
            wrong = torch.nn.functional.binary_cross_entropy_with_logits(
                scores, is_act[some], reduction="none"
            )
            for rate in rates:
                rate.zero_grad()
            (wrong * clear[some]).sum(1).mean().backward()  # type: ignore[no-untyped-call]
            for rate in rates:
                rate.step()  # type: ignore[no-untyped-call]
    return Network(
        vectors.weight.detach().numpy(),
        Head(head.weight.detach().numpy().T.copy(), head.bias.detach().numpy().copy()),
    )


def _summed(vectors: Any, counted: Any) -> Any:
    """The scaled sums of the vectors of each example, with a part of its features left out."""
    import numpy as np
    import torch

    sizes = np.diff(counted.indptr)
    totals = np.asarray(counted.sum(axis=1)).ravel()
    scale = np.repeat(np.sqrt(np.maximum(totals, 1.0)) / FEATURES_PER_UNIT, sizes)
    values = torch.from_numpy((counted.data / scale).astype(np.float32))
    kept = torch.rand(len(values)) > _LEFT_OUT
    return vectors(
        torch.from_numpy(counted.indices.astype(np.int64)),
        torch.from_numpy(counted.indptr[:-1].astype(np.int64)),
        per_sample_weights=values * kept / (1 - _LEFT_OUT),
    )
