"""Why one criterion has its verdict, told from the engine's own decision.

The transcript is read and judged anew; nothing is told that did not decide, came near, or was
tried out. The same transcript and criterion always give the same explanation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.acts.against import against_phrase
from qa.acts.reading import Hit, Line, Reading, read
from qa.checks import CHECKS, Heard
from qa.errors import ScorecardInvalid
from qa.explanation import Against, Explanation, Looked, Place, Scope
from qa.findings import find
from qa.learned.bank import ACTS as ACT_NAMES
from qa.learned.candidates import CLOSING_ACTS, LAST_TURNS, OPENING_ACTS
from qa.learned.nearest import nearest
from qa.lexicon import load_lexicon
from qa.model import Act, Criterion, Finding, Language, Scorecard, Speaker, Transcript, Verdict
from qa.own_phrases import NONE, OwnPhrases
from qa.pipeline import Engine
from qa.places import nearest_by_learning, place_of, ruled_out
from qa.what_if import acts_of, changes

MOST_PLACES = 4  # as many as a verdict quotes
_MOST_NEAR = 2
_FORBIDDEN = ("language", "insult")
_SWAPPED = {Speaker.AGENT: Speaker.CUSTOMER, Speaker.CUSTOMER: Speaker.AGENT}


@dataclass(frozen=True, slots=True)
class _Call:
    reading: Reading
    heard: Heard


def explain(transcript: Transcript, criterion: Criterion, own: OwnPhrases = NONE) -> Explanation:
    """ScorecardInvalid where the criterion names a check there is none of, FileRefused where the
    transcript has no words."""
    if criterion.check not in CHECKS:
        raise ScorecardInvalid(criterion=criterion.criterion_id, field=criterion.check)
    call = _call(transcript, own)
    reading, heard = call.reading, call.heard
    result = Engine().evaluate(transcript, _only(criterion), own).results[0]
    outcome = CHECKS[criterion.check](heard)
    deciding = outcome.findings[:MOST_PLACES]
    acts = _looked_for(criterion.check, result.verdict)
    return Explanation(
        result=result,
        looked=_looked(reading, acts),
        places=tuple(place_of(reading, finding) for finding in deciding),
        near=() if _is_found(deciding, acts) else tuple(_near(call, criterion.check, acts)),
        changes=changes(heard, criterion, result.verdict),
        doubt=heard.doubt,
    )


def _only(criterion: Criterion) -> Scorecard:
    return Scorecard("why", 0, title={}, sections={}, criteria=(criterion,))


def warm_up() -> None:
    """Load what the first explanation in each language would wait for."""
    for language in Language:
        load_lexicon(language)
        nearest("", "", language)


@lru_cache(maxsize=2)
def _call(transcript: Transcript, own: OwnPhrases) -> _Call:
    """Read once for all the verdicts of the call that is open."""
    return _Call(read(transcript), Heard(transcript, find(transcript, own)))


def _looked_for(check: str, verdict: Verdict) -> tuple[Act, ...]:
    """What decided: the act itself, or what would have called for it."""
    if verdict is Verdict.NOT_APPLICABLE:
        called_for = {"empathy": (Act.TROUBLE,), "verification": (Act.ACCOUNT_FACT,)}
        return called_for.get(check) or acts_of(check)
    return acts_of(check)


def _looked(reading: Reading, acts: tuple[Act, ...]) -> Looked:
    act = acts[0]
    if act is Act.TROUBLE:
        return Looked(Scope.CUSTOMER, _numbers(reading.customer_lines))
    if act in OPENING_ACTS:
        return Looked(Scope.OPENING, _numbers(reading.opening))
    if act in CLOSING_ACTS:
        last = max(LAST_TURNS[one] for one in acts)
        lines = [line for line in reading.closing if line.turn_from_end >= -last]
        return Looked(Scope.CLOSING, _numbers(lines))
    return Looked(Scope.AGENT, _numbers(reading.agent_lines))


def _numbers(lines: Sequence[Line]) -> tuple[int, ...]:
    return tuple(line.segment.index for line in lines)


def _is_found(findings: Sequence[Finding], acts: tuple[Act, ...]) -> bool:
    return any(finding.act in acts for finding in findings)


def _near(call: _Call, check: str, acts: tuple[Act, ...]) -> Iterator[Place]:
    """What came nearest: phrases that were ruled out, one a line, then what was learned."""
    out = sorted(
        _ruled_out(call, check, acts), key=lambda near: (len(near[2]), -near[1].rule.confidence)
    )
    by_line = {line.segment.index: (line, hit, against) for line, hit, against in reversed(out)}
    first = sorted(by_line.values(), key=out.index)[:_MOST_NEAR]
    yield from (ruled_out(call.reading, *near) for near in first)
    if len(first) < _MOST_NEAR:
        lines = [call.reading.lines[at] for at in _looked(call.reading, acts).segments]
        left = [line for line in lines if line.segment.index not in by_line]
        yield from nearest_by_learning(call.reading, left, _learned(check, acts))


def _learned(check: str, acts: tuple[Act, ...]) -> list[str]:
    """The acts as the learned layer calls them: forbidden language and holds by their kinds."""
    names = [name for name in ACT_NAMES if name.partition(".")[0] in acts]
    insult = f"{Act.FORBIDDEN}.insult"
    return [
        name for name in names if check not in _FORBIDDEN or (name == insult) == (check == "insult")
    ]


def _ruled_out(
    call: _Call, check: str, acts: tuple[Act, ...]
) -> Iterator[tuple[Line, Hit, tuple[Against, ...]]]:
    """Every listed phrase of the acts that made no finding, with what speaks against it."""
    for line in call.reading.lines:
        for hit in line.hits:
            if hit.rule.act in acts and _is_kind(hit, check) and not _counted(call, line, hit):
                yield line, hit, against_phrase(call.reading, line, hit)
    if acts[0] in (*OPENING_ACTS, *CLOSING_ACTS):
        yield from _said_by_customer(call, acts)


def _is_kind(hit: Hit, check: str) -> bool:
    rule = hit.rule
    return rule.act is not Act.FORBIDDEN or (rule.category == "insult") == (check == "insult")


def _counted(call: _Call, line: Line, hit: Hit) -> bool:
    start, end = line.folded.span(hit.start, hit.end)
    return any(
        finding.act is hit.rule.act
        and finding.segment == line.segment.index
        and finding.start < end
        and start < finding.end
        for finding in call.heard.findings
    )


def _said_by_customer(
    call: _Call, acts: tuple[Act, ...]
) -> Iterator[tuple[Line, Hit, tuple[Against, ...]]]:
    """The act in the other speaker's mouth, where it would have counted in the agent's."""
    transcript = call.heard.transcript
    segments = tuple(
        replace(segment, speaker=_SWAPPED.get(segment.speaker, segment.speaker))
        for segment in transcript.segments
    )
    if not call.reading.speakers_known:
        return
    swapped = read(replace(transcript, segments=segments))
    for line in swapped.opening if acts[0] in OPENING_ACTS else swapped.closing:
        for hit in line.hits:
            if hit.rule.act in acts and not against_phrase(swapped, line, hit):
                own = call.reading.lines[line.segment.index]
                yield own, hit, (Against("customer"),)
