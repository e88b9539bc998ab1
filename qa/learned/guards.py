"""Where the learned layer may not decide by itself, and where a rule is not overruled.

The joining model is right on average; these are the places where it is known to be sure too soon,
most of them one or two words long. What is held back here is still heard: a person decides.
"""

from collections.abc import Sequence

from qa.learned.candidates import FEATURES, Candidate
from qa.model import Act, Language

# Of what no rule names: how sure the learned layer must be to count without a person.
ALONE_AT = {
    Act.SALUTATION: 0.95,
    Act.THANKS: 0.95,
    Act.COMPANY: 0.85,
    Act.AGENT_NAME: 0.85,
    Act.OFFER_HELP: 0.85,
    Act.ANYTHING_ELSE: 0.95,
    Act.FAREWELL: 0.85,
    Act.HOLD: 0.8,
    Act.FORBIDDEN: 0.94,
}
# The same for the best guess. Real chats hold far less rudeness than the dialogues that thresholds
# were chosen on, English ones least; what is under this is told of neither rude words nor holds.
LIKELY_ALONE_AT = {
    Language.EN: {Act.FORBIDDEN: 0.8, Act.HOLD: 0.7, Act.EMPATHY: 0.5},
    Language.AR: {Act.FORBIDDEN: 0.5},
}
_ACCUSING = (Act.FORBIDDEN, Act.HOLD)
# A rule that is sure of one of these is right, whatever it sounds like to the learned layer.
NEVER_OVERRULED = frozenset({Act.AGENT_NAME})
_RULE, _ALTERNATIVE = FEATURES.index("rule"), FEATURES.index("alternative")


def is_weighed(act: Act, features: Sequence[float]) -> bool:
    """May a rule have found here what is told however unlikely it is?"""
    return act in NEVER_OVERRULED or (act is Act.FORBIDDEN and features[_RULE] > 0)


def sureness(candidate: Candidate, joined: float) -> float:
    """The joined probability, or the rule's own where it may not be overruled."""
    if candidate.rule and is_certain(candidate):
        return max(joined, candidate.rule.confidence)
    return joined


def is_certain(candidate: Candidate) -> bool:
    """Is this what a rule is sure of and may not be overruled in?"""
    rule = candidate.rule
    return candidate.act in NEVER_OVERRULED and rule is not None and rule.decided


def asks_a_person(candidate: Candidate) -> bool:
    """A rule that is sure of rude words is never passed over: in a call that is polite otherwise,
    the learned layer takes them for talk."""
    rule = candidate.rule
    return candidate.act is Act.FORBIDDEN and rule is not None and rule.decided


def is_likely_alone(candidate: Candidate, sure: float, language: Language) -> bool:
    """Is it likely enough for the best guess, where no rule names it?"""
    return bool(candidate.rule) or sure >= LIKELY_ALONE_AT[language].get(candidate.act, 0.0)


def is_passed_over(candidate: Candidate, sure: float, language: Language) -> bool:
    """Is it an accusation by the learned layer alone that is not even likely?"""
    return candidate.act in _ACCUSING and not is_likely_alone(candidate, sure, language)


def may_decide(candidate: Candidate, sure: float, category: str | None) -> bool:
    """May a probability that is high enough count without a person?"""
    if candidate.rule:
        return True
    if category == "refusal" and candidate.features[_ALTERNATIVE]:
        return False
    return sure >= ALONE_AT.get(candidate.act, 0.0)
