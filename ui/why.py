"""Why a verdict is what it is, as the evaluation desk draws it: places, near ones, what-ifs."""

import re

from qa.explanation import (
    Against,
    Change,
    Example,
    Explanation,
    Layer,
    Place,
    Scope,
    Span,
    WordWeight,
)
from qa.model import Language, Speaker, Verdict
from services.explanations import Explained
from ui import text
from ui.player import Drawn, Heard, moment, speaker_and_time, verdict_word
from ui.text import say, say_count

_BANDS = ((0.95, "almost_certain"), (0.85, "very_likely"), (0.7, "likely"), (0.5, "rather"))
_MOST_WORDS = 3  # for, and against
_LEAST_WEIGHT = 0.3  # log-odds under which a word tells nothing
_MOST_TIMES = 6
_ARABIC_DIALECTS = frozenset({"msa", "egyptian", "gulf", "levantine", "maghrebi"})
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BROKEN_BY_WORDS = frozenset({"language", "insult"})  # criteria that are broken by what is said
_SAID_ANYWHERE = frozenset({"verification", "empathy", "hold"})
_WORDS = (
    "open", "reading", "what_decided", "came_near", "what_if", "nothing_near", "examples",
    "nothing_changes", "stood_against", "differs", "mark_phrase", "mark_for", "mark_against",
)  # fmt: skip


def why_words() -> dict[str, str]:
    return text.words_of("explain", *_WORDS)


def why_data(explained: Explained, heard: Heard) -> Drawn:
    """Everything the desk draws when a verdict is opened."""
    told = explained.explanation
    return {
        "places": [_place(place, heard) for place in told.places],
        "near": [_place(place, heard) for place in told.near],
        "looked": _looked(told, heard),
        "missing": _missing(told),
        "doubt": say(told.doubt) if told.doubt and told.result.reason != told.doubt else "",
        "changes": [_change(change, told) for change in told.changes],
        "older": _older(explained),
        "differs": _verdict(told.result.verdict) if explained.differs else None,
    }


def _place(place: Place, heard: Heard) -> Drawn:
    evidence = place.evidence
    return moment(evidence, speaker_and_time(evidence), heard) | {
        "pieces": pieces(place, heard.transcript.segments[evidence.segment].text),
        "lines": [line for line in (_heard_by(place, heard), _how_sure(place)) if line],
        "against": [_against(against) for against in place.against],
        "weighed": [*_weighed(place, heard, 1), *_weighed(place, heard, -1)],
        "examples": [_example(example, place) for example in place.examples],
    }


def pieces(place: Place, written: str) -> list[Drawn]:
    """The quote cut where a mark begins or ends; a mark always covers whole words."""
    evidence, parts, at = place.evidence, [], place.evidence.start
    for (start, end), kind in _marks(place, written):
        parts += [(written[at:start], ""), (written[start:end], kind)]
        at = end
    parts.append((written[at : evidence.end], ""))
    return [{"text": words, "mark": kind} for words, kind in parts if words]


def _marks(place: Place, written: str) -> list[tuple[Span, str]]:
    """Listed phrases first; the words that weigh most where no phrase stands."""
    start, end = place.evidence.start, place.evidence.end
    marks = [(_whole_words(span, written), "phrase") for span in place.phrases]
    for sign, kind in ((1, "for"), (-1, "against")):
        marks += [((word.start, word.end), kind) for word in _heaviest(place, sign)]
    kept: list[tuple[Span, str]] = []
    for span, kind in marks:
        inside = start <= span[0] and span[1] <= end
        if inside and not any(span[0] < other[1] and other[0] < span[1] for other, _ in kept):
            kept.append((span, kind))
    return sorted(kept)


def _whole_words(span: Span, written: str) -> Span:
    """A mark inside a word would tear an Arabic one apart."""
    touched = [
        w.span() for w in _WORD.finditer(written) if w.start() < span[1] and span[0] < w.end()
    ]
    ends = [span, *touched]
    return min(start for start, _ in ends), max(end for _, end in ends)


def _heaviest(place: Place, sign: int) -> list[WordWeight]:
    """The words that weigh most for it (1) or against it (-1), the heaviest first."""
    telling = [word for word in place.words if word.weight * sign >= _LEAST_WEIGHT]
    return sorted(telling, key=lambda word: -word.weight * sign)[:_MOST_WORDS]


