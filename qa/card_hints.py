"""What stands on a card beside the score: acts that coaching likes, heard or worth trying.

A moment in a line that was found fault with is no hint. What is worth trying is an idea for the
next call, chosen by what this one was like; that it was not heard is held against nobody.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from qa.acts.clauses import sentence_around
from qa.checks import evidence
from qa.hints import hints
from qa.model import (
    Act,
    CoachingCard,
    CriterionResult,
    Evidence,
    Finding,
    Hint,
    Language,
    Transcript,
    Verdict,
)

MOST_HINTS = 3
_SHORT = 6  # segments; a shorter call gives no ground for an idea
# The rarest skill first: a call that has it shows it.
_SHOWN_FIRST = (
    Act.REFLECTING,
    Act.CHECKING,
    Act.OPEN_QUESTION,
    Act.NEXT_STEP,
    Act.ESCALATION,
    Act.SIGNPOSTING,
)
_TRIED_FIRST = (Act.NEXT_STEP, Act.CHECKING, Act.OPEN_QUESTION, Act.SIGNPOSTING)


def with_hints(
    card: CoachingCard, transcript: Transcript, results: Iterable[CriterionResult]
) -> CoachingCard:
    """The card with what was also heard, and one thing that is worth trying."""
    listed, heard = tuple(results), hints(transcript)
    tried = _worth_trying(transcript, listed, {hint.act for hint in heard})
    return replace(
        card,
        also_heard=_also_heard(transcript, listed, heard),
        worth_trying=tried,
        worth_saying=_wordings(card.language)[card.dialect][tried] if tried else "",
    )


def _also_heard(
    transcript: Transcript, results: Sequence[CriterionResult], heard: Sequence[Finding]
) -> tuple[Hint, ...]:
    """The first moment of each act, in the order of the call."""
    faulted = {e.segment for r in results if r.verdict is Verdict.NOT_MET for e in r.evidence}
    first: dict[Act, Finding] = {}
    for finding in heard:
        if finding.segment not in faulted:
            first.setdefault(finding.act, finding)
    chosen = [first[act] for act in _SHOWN_FIRST if act in first][:MOST_HINTS]
    chosen.sort(key=lambda finding: (finding.segment, finding.start))
    return tuple(Hint(finding.act, _whole(transcript, finding)) for finding in chosen)


def _whole(transcript: Transcript, finding: Finding) -> Evidence:
    """The sentence the words stand in: a card quotes what can be read alone."""
    text = transcript.segments[finding.segment].text
    start, end = sentence_around(text, finding.start, finding.end - 1)  # its mark is in it
    said = replace(finding, start=start, end=end, quote=text[start:end])
    return evidence(transcript, said)


def _worth_trying(
    transcript: Transcript, results: Sequence[CriterionResult], heard: Collection[Act]
) -> Act | None:
    if len(transcript.segments) < _SHORT:
        return None
    order = (Act.REFLECTING, *_TRIED_FIRST) if _was_troubled(results) else _TRIED_FIRST
    return next((act for act in order if act not in heard), None)


def _was_troubled(results: Sequence[CriterionResult]) -> bool:
    """Did the customer voice trouble, so that empathy was owed?"""
    owed = (Verdict.MET, Verdict.NOT_MET)
    return any(r.criterion.check == "empathy" and r.verdict in owed for r in results)


@cache
def _wordings(language: Language) -> dict[str, dict[Act, str]]:
    """By dialect, words for each act."""
    path = Path(__file__).parent / "phrasebook" / language / "hints.yml"
    plain = yaml.safe_load(path.read_text("utf-8"))
    return {
        dialect: {Act(act): said for act, said in said_in.items()}
        for dialect, said_in in plain.items()
    }
