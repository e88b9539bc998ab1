"""What it costs to have the engine, and to judge a call of 340 words."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

WORDS = 340
REPEATS = 200
TARGET_MS = 5.0
IMPORT_TARGET_S = 0.2


def measure() -> dict[str, Any]:
    """Milliseconds per call in each language on one core, and seconds to import the engine."""
    return {
        "import_qa_s": _import_seconds(),
        "import_target_s": IMPORT_TARGET_S,
        "judge_340_words_ms": {language: _judging_ms(language) for language in ("ar", "en")},
        "judge_target_ms": TARGET_MS,
    }


def _import_seconds() -> float:
    code = "import time; t = time.perf_counter(); import qa; print(time.perf_counter() - t)"
    taken = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    return round(median(taken), 4)


def _judging_ms(language: str) -> float:
    from qa.pipeline import Engine
    from qa.scorecard import load_scorecard

    engine, scorecard = Engine(), load_scorecard()
    calls = [call_of_340_words(language, start) for start in range(5)]
    for call in calls:
        engine.evaluate(call, scorecard)
    taken = []
    for turn in range(REPEATS):
        started = time.perf_counter()
        engine.evaluate(calls[turn % len(calls)], scorecard)
        taken.append(time.perf_counter() - started)
    return round(1000 * median(taken), 2)


def call_of_340_words(language: str, start: int) -> Any:
    """Voice calls of the demonstration joined to one of 340 words, another one for each `start`."""
    from dataclasses import replace

    from qa.model import Channel, Language, Transcript

    segments: list[Any] = []
    count = 0
    calls = demonstration_transcripts(language)
    for call in calls[start:] + calls[:start]:
        for segment in call.segments:
            segments.append(replace(segment, index=len(segments)))
            count += len(segment.text.split())
            if count >= WORDS:
                return Transcript(tuple(segments), Language(language), Channel.VOICE)
    raise ValueError(f"the demonstration has under {WORDS} words in {language}")


def demonstration_transcripts(language: str) -> list[Any]:
    from qa.importers import read_transcript
    from qa.model import Channel, Language

    folder = Path(__file__).resolve().parent.parent / "demonstration" / "calls"
    read = [read_transcript(p.name, p.read_bytes()) for p in sorted(folder.glob("*.txt"))]
    wanted = [t for t in read if t.language is Language(language) and t.channel is Channel.VOICE]
    return wanted