def _heard_by(place: Place, heard: Heard) -> str:
    """Which layer heard it; the phrases as they were said."""
    written = heard.transcript.segments[place.evidence.segment].text
    phrases = text.joined([text.quoted(written[slice(*span)]) for span in place.phrases])
    learned = Layer.LEARNED in place.layers
    if Layer.OWN in place.layers:
        return say("explain.by_own")
    if place.phrases:
        return say("explain.by_both" if learned else "explain.by_phrase", phrases=phrases)
    if place.layers and place.layers[0] in (Layer.PLACE, Layer.RULE):
        return say(f"explain.by_{place.layers[0]}")
    near = any(against.code == "weighed_less" for against in place.against)
    return say("explain.close_by_learned" if near else "explain.by_learned")


def _how_sure(place: Place) -> str:
    if place.confidence is None:
        return ""
    share = text.percent(place.confidence)
    needed = text.percent(place.needed)
    return say("explain.sure_place", how=how_sure(place.confidence), percent=share, needed=needed)


def how_sure(probability: float) -> str:
    """A probability in plain words."""
    band = next((word for least, word in _BANDS if probability >= least), "doubtful")
    return say(f"explain.how_{band}")


def _missing(told: Explanation) -> str:
    """How sure it is that nothing was missed, where a verdict rests on silence."""
    found = any(place.evidence.speaker is not Speaker.CUSTOMER for place in told.places)
    confidence = told.result.confidence
    if found or told.doubt or confidence is None:
        return ""
    share = text.percent(confidence)
    return say("explain.sure_missing", how=how_sure(confidence), percent=share)


def _against(against: Against) -> str:
    if against.code == "alternative" and not against.words:
        return say("explain.against_alternative_near")
    return say(f"explain.against_{against.code}", words=text.isolated(against.words))


def _weighed(place: Place, heard: Heard, sign: int) -> list[str]:
    written = heard.transcript.segments[place.evidence.segment].text
    words = [text.quoted(written[word.start : word.end]) for word in _heaviest(place, sign)]
    key = "explain.weighs_for" if sign > 0 else "explain.weighs_against"
    return [say(key, words=text.joined(words))] if words else []


def _example(example: Example, place: Place) -> Drawn:
    language = Language.AR if example.dialect in _ARABIC_DIALECTS else Language.EN
    marked = "explain.marked_as" if example.is_act else "explain.not_marked_as"
    return {
        "pieces": _common(example),
        "lang": language.value,
        "dir": text.direction(language),
        "about": say(f"explain.dialect_{example.dialect}"),
        "marked": say(marked, act=act_name(place)),
        "is_act": example.is_act,
    }


def act_name(place: Place) -> str:
    return say(f"explain.act_{place.category or place.act}")


def _common(example: Example) -> list[Drawn]:
    """The example's words that the quote has as well are marked."""
    parts, at = [], 0
    for start, end in example.common:
        parts += [(example.text[at:start], ""), (example.text[start:end], "same")]
        at = end
    parts.append((example.text[at:], ""))
    return [{"text": words, "mark": kind} for words, kind in parts if words]


def _looked(told: Explanation, heard: Heard) -> str:
    """Where it was looked for, with the times of the few turns of an opening or a closing."""
    where = say(f"explain.looked_{told.looked.scope}")
    if told.looked.scope not in (Scope.OPENING, Scope.CLOSING) or not told.looked.segments:
        return say("explain.looked", where=where)
    places = [_time_of(heard, at) for at in told.looked.segments[:_MOST_TIMES]]
    more = len(told.looked.segments) - len(places)
    if more:
        places.append(say_count("explain.and_more", more))
    return say("explain.looked_at", where=where, places=text.joined(places))


def _time_of(heard: Heard, at: int) -> str:
    start_s = heard.transcript.segments[at].start_s
    if start_s is None:
        return say("explain.line", number=at + 1)
    return text.isolated(text.clock(start_s))


def _change(change: Change, told: Explanation) -> Drawn:
    return _verdict(change.verdict) | {"text": say(f"explain.if_{_change_word(change, told)}")}


def _change_word(change: Change, told: Explanation) -> str:
    check = told.result.criterion.check
    if change.code == "said" and check in _BROKEN_BY_WORDS:
        return "broken"
    if change.code == "said":
        return f"said_{check if check in _SAID_ANYWHERE else told.looked.scope}"
    if change.code == "without" and told.result.verdict is Verdict.UNSURE:
        return "not_so"
    return change.code


def _verdict(verdict: Verdict) -> Drawn:
    return {"verdict": verdict.value, "word": verdict_word(verdict)}


def _older(explained: Explained) -> str:
    if not explained.is_older:
        return say("explain.changed_since") if explained.differs else ""
    made, today = text.isolated(explained.made_by), text.isolated(explained.explained_by)
    return say("explain.older", made=made, today=today)
