"""What the player and the transcript show: lines, lanes, marks on the timeline, moments to play."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from qa.model import CriterionResult, Evidence, Segment, Speaker, Transcript, Verdict
from qa.redaction import CARD_MASK, CODE_MASK
from qa.roles.doubt import doubtful
from storage.records import Call, Recording
from ui import state, text
from ui.text import say
from words import has

Drawn = dict[str, object]

PLAY_EARLIER_S = 3
_PLAY_ON_S = 1
_LANE_BARS = 160
_STEREO = (Speaker.AGENT, Speaker.CUSTOMER)
_WORDS = (
    "player", "play", "play_moment", "pause", "back", "forward", "speed", "timeline", "transcript",
    "agent", "customer", "unknown", "cannot_play",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """One call as it can be heard and read; `recording` is None where there is only text."""

    call: Call
    transcript: Transcript
    results: tuple[CriterionResult, ...]
    recording: Recording | None = None

    @property
    def timed(self) -> bool:
        return any(segment.start_s is not None for segment in self.transcript.segments)

    @property
    def masked(self) -> bool:
        marks = (CARD_MASK, CODE_MASK)
        return any(mark in s.text for s in self.transcript.segments for mark in marks)


def player_words() -> dict[str, str]:
    return text.words_of("player", *_WORDS)


def player_data(heard: Heard) -> Drawn:
    """Everything the player's scripts read; without a recording there is no url and no timeline."""
    recording = heard.recording
    return {
        "language": state.language().value,
        "dir": text.direction(),
        "text_lang": heard.transcript.language.value,
        "text_dir": text.direction(heard.transcript.language),
        "url": f"/recordings/{heard.call.call_id}" if recording else None,
        "duration_s": recording.duration_s if recording else None,
        "lanes": _lanes(recording) if recording else [],
        "marks": timeline_marks(heard.results) if recording else [],
        "timed": heard.timed,
        "lines": transcript_lines(heard.transcript, heard.results),
        "note": _note(heard),
    }


def moment(evidence: Evidence, about: str, heard: Heard) -> Drawn:
    """A quote with where to play it from (three seconds earlier); None where it cannot be heard."""
    playable = heard.recording is not None and evidence.start_s is not None
    return {
        "quote": evidence.quote,
        "about": about,
        "from": _earlier(evidence.start_s) if playable else None,
        "end": evidence.end_s + _PLAY_ON_S if evidence.end_s is not None else None,
    }


def speaker_and_time(evidence: Evidence) -> str:
    """Agent · 01:33."""
    who = say(f"player.{evidence.speaker.value}")
    return who if evidence.start_s is None else f"{who} · {text.clock(evidence.start_s)}"


def transcript_lines(transcript: Transcript, results: Iterable[CriterionResult]) -> list[Drawn]:
    """Every segment with its time and the most telling verdict that quotes it."""
    quoted = _results_by_segment(results)
    return [_line(segment, quoted.get(segment.index, [])) for segment in transcript.segments]


def timeline_marks(results: Iterable[CriterionResult]) -> list[Drawn]:
    """One mark per quoted segment with a time, in order of time."""
    marks: dict[int, tuple[Evidence, list[CriterionResult]]] = {}
    for result in results:
        for evidence in result.evidence:
            if evidence.start_s is not None:
                marks.setdefault(evidence.segment, (evidence, []))[1].append(result)
    ordered = sorted(marks.values(), key=lambda mark: mark[0].start_s or 0)
    return [_mark(evidence, quoting) for evidence, quoting in ordered]


def _mark(evidence: Evidence, quoting: list[CriterionResult]) -> Drawn:
    at = evidence.start_s or 0
    return {
        "at": at,
        "from": _earlier(at),
        "verdict": _telling(quoting).verdict.value,
        "label": f"{text.clock(at)} · {_titles(quoting)}",
    }


def _line(segment: Segment, quoting: list[CriterionResult]) -> Drawn:
    return {
        "index": segment.index,
        "speaker": segment.speaker.value,
        "who": _who(segment),
        "at": segment.start_s,
        "text": segment.text,
        "verdict": _telling(quoting).verdict.value if quoting else None,
        "marks": _titles(quoting),
    }


def _who(segment: Segment) -> str:
    who = say(f"player.{segment.speaker.value}")
    return say("player.in_doubt", who=who) if doubtful(segment) else who


def _results_by_segment(results: Iterable[CriterionResult]) -> dict[int, list[CriterionResult]]:
    quoted: dict[int, list[CriterionResult]] = {}
    for result in results:
        for index in dict.fromkeys(evidence.segment for evidence in result.evidence):
            quoted.setdefault(index, []).append(result)
    return quoted


def _telling(results: list[CriterionResult]) -> CriterionResult:
    """What a reviewer looks for first: a lost point, then a doubt, then a point."""
    order = (Verdict.NOT_MET, Verdict.UNSURE, Verdict.MET, Verdict.NOT_APPLICABLE)
    return min(results, key=lambda result: order.index(result.verdict))


def _titles(results: Iterable[CriterionResult]) -> str:
    comma = say("player.comma")
    titles = (f"{r.criterion.title[state.language()]}: {verdict_word(r.verdict)}" for r in results)
    return comma.join(dict.fromkeys(titles))


def verdict_word(verdict: Verdict) -> str:
    return say(f"player.verdict_{verdict.value}")


def short_verdict_word(verdict: Verdict) -> str:
    """As a button says it."""
    return say(f"player.short_{verdict.value}")


def _earlier(at: float | None) -> float | None:
    return None if at is None else max(0.0, at - PLAY_EARLIER_S)


def _lanes(recording: Recording) -> list[Drawn]:
    if len(recording.peaks) == len(_STEREO):
        sides = zip(_STEREO, ("above", "below"), recording.peaks, strict=True)
        return [_lane(speaker, side, peaks) for speaker, side, peaks in sides]
    return [_lane(Speaker.UNKNOWN, "both", peaks) for peaks in recording.peaks[:1]]


def _lane(speaker: Speaker, side: str, peaks: tuple[float, ...]) -> Drawn:
    return {"speaker": speaker.value, "side": side, "peaks": loudest(peaks, _LANE_BARS)}


def loudest(peaks: tuple[float, ...], bars: int) -> list[float]:
    """At most `bars` values, each the loudest of its stretch."""
    if len(peaks) <= bars:
        return [round(peak, 3) for peak in peaks]
    edges = [i * len(peaks) // bars for i in range(bars + 1)]
    return [round(max(peaks[a:b]), 3) for a, b in pairwise(edges)]


def _note(heard: Heard) -> str:
    """What limits listening or reading, in a few sentences."""
    sentences = [say(f"player.note_{code}") for code in heard.transcript.notes if _has_note(code)]
    if heard.recording is None:
        sentences.append(say("player.no_recording"))
    elif not heard.timed:
        sentences.append(say("player.no_times"))
    return " ".join(sentences)


def _has_note(code: str) -> bool:
    return has(f"player.note_{code}")
