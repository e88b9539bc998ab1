"""One reply read by the engine: which acts it shows, and where.

It is read by the rules calls are judged by, as the agent's answer to the customer's line, and by
rules of its own for what only a written reply is asked for. What is found here is a hint for a
learner; no call is ever scored by it. What to leave unsaid is the lexicon's own list; a centre may
hand in phrases of its own besides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from qa.acts.echo import echoed, phrase_spans
from qa.acts.shown import Place, Talk, near, quoted, shown
from qa.findings import find_by_rule
from qa.lexicon import load_words
from qa.model import Act, Channel, Finding, Language, Segment, Speaker, Transcript
from qa.normalise import fold, fold_text
from qa.reply_lexicon import ReplyAct, load_reply_lexicon

LONGEST = 6_000  # characters that are read; no reply a person writes is longer

_AS_IN_CALLS = {
    Act.SALUTATION: ReplyAct.GREETING,
    Act.COMPANY: ReplyAct.COMPANY,
    Act.AGENT_NAME: ReplyAct.OWN_NAME,
    Act.OFFER_HELP: ReplyAct.OFFER_HELP,
    Act.VERIFICATION: ReplyAct.VERIFY,
    Act.EMPATHY: ReplyAct.ACKNOWLEDGE,
    Act.SUMMARY: ReplyAct.SUMMARY,
    Act.ANYTHING_ELSE: ReplyAct.ANYTHING_ELSE,
    Act.THANKS: ReplyAct.THANKS,
    Act.FAREWELL: ReplyAct.FAREWELL,
}
_FORBIDDEN = {"unverified_promise": ReplyAct.PROMISE}  # the others are called as in calls
_HOLDS = {"good": ReplyAct.HOLD_GOOD, "bad": ReplyAct.HOLD_BAD}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the reply as it was written."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The acts a reply shows, each with the places it was found in, in their order."""

    acts: Mapping[str, tuple[Span, ...]]


def read_reply(
    reply: str,
    language: Language,
    channel: Channel,
    customer: str = "",
    issue: Sequence[str] = (),
    avoid: Sequence[str] = (),
) -> Reply:
    """The acts a reply shows; `issue` names its matter, `avoid` adds words to leave unsaid."""
    written = reply[:LONGEST]
    if not any(letter.isalnum() for letter in fold_text(written)):
        return Reply(MappingProxyType({ReplyAct.SILENCE.value: (Span(0, 0, ""),)}))
    replies = load_reply_lexicon(language)
    talk = Talk(fold(written), load_words(language), replies.reported)
    places: dict[ReplyAct, list[Place]] = {}
    times: list[Place] = []
    for act, hit, place in shown(talk, replies.rules):
        places.setdefault(act, []).append(place)
        if act is ReplyAct.TIME:
            times.append(hit)
    places[ReplyAct.AVOID] = [*places.get(ReplyAct.AVOID, ()), *_avoided(talk, language, avoid)]
    said = fold_text(customer)
    places[ReplyAct.ECHO] = list(echoed(talk.text, said, issue, times, replies))
    places[ReplyAct.NEXT_STEP] = list(_next_steps(talk, places))
    spans = {act: [_span(talk, written, at) for at in found] for act, found in places.items()}
    for act, span in _as_in_calls(written, language, channel, customer):
        spans.setdefault(act, []).append(span)
    return Reply(_in_order(spans))


def _span(talk: Talk, written: str, place: Place) -> Span:
    start, end = talk.written(place)
    return Span(start, end, written[start:end])


def _as_in_calls(
    written: str, language: Language, channel: Channel, customer: str
) -> Iterator[tuple[ReplyAct, Span]]:
    """What is heard in the reply as in a call, where it is sure."""
    later = ((Speaker.AGENT, ""), (Speaker.CUSTOMER, customer), (Speaker.AGENT, written))
    heard = list(_heard(later, language, channel))
    acts = {act for act, _ in heard}
    yield from heard
    if ReplyAct.OWN_NAME in acts and ReplyAct.COMPANY not in acts:
        first = ((Speaker.AGENT, written),)  # a company is also known by its place beside a name
        yield from (hit for hit in _heard(first, language, channel) if hit[0] is ReplyAct.COMPANY)


def _heard(
    lines: Sequence[tuple[Speaker, str]], language: Language, channel: Channel
) -> Iterator[tuple[ReplyAct, Span]]:
    """The acts of the last line, which is the reply."""
    segments = tuple(Segment(index, who, text) for index, (who, text) in enumerate(lines))
    for finding in find_by_rule(Transcript(segments, language, channel)):
        act = _reply_act(finding)
        if act and finding.decided and finding.segment == len(lines) - 1:
            yield act, Span(finding.start, finding.end, finding.quote)


def _reply_act(finding: Finding) -> ReplyAct | None:
    if finding.act is Act.FORBIDDEN:
        category = str(finding.category)
        return _FORBIDDEN.get(category) or ReplyAct(category)
    if finding.act is Act.HOLD:
        return _HOLDS[finding.category or "bad"]
    return _AS_IN_CALLS.get(finding.act)


def _avoided(talk: Talk, language: Language, avoid: Iterable[str]) -> Iterator[Place]:
    for phrase in avoid:
        for start, end in phrase_spans(talk.text, phrase, language):
            if not quoted(talk, start, end):
                yield start, end


def _next_steps(talk: Talk, places: Mapping[ReplyAct, Sequence[Place]]) -> Iterator[Place]:
    """The sentences in which, or next to which, a step has both its owner and its time."""
    owners, times = places.get(ReplyAct.OWNERSHIP, ()), places.get(ReplyAct.TIME, ())
    for place in places.get(ReplyAct.STEP, ()):
        if near(talk, place, owners) and near(talk, place, times):
            yield place


def _in_order(spans: Mapping[ReplyAct, Sequence[Span]]) -> Mapping[str, tuple[Span, ...]]:
    """Every act that was found, its places without repeats."""
    kept = {act.value: _apart(found) for act, found in sorted(spans.items()) if found}
    return MappingProxyType(kept)


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The longer of any two that overlap."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))
