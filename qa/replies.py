"""One reply read by the engine: which acts it shows, and where.

It is read by the rules calls are judged by, as the agent's answer to the customer's line, and by
rules of its own for what only a written reply is asked for. What is found here is a hint for a
learner; no call is ever scored by it. What to leave unsaid is the lexicon's own list; a centre may
hand in phrases of its own besides.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from qa.acts.clauses import clause_around, sentence_around, trimmed
from qa.acts.context import denied, in_quotation_marks
from qa.acts.echo import echoed, phrase_spans
from qa.findings import find
from qa.lexicon import Lexicon, load_lexicon
from qa.model import Act, Channel, Finding, Language, Segment, Speaker, Transcript
from qa.normalise import Folded, fold, fold_text
from qa.reply_lexicon import ReplyAct, ReplyLexicon, ReplyRule, load_reply_lexicon

LONGEST = 6_000  # characters that are read; no reply a person writes is longer
_MOST = 30  # places of one rule; a reply that says a thing more often is no reply

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
_NEAR = 1  # sentences a step, its owner and its time may lie apart
_PAUSE = re.compile(r"[,،;؛]")
_Place = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class _Text:
    """The reply, folded, with what is needed to tell what stands around a place in it."""

    written: str
    folded: Folded
    calls: Lexicon
    replies: ReplyLexicon

    @property
    def text(self) -> str:
        return self.folded.text

    def span(self, place: _Place) -> Span:
        start, end = self.folded.span(*trimmed(self.text, place))
        return Span(start, end, self.written[start:end])


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
    text = _Text(written, fold(written), load_lexicon(language), load_reply_lexicon(language))
    places: dict[ReplyAct, list[_Place]] = {}
    times: list[_Place] = []
    for act, hit, place in _own_rules(text):
        places.setdefault(act, []).append(place)
        if act is ReplyAct.TIME:
            times.append(hit)
    places[ReplyAct.AVOID] = [*places.get(ReplyAct.AVOID, ()), *_avoided(text, avoid)]
    said = fold_text(customer)
    places[ReplyAct.ECHO] = list(echoed(text.text, said, issue, times, text.replies))
    places[ReplyAct.NEXT_STEP] = list(_next_steps(text, places))
    spans = {act: [text.span(place) for place in found] for act, found in places.items()}
    for act, span in _as_in_calls(written, language, channel, customer):
        spans.setdefault(act, []).append(span)
    return Reply(_in_order(spans))


def _as_in_calls(
    written: str, language: Language, channel: Channel, customer: str
) -> Iterator[tuple[ReplyAct, Span]]:
    """What the call's own rules hear in the reply, where they are sure."""
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
    for finding in find(Transcript(segments, language, channel)):
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


def _own_rules(text: _Text) -> Iterator[tuple[ReplyAct, _Place, _Place]]:
    """Each act with the words that show it, and with what is quoted of them."""
    for rule in text.replies.rules:
        for match in islice(rule.pattern.finditer(text.text), _MOST):
            start, end = match.start(), match.start() + len(match[0].rstrip())
            if _stands(text, rule, start, end):
                yield rule.act, (start, end), _around(text.text, rule, start, end)


def _stands(text: _Text, rule: ReplyRule, start: int, end: int) -> bool:
    """Is the act meant: what it needs is there, and it is neither denied nor quoted?"""
    sentence = text.text[slice(*sentence_around(text.text, start, end))]
    if not rule.needs.search(sentence) or rule.unless.search(sentence):
        return False
    if rule.reach and denied(text.text, start, end, text.calls, reach=rule.reach):
        return False
    return not _quoted(text, start, end)


def _quoted(text: _Text, start: int, end: int) -> bool:
    """Inside quotation marks, or after "you said" up to the next comma?"""
    if in_quotation_marks(text.text, start):
        return True
    sentence, _ = sentence_around(text.text, start, end)
    said = list(text.replies.reported.finditer(text.text, sentence, start))
    return bool(said) and not _PAUSE.search(text.text, said[-1].end(), start)


def _around(text: str, rule: ReplyRule, start: int, end: int) -> _Place:
    if rule.around == "hit":
        return start, end
    around = sentence_around if rule.around == "sentence" else clause_around
    return around(text, start, end)


def _avoided(text: _Text, avoid: Iterable[str]) -> Iterator[_Place]:
    for phrase in avoid:
        for start, end in phrase_spans(text.text, phrase, text.replies.language):
            if not _quoted(text, start, end):
                yield start, end


def _next_steps(text: _Text, places: Mapping[ReplyAct, Sequence[_Place]]) -> Iterator[_Place]:
    """The sentences in which, or next to which, a step has both its owner and its time."""
    owners = _sentences(text, places.get(ReplyAct.OWNERSHIP, ()))
    times = _sentences(text, places.get(ReplyAct.TIME, ()))
    for place in places.get(ReplyAct.STEP, ()):
        number = _sentence(text, place)
        if _near(number, owners) and _near(number, times):
            yield place


def _sentences(text: _Text, places: Iterable[_Place]) -> list[int]:
    return [_sentence(text, place) for place in places]


def _sentence(text: _Text, place: _Place) -> int:
    """How many sentences end before a place."""
    marks = text.text[: place[0]]
    return sum(marks.count(mark) for mark in (". ", ".\n", "؟ ", "? ", "! ", "\n\n"))


def _near(number: int, others: Iterable[int]) -> bool:
    return any(abs(number - other) <= _NEAR for other in others)


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
