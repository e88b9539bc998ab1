"""Whisper's JSON, also with speakers as WhisperX writes it, and `python -m qa transcribe`'s."""

import json
import math
from typing import Any, NoReturn, TypeGuard

from qa.errors import FileRefused
from qa.importers.lines import Line, Source
from qa.model import Channel

_Object = dict[str, Any]


def read_whisper_json(text: str) -> Source:
    document = _load(text)
    segments = document.get("segments") if isinstance(document, dict) else document
    if not isinstance(segments, list):
        raise FileRefused("transcript_unreadable", line=1)
    lines = [_line(segment, number) for number, segment in enumerate(segments, start=1)]
    return Source(tuple(line for line in lines if line.text.strip()), Channel.VOICE)


def _load(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_number, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise FileRefused("transcript_unreadable", line=error.lineno) from None
    except (RecursionError, ValueError):
        raise FileRefused("transcript_unreadable", line=1) from None


def _refuse_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _unique(pairs: list[tuple[str, Any]]) -> _Object:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _line(segment: object, number: int) -> Line:
    if not isinstance(segment, dict) or not isinstance(segment.get("text"), str):
        raise FileRefused("transcript_segment", segment=number)
    start_s = _time(segment, "start", number)
    end_s = _time(segment, "end", number)
    if start_s is not None and end_s is not None and end_s < start_s:
        raise FileRefused("transcript_segment", segment=number)
    label = str(segment.get("speaker") or "")
    return Line(
        segment["text"],
        number,
        label=label,
        start_s=start_s,
        end_s=end_s,
        confidence=_confidence(segment),
    )


def _time(segment: _Object, name: str, number: int) -> float | None:
    value = segment.get(name, segment.get(f"{name}_s"))
    if value is None:
        return None
    if not _is_number(value) or value < 0:
        raise FileRefused("transcript_segment", segment=number)
    return float(value)


def _confidence(segment: _Object) -> float | None:
    """The mean probability of its words, else what the mean log probability says, else unknown."""
    words = segment.get("words")
    heard = words if isinstance(words, list) else []
    values = [word.get("probability") for word in heard if isinstance(word, dict)]
    known = [value for value in values if _is_number(value) and 0 <= value <= 1]
    if known:
        return sum(known) / len(known)
    log = segment.get("avg_logprob")
    if _is_number(log) and log <= 0:
        return math.exp(log)
    given = segment.get("confidence")
    return float(given) if _is_number(given) and 0 <= given <= 1 else None


def _is_number(value: object) -> TypeGuard[int | float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < 1e9
