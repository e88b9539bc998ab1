"""Rules and learned scores joined: how likely an act is at each place where it may stand.

The joining model of each act is logistic over `candidates.FEATURES`; it was fitted on parts of the
bank whose writers the learned scores had not seen, so it knows how far to trust either layer.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from qa.acts.context import DOUBT, doubtful
from qa.acts.opening import LATE
from qa.acts.reading import Reading
from qa.learned.candidates import CONTEXT, JOINED, Candidate, candidates, may_stand
from qa.learned.examples import CATEGORIES
from qa.learned.guards import (
    asks_a_person,
    is_certain,
    is_likely_alone,
    is_passed_over,
    is_weighed,
    may_decide,
    sureness,
)
from qa.learned.scorer import scorer_of
from qa.learned.weights import FOLDER
from qa.model import Act, Finding, Language

RULE, LEARNED = "rule", "learned"
_ROUNDING = 1e-6  # so that what is left out could not have counted
HEARD_FROM = 0.0  # log-odds from which on the learned layer counts as having heard it too


@dataclass(frozen=True, slots=True)
class ActModel:
    """Weights of the features, and three probabilities: from `unsure_at` on a person may want to
    look, from `likely_at` on it is the best guess, from `decided_at` on it counts unasked."""

    weights: tuple[float, ...]
    bias: float
    unsure_at: float
    likely_at: float
    decided_at: float

    def probability(self, features: Sequence[float]) -> float:
        return sigmoid(self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True)))

    def is_worth(self, features: Sequence[float]) -> bool:
        """Whether a person may want to look, whatever stands around; told without the context."""
        raised = sum(weight for weight in self.weights[CONTEXT] if weight > 0)
        least = sum(w * f for w, f in zip(self.weights, features, strict=True))
        return sigmoid(self.bias + least + raised + _ROUNDING) >= self.unsure_at


@dataclass(frozen=True, slots=True)
class Joining:
    """`acts` by Act; what a rule's category adds to the learned scores; bad holds against good."""

    acts: Mapping[Act, ActModel]
    rule_category: float
    bad_hold: ActModel


def join(reading: Reading, ruled: Sequence[Finding]) -> Iterator[Finding]:
    """All findings of a call: those of the rules alone where nothing is learned, else joined."""
    language = reading.lexicon.language
    joining = joining_of(language)
    yield from (finding for finding in ruled if not _is_joined(reading, finding))

    def worth(act: Act, features: Sequence[float]) -> bool:
        return is_weighed(act, features) or joining.acts[act].is_worth(features)

    for candidate in candidates(reading, ruled, scorer_of(language), worth):
        finding = _judged(candidate, joining, language)
        if finding:
            yield finding


def bad_hold_features(candidate: Candidate) -> tuple[float, ...]:
    """How much more it sounds like a bare request, and what the rule says."""
    rule = candidate.rule.category if candidate.rule else ""
    scores = candidate.scores
    difference = max(-8.0, min(8.0, scores["hold.bad"] - scores["hold.good"]))
    return difference, float(rule == "bad"), float(rule == "good")


def category_of(candidate: Candidate, rule_category: float) -> str:
    """The category of forbidden language that fits best."""
    rule = candidate.rule.category if candidate.rule else None
    return max(
        CATEGORIES,
        key=lambda name: candidate.scores[f"forbidden.{name}"] + rule_category * (name == rule),
    )


def sigmoid(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def file_of(language: Language) -> Path:
    return FOLDER / f"{language}.json"


@cache
def joining_of(language: Language) -> Joining:
    """The shipped joining model of a language."""
    return joining_from(json.loads(file_of(language).read_text("utf-8")))


def joining_from(stored: Mapping[str, Any]) -> Joining:
    """A joining model as `teaching` stores it."""
    return Joining(
        acts={Act(name): _act_model(one) for name, one in stored["acts"].items()},
        rule_category=stored["rule_category"],
        bad_hold=_act_model(stored["bad_hold"]),
    )


def _act_model(stored: Mapping[str, Any]) -> ActModel:
    return ActModel(**{**stored, "weights": tuple(stored["weights"])})


def _is_joined(reading: Reading, finding: Finding) -> bool:
    if finding.act not in JOINED or finding.category == LATE:
        return False
    return may_stand(reading.lines[finding.segment], finding.act)


def _judged(candidate: Candidate, joining: Joining, language: Language) -> Finding | None:
    model = joining.acts[candidate.act]
    sure = sureness(candidate, model.probability(candidate.features))
    if sure < model.unsure_at and not asks_a_person(candidate):
        return None
    if is_passed_over(candidate, sure, language):
        return None
    category = _category(candidate, joining)
    enough = sure >= model.decided_at and may_decide(candidate, sure, category)
    doubted = doubtful(candidate.act, candidate.line)
    start, end = candidate.line.folded.span(*candidate.span)
    return Finding(
        act=candidate.act,
        segment=candidate.line.segment.index,
        start=start,
        end=end,
        quote=candidate.line.segment.text[start:end],
        confidence=round(min(sure, DOUBT) if doubted else sure, 3),
        decided=(enough or is_certain(candidate)) and not doubted,
        likely=sure >= model.likely_at and is_likely_alone(candidate, sure, language),
        category=category,
        layers=_layers(candidate),
    )


def _category(candidate: Candidate, joining: Joining) -> str | None:
    if candidate.act is Act.FORBIDDEN:
        return category_of(candidate, joining.rule_category)
    if candidate.act is Act.HOLD:
        bad = joining.bad_hold.probability(bad_hold_features(candidate))
        return "bad" if bad >= joining.bad_hold.likely_at else "good"
    return candidate.rule.category if candidate.rule else None


def _layers(candidate: Candidate) -> tuple[str, ...]:
    whole, part = candidate.features[:2]
    learned = (LEARNED,) if (whole + part) / 2 > HEARD_FROM or not candidate.rule else ()
    return (RULE, *learned) if candidate.rule else learned
