"""Logistic models of few features, set right on a second set of cases, and their thresholds."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.learned.joining import sigmoid

DECIDED_PRECISION = 0.88  # of what counts without a person
STRICT_PRECISION = 0.93  # of accusations that do
_LEAST_LIKELY, _MOST_LIKELY = 0.3, 0.5
_PRIOR = 10.0  # how many cases' worth the first fit counts when it is set right


@dataclass(frozen=True, slots=True)
class Fitted:
    """`probability` of features is the sigmoid of bias + weights x features."""

    weights: tuple[float, ...]
    bias: float

    def log_odds(self, features: Sequence[float]) -> float:
        return self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))

    def probability(self, features: Sequence[float]) -> float:
        return sigmoid(self.log_odds(features))


def fit(features: Sequence[Sequence[float]], truth: Sequence[bool]) -> Fitted:
    """A logistic model of the cases."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(max_iter=2000).fit(np.array(features), np.array(truth))
    weights = tuple(round(float(weight), 4) for weight in model.coef_[0])
    return Fitted(weights, round(float(model.intercept_[0]), 4))


def calibrated(
    fitted: Fitted, features: Sequence[Sequence[float]], truth: Sequence[bool]
) -> Fitted:
    """The same model stretched and moved (Platt 1999) to fit these cases, the less the fewer."""
    import numpy as np
    from scipy.optimize import minimize

    log_odds = np.array([fitted.log_odds(one) for one in features])
    is_act = np.array(truth, dtype=float)

    def loss(stretch_and_move: "np.typing.NDArray[np.float64]") -> float:
        stretch, move = stretch_and_move
        moved = stretch * log_odds + move
        wrong = np.logaddexp(0, moved) - is_act * moved
        return float(wrong.sum() + _PRIOR * ((stretch - 1) ** 2 + (move / 2) ** 2))

    stretch, move = minimize(loss, x0=np.array([1.0, 0.0]), method="BFGS").x
    return Fitted(
        tuple(round(weight * stretch, 4) for weight in fitted.weights),
        round(fitted.bias * stretch + move, 4),
    )


def thresholds(
    fitted: Fitted, features: Sequence[Sequence[float]], truth: Sequence[bool], *, strict: bool
) -> tuple[float, float]:
    """From which probability an act is the best guess, and from which it is decided.

    For the best F1 the threshold is half of that F1 where probabilities are right (Lipton et al.,
    2014), which is steadier on few cases than the best cut itself.
    """
    sure = sorted(
        ((fitted.probability(one), is_act) for one, is_act in zip(features, truth, strict=True)),
        reverse=True,
    )
    likely_at = min(_MOST_LIKELY, max(_LEAST_LIKELY, _best_f1(sure) / 2))
    wanted = STRICT_PRECISION if strict else DECIDED_PRECISION
    return round(likely_at, 3), round(max(likely_at, _decided_at(sure, wanted)), 3)


def _best_f1(sure: Sequence[tuple[float, bool]]) -> float:
    """The best F1 that the probabilities themselves promise."""
    expected = sum(probability for probability, _ in sure)
    best = right = 0.0
    for count, (probability, _) in enumerate(sure, 1):
        right += probability
        best = max(best, 2 * right / (count + expected))
    return best


def _decided_at(sure: Sequence[tuple[float, bool]], wanted: float) -> float:
    """The lowest probability down to which both promised and seen precision are as wanted."""
    lowest, promised, right = 0.99, 0.0, 0
    for count, (probability, is_act) in enumerate(sure, 1):
        promised += probability
        right += is_act
        if promised / count >= wanted and (right + 1) / (count + 1) >= wanted:
            lowest = probability
    return min(0.99, lowest)
