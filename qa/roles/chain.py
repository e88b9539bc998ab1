"""Two people who take turns: how likely each line is the agent's, all lines taken together.

A hidden Markov chain of two states, summed forwards and backwards in logarithms (Rabiner 1989).
"""

from collections.abc import Sequence
from math import exp, log1p

_SURE = 50.0  # log-odds beyond which nothing changes


def likely_agent(
    lines: Sequence[float], changes: Sequence[float], first: float = 0.0
) -> list[float]:
    """Probability that each line is the agent's, from the log-odds of each line alone, of a change
    of speaker between neighbours (one fewer), and of the agent speaking first."""
    forward = _sums(lines, changes, (first / 2, -first / 2))
    backward = _sums(lines[::-1], changes[::-1], (0.0, 0.0))[::-1]
    return [
        probability((to[0] + of[0]) - (to[1] + of[1]) - line)
        for to, of, line in zip(forward, backward, lines, strict=True)
    ]


def _sums(
    lines: Sequence[float], changes: Sequence[float], start: tuple[float, float]
) -> list[tuple[float, float]]:
    """Log weight of all ways to each line being the agent's, and the customer's, with itself."""
    agent, customer = start
    sums: list[tuple[float, float]] = []
    for index, line in enumerate(lines):
        if index:
            stay, change = _log_stay(changes[index - 1]), _log_stay(-changes[index - 1])
            agent, customer = (
                _log_add(agent + stay, customer + change),
                _log_add(customer + stay, agent + change),
            )
        agent, customer = agent + line / 2, customer - line / 2
        sums.append((agent, customer))
    return sums


def _log_stay(change: float) -> float:
    return -log1p(exp(min(_SURE, change)))


def _log_add(one: float, other: float) -> float:
    return max(one, other) + log1p(exp(-abs(one - other)))


def probability(log_odds: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-max(-_SURE, min(_SURE, log_odds))))
