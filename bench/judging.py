"""One process, one core, one thread: what judging costs, printed as JSON.

The floor is spaCy's bare PhraseMatcher with 1,100 phrases over the same folded words, on a stock
blank pipeline, its tokenizer included. Both are measured in turns, so that whatever else the
machine does weighs on both; times are of the processor.
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from qa.acts.phrases import anchors, expand
from qa.importers import read_transcript
from qa.lexicon import load_lexicon
from qa.model import Channel, Language, Segment, Transcript
from qa.normalise import fold_text
from qa.pipeline import Engine
from qa.scorecard import load_scorecard

SHORT, LONG = 340, 3_400  # words of a call
PHRASES = 1_100
_ROUNDS = 25
_CALLS = 5
_KINDS = 200  # different calls in the sustained run; each gets words of its own besides
_FOLDER = Path(__file__).resolve().parent.parent / "demonstration" / "calls"

Judge = Callable[[Transcript], Any]


def main(segments: int) -> dict[str, Any]:
    started, cpu = time.perf_counter(), time.process_time()
    Engine().warm_up()
    judge = _judge()
    for language in Language:
        judge(call_of(SHORT, language, 0))
    loaded = {
        "load_s": round(time.perf_counter() - started, 2),
        "load_processor_s": round(time.process_time() - cpu, 2),
        "loaded_mb": _memory_mb(),
    }
    by_language = {language.value: _by_length(language, judge) for language in Language}
    return {**loaded, "by_language": by_language, "sustained": _sustained(judge, segments)}


def call_of(words: int, language: Language, start: int) -> Transcript:
    """Voice calls of the demonstration joined to one of so many words, another for each start."""
    calls = [call for call in _demonstration() if call.language is language]
    calls = calls[start % len(calls) :] + calls[: start % len(calls)]
    segments: list[Segment] = []
    left = words
    while left > 0:
        for segment in (segment for call in calls for segment in call.segments):
            said = segment.text.split()[:left]
            segments.append(replace(segment, index=len(segments), text=" ".join(said)))
            left -= len(said)
            if left <= 0:
                break
    return Transcript(tuple(segments), language, Channel.VOICE)


@cache
def _demonstration() -> list[Transcript]:
    read = [read_transcript(p.name, p.read_bytes()) for p in sorted(_FOLDER.glob("*.txt"))]
    return [transcript for transcript in read if transcript.channel is Channel.VOICE]


def _judge() -> Judge:
    engine, scorecard = Engine(), load_scorecard()
    return lambda call: engine.evaluate(call, scorecard)


def _by_length(language: Language, judge: Judge) -> dict[str, float]:
    floor = _floor(language)
    short = [call_of(SHORT, language, start) for start in range(_CALLS)]
    long = [call_of(LONG, language, 0)]
    ways = [(judge, short), (floor, short), (judge, long), (floor, long)]
    for way, calls in ways:
        _milliseconds(way, calls)
    taken = [[_milliseconds(way, calls) for way, calls in ways] for _ in range(_ROUNDS)]
    ours, least, ours_long, least_long = (median(times) for times in zip(*taken, strict=True))
    return {
        "words_340_ms": round(ours, 2),
        "words_3400_ms": round(ours_long, 1),
        "floor_340_ms": round(least, 2),
        "floor_3400_ms": round(least_long, 1),
        "times_floor_340": round(median(row[0] / row[1] for row in taken), 1),
        "times_floor_3400": round(median(row[2] / row[3] for row in taken), 1),
        "growth_for_ten_times_the_words": round(ours_long / ours, 1),
    }


def _milliseconds(judge: Judge, calls: Sequence[Transcript]) -> float:
    started = time.process_time()
    for call in calls:
        judge(call)
    return 1000 * (time.process_time() - started) / len(calls)


def _floor(language: Language) -> Judge:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank(language.value)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("phrases", [nlp.make_doc(phrase) for phrase in _phrases(language)])
    return lambda call: matcher(nlp.make_doc(fold_text(" ".join(s.text for s in call.segments))))


def _phrases(language: Language) -> list[str]:
    """The lexicon's phrases, and of its other spellings as many as make 1,100."""
    rules = {id(phrase.rule): phrase.rule for phrase in load_lexicon(language).phrases.values()}
    written = [phrase for rule in rules.values() for phrase in rule.phrases]
    first = [next(expand(phrase)) for phrase in written]
    others = [other for phrase in written for other in sorted(anchors(phrase, language))]
    return [*dict.fromkeys(map(fold_text, [*first, *others]))][:PHRASES]


def _sustained(judge: Judge, wanted: int) -> dict[str, Any]:
    """Calls of 340 words in both languages by turns; memory after a tenth of them, and at last."""
    segments = calls = 0
    memory: list[float] = []
    kinds = [call_of(SHORT, language, n) for n in range(_KINDS // 2) for language in Language]
    started = time.process_time()
    for call in _mixed(random.Random(1), kinds):
        judge(call)
        calls, segments = calls + 1, segments + len(call.segments)
        if 10 * segments >= wanted * (len(memory) + 1):
            memory.append(_memory_mb())
        if segments >= wanted:
            break
    taken = time.process_time() - started
    return {
        "segments": segments,
        "calls": calls,
        "calls_per_s": round(calls / taken, 1),
        "memory_mb_by_tenths": memory,
    }


def _mixed(chance: random.Random, kinds: Sequence[Transcript]) -> Iterator[Transcript]:
    """Segments in another order each time, in each the name of somebody never heard of."""
    number = 0
    while True:
        call = chance.choice(kinds)
        said = chance.sample(call.segments, len(call.segments))
        for index, segment in enumerate(said):
            number += 1
            said[index] = replace(segment, index=index, text=f"{segment.text} {_name(number)}")
        yield replace(call, segments=tuple(said))


def _name(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number, 26)
        letters += chr(ord("a") + letter)
    return f"{letters}ov"


def _memory_mb() -> float:
    """What the process holds now."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    return round(int(pages.read_text().split()[1]) * resource.getpagesize() / 2**20, 1)


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
