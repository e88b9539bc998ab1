"""From examples to weights: a logistic model per act, and small networks for all together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.learned.examples import LEARNED, Example
from qa.learned.features import ROWS, features
from qa.learned.networks import NETWORKS, train_network
from qa.learned.weights import Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOOSENESS = 1.0  # the inverse of the penalty on large weights
_FEWEST = 5  # examples of an act, under which nothing is learned about it
_NEVER = -9.0
_FEWEST_EXAMPLES = 2  # that must have a feature


def train(given: Sequence[Example], looseness: float = LOOSENESS, count: int = NETWORKS) -> Weights:
    """The linear model and `count` networks; the same examples give the same weights."""
    import numpy as np

    counted = _common(matrix([example.words for example in given]))
    rows = np.zeros((ROWS, len(LEARNED)), dtype=np.float32)
    bias = np.full(len(LEARNED), _NEVER, dtype=np.float32)
    for column, act in enumerate(LEARNED):
        clear = np.array([act not in example.unclear for example in given])
        is_act = np.array([act in example.acts for example in given])[clear]
        if is_act.sum() >= _FEWEST:
            fitted = _fit(counted[clear], is_act, looseness)
            rows[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]
    networks = [train_network(given, counted, seed) for seed in range(count)]
    return Weights(
        LEARNED,
        np.concatenate([rows, *(network.vectors for network in networks)], axis=1),
        bias,
        tuple(network.head for network in networks),
    )


def matrix(stretches: Sequence[Sequence[str]]) -> Any:
    """A sparse (stretches, ROWS) matrix of features."""
    import numpy as np
    from scipy.sparse import csr_matrix

    counted = [features(words) for words in stretches]
    starts = np.cumsum([0, *map(len, counted)])
    columns = np.fromiter((row for one in counted for row in one), dtype=np.int32)
    values = np.fromiter((one[row] for one in counted for row in one), dtype=np.float32)
    return csr_matrix((values, columns, starts), shape=(len(counted), ROWS))


def _common(counted: Any) -> Any:
    """Without the features that fewer than two examples have: they say nothing of other words."""
    import numpy as np
    from scipy.sparse import diags_array

    common = np.bincount(counted.indices, minlength=ROWS) >= _FEWEST_EXAMPLES
    kept = (counted @ diags_array(common.astype(np.float32))).tocsr()
    kept.eliminate_zeros()
    return kept


def _fit(counted: Any, is_act: "NDArray[np.bool_]", looseness: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=looseness, solver="liblinear", tol=1e-2, max_iter=300, random_state=0
    )
    return model.fit(counted, is_act)
