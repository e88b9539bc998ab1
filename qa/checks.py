"""What was found, held against one criterion of the scorecard: a verdict with its evidence.

Every check takes a `Heard` call and returns an `Outcome`. "Not sure" comes before a wrong
accusation: nothing found where the speakers are unknown or the transcript is weak is UNSURE.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from qa.acts.opening import LATE
from qa.coaching_acts import scoring_acts
from qa.errors import ScorecardInvalid
from qa.hints import hints
from qa.model import (
    Act,
    Channel,
    Criterion,
    CriterionResult,
    Evidence,
    Finding,
    Speaker,
    Transcript,
    Verdict,
)

NOTHING_HEARD_CONFIDENCE = 0.8  # that an act is missing, in a transcript that can be relied on
WEAK_TRANSCRIPT = 0.55  # mean word probability over all segments
_MOST_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class Heard:
    """A transcript with its findings, and whether "nothing was found" can be relied on."""

    transcript: Transcript
    findings: tuple[Finding, ...]

    def of(self, *acts: Act) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.act in acts)

    def credited(self, *acts: Act) -> tuple[Finding, ...]:
        """As `of`, without words that are surely forbidden where they stand."""
        spoilt = [finding for finding in self.of(Act.FORBIDDEN) if finding.decided]
        return tuple(f for f in self.of(*acts) if not any(_overlap(f, bad) for bad in spoilt))

    @property
    def doubt(self) -> str:
        """The reason why nothing may be concluded from silence; empty where it may."""
        segments = self.transcript.segments
        if any(segment.speaker is Speaker.UNKNOWN for segment in segments):
            return "reasons.speakers_unknown"
        if not any(segment.speaker is Speaker.AGENT for segment in segments):
            return "reasons.no_agent_words"
        heard = [s.confidence for s in segments if s.confidence is not None]
        if heard and sum(heard) / len(heard) < WEAK_TRANSCRIPT:
            return "reasons.transcript_weak"
        return ""


@dataclass(frozen=True, slots=True)
class Outcome:
    verdict: Verdict
    reason: str
    findings: tuple[Finding, ...] = ()
    confidence: float | None = None
    params: dict[str, str] = field(default_factory=dict)


Check = Callable[[Heard], Outcome]


def judge(heard: Heard, criterion: Criterion) -> CriterionResult:
    """The verdict on one criterion; ScorecardInvalid where it names a check there is none of."""
    if criterion.check not in CHECKS:
        raise ScorecardInvalid(criterion=criterion.criterion_id, field=criterion.check)
    outcome = CHECKS[criterion.check](heard)
    return CriterionResult(
        criterion=criterion,
        verdict=outcome.verdict,
        evidence=tuple(evidence(heard.transcript, f) for f in outcome.findings[:_MOST_EVIDENCE]),
        confidence=_confidence(outcome),
        reason=outcome.reason,
        reason_params=outcome.params,
    )


def evidence(transcript: Transcript, finding: Finding) -> Evidence:
    """A finding as a quoted, playable moment."""
    segment = transcript.segments[finding.segment]
    return Evidence(
        segment=finding.segment,
        start=finding.start,
        end=finding.end,
        quote=finding.quote,
        speaker=segment.speaker,
        start_s=segment.start_s,
        end_s=segment.end_s,
    )


def _confidence(outcome: Outcome) -> float:
    if outcome.confidence is not None:
        return outcome.confidence
    return max((f.confidence for f in outcome.findings), default=NOTHING_HEARD_CONFIDENCE)


def _overlap(one: Finding, other: Finding) -> bool:
    return one.segment == other.segment and one.start < other.end and other.start < one.end


def _decided(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.decided)


def _surest(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The surest first; of equals, the first said."""
    return tuple(sorted(findings, key=lambda finding: -finding.confidence))


def _missing(heard: Heard, reason: str, *seen: Finding) -> Outcome:
    """Nothing found: not met, unless silence proves nothing here."""
    if heard.doubt:
        return Outcome(Verdict.UNSURE, heard.doubt, seen)
    return Outcome(Verdict.NOT_MET, reason, seen, NOTHING_HEARD_CONFIDENCE)


def _said(heard: Heard, *acts: Act) -> Outcome | None:
    """Met or unsure by the best that was found; None where nothing was."""
    found = heard.credited(*acts)
    sure = _decided(found)
    if sure:
        return Outcome(Verdict.MET, f"reasons.{acts[0]}_heard", sure)
    if found:
        return Outcome(Verdict.UNSURE, "reasons.perhaps_heard", found)
    return None


def _opening(act: Act) -> Check:
    def check(heard: Heard) -> Outcome:
        return _said(heard, act) or _missing(heard, f"reasons.{act}_missing")

    return check


def _closing(*acts: Act) -> Check:
    def check(heard: Heard) -> Outcome:
        outcome = _said(heard, *acts)
        if outcome:
            return outcome
        cut_off = heard.of(Act.CUT_OFF)
        if cut_off:
            return Outcome(Verdict.UNSURE, "reasons.cut_off", cut_off)
        return _missing(heard, f"reasons.{acts[0]}_missing")

    return check


def agent_name(heard: Heard) -> Outcome:
    """The name counts in the opening; later it is named as the reason."""
    late = tuple(f for f in heard.of(Act.AGENT_NAME) if f.category == LATE)
    in_time = Heard(heard.transcript, tuple(f for f in heard.findings if f.category != LATE))
    outcome = _said(in_time, Act.AGENT_NAME)
    if outcome:
        return outcome
    reason = "reasons.agent_name_late" if late else "reasons.agent_name_missing"
    return _missing(heard, reason, *late[:1])


