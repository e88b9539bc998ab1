"""What would have changed a verdict: each possibility is tried on the check that decided.

Nothing here is told that was not tried: a possibility changes what was heard, the criterion's own
check decides anew, and only another verdict is worth telling.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from qa.acts.opening import LATE
from qa.checks import CHECKS, Heard
from qa.explanation import Change
from qa.findings import find
from qa.model import Act, Channel, Criterion, Finding, Language, Speaker, Transcript, Verdict

# The acts of checks that are not named after the one they decide by.
_ACTS: dict[str, tuple[Act, ...]] = {
    "language": (Act.FORBIDDEN,),
    "insult": (Act.FORBIDDEN,),
    "closing": (Act.THANKS, Act.FAREWELL),
}
_KINDS = {"insult": "insult", "language": "blame", "hold": "good"}
_ANOTHER_WAY = {
    Language.EN: " But what I can do is call you back.",
    Language.AR: " لكن أقدر أساعدك",
}
_LONGEST_TRIED = 400  # segments; a longer call is not read anew for one sentence

WhatIf = Callable[[Heard, str], Heard | None]


def changes(heard: Heard, criterion: Criterion, now: Verdict) -> tuple[Change, ...]:
    """Each change that gives another verdict than the one now, the nearest at hand first."""
    check = CHECKS[criterion.check]
    if check(heard).verdict is not now:  # left open, for it is not sure who said what
        return (Change("speakers", check(heard).verdict),)
    tried = ((code, what_if(heard, criterion.check)) for code, what_if in WHAT_IFS.items())
    verdicts = ((code, check(changed).verdict) for code, changed in tried if changed)
    return tuple(Change(code, verdict) for code, verdict in verdicts if verdict is not now)


def acts_of(check: str) -> tuple[Act, ...]:
    """The acts a check decides by."""
    return _ACTS.get(check) or (Act(check),)


def is_of(finding: Finding, check: str) -> bool:
    """Whether a check decides by this finding: an insult has its own criterion."""
    if finding.act not in acts_of(check):
        return False
    return finding.act is not Act.FORBIDDEN or (finding.category == "insult") == (check == "insult")


def _had_it_been_sure(heard: Heard, check: str) -> Heard | None:
    found = [f for f in heard.findings if not f.decided]
    return _with(heard, (replace(f, decided=True) for f in found if is_of(f, check)))


def _without_it(heard: Heard, check: str) -> Heard | None:
    return _less(heard, lambda finding: is_of(finding, check))


def _had_it_been_said(heard: Heard, check: str) -> Heard | None:
    """One sure place of the act, where it counts; of what must not be said, one that breaks it."""
    owed_first = check == "verification" and heard.of(Act.ACCOUNT_FACT)
    if owed_first or any(is_of(finding, check) for finding in heard.findings):
        return None
    return _and(heard, acts_of(check)[0], _KINDS.get(check))


def _had_it_been_in_time(heard: Heard, check: str) -> Heard | None:
    late = [f for f in heard.findings if f.act is Act.AGENT_NAME and f.category == LATE]
    if check != "agent_name" or not late:
        return None
    return _with(heard, (replace(f, category=None) for f in late))


def _had_it_been_asked_first(heard: Heard, check: str) -> Heard | None:
    if check != "verification" or not heard.of(Act.ACCOUNT_FACT):
        return None
    return _and(_without_it(heard, check) or heard, Act.VERIFICATION, None)


def _had_leave_been_asked(heard: Heard, check: str) -> Heard | None:
    waits = [f for f in heard.of(Act.HOLD) if f.category == "bad"]
    if check != "hold" or not waits:
        return None
    return _with(heard, (replace(f, category="good") for f in waits))


def _had_there_been_a_wait(heard: Heard, check: str) -> Heard | None:
    return _and(heard, Act.HOLD, "bad") if check == "hold" else None


def _had_another_way_been_offered(heard: Heard, check: str) -> Heard | None:
    """Read anew with another way offered after each refusal."""
    refused = {f.segment for f in heard.of(Act.FORBIDDEN) if f.category == "refusal"}
    segments = heard.transcript.segments
    if check != "language" or not refused or len(segments) > _LONGEST_TRIED:
        return None
    more = _ANOTHER_WAY[heard.transcript.language]
    said = tuple(
        replace(segment, text=segment.text + more) if at in refused else segment
        for at, segment in enumerate(segments)
    )
    transcript = replace(heard.transcript, segments=said)
    return Heard(transcript, find(transcript))


def _had_there_been_trouble(heard: Heard, check: str) -> Heard | None:
    return _and(heard, Act.TROUBLE, None) if check == "empathy" else None


def _had_there_been_none(heard: Heard, check: str) -> Heard | None:
    return _less(heard, lambda f: f.act is Act.TROUBLE) if check == "empathy" else None


def _had_an_account_been_told(heard: Heard, check: str) -> Heard | None:
    if check != "verification" or heard.of(Act.ACCOUNT_FACT):
        return None
    return _and(heard, Act.ACCOUNT_FACT, None)


def _had_no_account_been_told(heard: Heard, check: str) -> Heard | None:
    if check != "verification":
        return None
    return _less(heard, lambda finding: finding.act is Act.ACCOUNT_FACT)


def _had_the_line_held(heard: Heard, _check: str) -> Heard | None:
    return _less(heard, lambda finding: finding.act is Act.CUT_OFF)


def _had_it_not_been_mail(heard: Heard, check: str) -> Heard | None:
    if check != "offer_help" or heard.transcript.channel is not Channel.EMAIL:
        return None
    return replace(heard, transcript=replace(heard.transcript, channel=Channel.VOICE))


def _had_the_transcript_been_sure(heard: Heard, _check: str) -> Heard | None:
    """What was found is left as it is; only silence is believed."""
    return replace(heard, transcript=_trusted(heard.transcript)) if heard.doubt else None


def _trusted(transcript: Transcript) -> Transcript:
    segments = tuple(
        replace(segment, speaker=Speaker.AGENT, confidence=None) for segment in transcript.segments
    )
    return replace(transcript, segments=segments)


def _and(heard: Heard, act: Act, category: str | None) -> Heard:
    """With one sure finding more, before everything else."""
    more = Finding(act, -1, 0, 0, "", 1.0, category=category)
    return replace(heard, findings=(more, *heard.findings))


def _with(heard: Heard, changed: Iterable[Finding]) -> Heard | None:
    """With findings in the place of those of the same act at the same place."""
    by_place = {(f.act, f.segment, f.start): f for f in changed}
    if not by_place:
        return None
    found = (by_place.get((f.act, f.segment, f.start), f) for f in heard.findings)
    return replace(heard, findings=tuple(found))


def _less(heard: Heard, taken: Callable[[Finding], bool]) -> Heard | None:
    left = tuple(finding for finding in heard.findings if not taken(finding))
    return replace(heard, findings=left) if len(left) < len(heard.findings) else None


WHAT_IFS: dict[str, WhatIf] = {
    "sure": _had_it_been_sure,
    "another_way": _had_another_way_been_offered,
    "in_time": _had_it_been_in_time,
    "asked_first": _had_it_been_asked_first,
    "leave_asked": _had_leave_been_asked,
    "said": _had_it_been_said,
    "waited": _had_there_been_a_wait,
    "without": _without_it,
    "trouble": _had_there_been_trouble,
    "no_trouble": _had_there_been_none,
    "account": _had_an_account_been_told,
    "no_account": _had_no_account_been_told,
    "line_held": _had_the_line_held,
    "not_mail": _had_it_not_been_mail,
    "trusted": _had_the_transcript_been_sure,
}