def offer_help(heard: Heard) -> Outcome:
    if heard.transcript.channel is Channel.EMAIL:
        return Outcome(Verdict.NOT_APPLICABLE, "reasons.not_in_mail")
    return _opening(Act.OFFER_HELP)(heard)


def verification(heard: Heard) -> Outcome:
    """Proof of identity comes before the first detail of the account."""
    asked, facts = heard.of(Act.VERIFICATION), _decided(heard.of(Act.ACCOUNT_FACT))
    sure = _decided(asked)
    if sure and facts and facts[0].segment < sure[0].segment:
        found = (facts[0], sure[0])
        return Outcome(Verdict.NOT_MET, "reasons.verification_late", found, facts[0].confidence)
    if sure:
        return Outcome(Verdict.MET, "reasons.verification_heard", sure)
    if asked:
        return Outcome(Verdict.UNSURE, "reasons.verification_reference_only", asked)
    if facts:
        return _missing(heard, "reasons.verification_missing", *facts[:2])
    if heard.doubt:
        return Outcome(Verdict.UNSURE, heard.doubt)
    hints = heard.of(Act.ACCOUNT_FACT)
    if hints:
        return Outcome(Verdict.UNSURE, "reasons.verification_perhaps_needed", hints)
    return Outcome(Verdict.NOT_APPLICABLE, "reasons.no_account_facts")


def empathy(heard: Heard) -> Outcome:
    """Owed once the customer voices trouble; given unasked, it counts as well."""
    outcome = _said(heard, Act.EMPATHY)
    if outcome and outcome.verdict is Verdict.MET:
        return outcome
    trouble = _surest(heard.of(Act.TROUBLE))
    if _decided(trouble):
        return outcome or _missing(heard, "reasons.empathy_missing", *_decided(trouble))
    if outcome or trouble:
        found = outcome.findings if outcome else trouble
        return Outcome(Verdict.UNSURE, "reasons.empathy_perhaps_owed", found)
    if heard.doubt:
        return Outcome(Verdict.UNSURE, heard.doubt)
    return Outcome(Verdict.NOT_APPLICABLE, "reasons.no_trouble")


def hold(heard: Heard) -> Outcome:
    """Every request to wait asks permission or gives the reason."""
    asked = heard.of(Act.HOLD)
    bad = tuple(finding for finding in asked if finding.category == "bad")
    if _decided(bad):
        return Outcome(Verdict.NOT_MET, "reasons.hold_bare", _decided(bad))
    if bad:
        return Outcome(Verdict.UNSURE, "reasons.hold_perhaps_bare", bad)
    if asked:
        return Outcome(Verdict.MET, "reasons.hold_asked", asked)
    if heard.doubt:
        return Outcome(Verdict.UNSURE, heard.doubt)
    return Outcome(Verdict.NOT_APPLICABLE, "reasons.no_hold")


def language(heard: Heard) -> Outcome:
    """No blame, refusal, unverified promise, slang or quarrel; the first sure one is the reason."""
    return _absent(heard, [f for f in heard.of(Act.FORBIDDEN) if f.category != "insult"])


def insult(heard: Heard) -> Outcome:
    return _absent(heard, [f for f in heard.of(Act.FORBIDDEN) if f.category == "insult"])


def _absent(heard: Heard, found: list[Finding]) -> Outcome:
    sure = _surest(_decided(found))
    if sure:
        return _forbidden(sure)
    if found:
        return Outcome(Verdict.UNSURE, f"reasons.perhaps_{found[0].category}", tuple(found))
    if heard.doubt:
        return Outcome(Verdict.UNSURE, heard.doubt)
    return Outcome(Verdict.MET, "reasons.nothing_forbidden")


def _forbidden(sure: tuple[Finding, ...]) -> Outcome:
    """Told by the surest; a phrase of the centre's own list by its number there."""
    first = sure[0]
    if first.own_phrase is None:
        return Outcome(Verdict.NOT_MET, f"reasons.forbidden_{first.category}", sure)
    told = {"phrase": first.quote, "number": str(first.own_phrase)}
    return Outcome(Verdict.NOT_MET, "reasons.own_phrase", sure, params=told)


def _coached(act: Act) -> Check:
    """What coaching wants: heard, it counts; unheard, it may have been said in other words."""

    def check(heard: Heard) -> Outcome:
        found = tuple(hint for hint in hints(heard.transcript) if hint.act is act)
        if found:
            return Outcome(Verdict.MET, f"reasons.{act}_heard", _surest(found))
        return Outcome(Verdict.UNSURE, heard.doubt or "reasons.not_heard_for_sure")

    return check


CHECKS: dict[str, Check] = {
    "salutation": _opening(Act.SALUTATION),
    "company": _opening(Act.COMPANY),
    "agent_name": agent_name,
    "offer_help": offer_help,
    "verification": verification,
    "empathy": empathy,
    "hold": hold,
    "language": language,
    "insult": insult,
    "summary": _closing(Act.SUMMARY),
    "anything_else": _closing(Act.ANYTHING_ELSE),
    "closing": _closing(Act.THANKS, Act.FAREWELL),
    **{act.value: _coached(act) for act in scoring_acts()},
}
