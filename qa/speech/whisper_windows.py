"""One window of at most 30 seconds through Whisper: decode, split by timestamps, time the words.

Whisper's own `transcribe` moves on by where its last word ended, which with an unsure model can be
a fiftieth of a second at a time, for ever. Our windows are cut at quiet places beforehand, so each
is decoded once and a piece takes a bounded time. The ladder and thresholds are Whisper's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import whisper
from whisper.audio import FRAMES_PER_SECOND, N_FRAMES
from whisper.timing import add_word_timestamps
from whisper.tokenizer import get_tokenizer

TICK_S = 0.02  # what one timestamp token stands for
TOO_REPETITIVE = 2.4  # gzip's ratio on the text; words said once stay below 2
TOO_UNSURE = -1.0  # mean log probability of the tokens
SILENCE = 0.6  # probability of "no speech" from which unsure words are taken for invented


@dataclass(frozen=True, slots=True)
class Ladder:
    """Temperatures tried in turn until the words are sound, and a cap on a window's tokens."""

    temperatures: tuple[float, ...]
    sample_len: int | None = None


def detect(model: Any, mel: torch.Tensor, languages: Sequence[str]) -> str:
    """The likeliest of `languages` in the mel's first 30 seconds."""
    if not model.is_multilingual:
        return "en"
    _, likely = model.detect_language(_window(mel))
    return max(languages, key=likely.__getitem__)


def hear(model: Any, mel: torch.Tensor, language: str, ladder: Ladder) -> list[dict[str, Any]]:
    """Segments of one window with start, end, text and words; empty where nobody speaks."""
    window = _window(mel)
    found = _decode(model, window, language, ladder)
    if _is_silence(found):
        return []
    tokenizer = get_tokenizer(
        model.is_multilingual, num_languages=model.num_languages, language=language
    )
    segments = [
        {"seek": 0, "start": start, "end": end, "tokens": tokens, "text": tokenizer.decode(tokens)}
        for start, end, tokens in _split(found.tokens, tokenizer, mel.shape[-1] / FRAMES_PER_SECOND)
    ]
    add_word_timestamps(
        segments=segments,
        model=model,
        tokenizer=tokenizer,
        mel=window,
        num_frames=min(N_FRAMES, mel.shape[-1]),
        last_speech_timestamp=0.0,
    )
    return segments


def _window(mel: torch.Tensor) -> torch.Tensor:
    padded: torch.Tensor = whisper.pad_or_trim(mel, N_FRAMES)
    return padded


def _decode(model: Any, window: torch.Tensor, language: str, ladder: Ladder) -> Any:
    """The first sound words on the ladder, else the last ones."""
    found = None
    for temperature in ladder.temperatures:
        options = whisper.DecodingOptions(
            language=language,
            temperature=temperature,
            sample_len=ladder.sample_len,
            fp16=False,
        )
        try:
            found = model.decode(window, options)
        except ValueError:
            # Whisper's timestamp rules can leave no token to draw; temperature 0 never draws.
            if found is None:
                raise
            break
        if _is_silence(found) or not _is_poor(found):
            break
    return found


def _is_poor(found: Any) -> bool:
    return bool(found.compression_ratio > TOO_REPETITIVE or found.avg_logprob < TOO_UNSURE)


def _is_silence(found: Any) -> bool:
    return bool(found.no_speech_prob > SILENCE and found.avg_logprob < TOO_UNSURE)


def _split(
    tokens: Sequence[int], tokenizer: Any, length_s: float
) -> Iterator[tuple[float, float, list[int]]]:
    """Start, end and words between timestamps; unclosed words last to the window's end."""
    start, words = 0.0, list[int]()
    for token in tokens:
        if token < tokenizer.eot:
            words.append(token)
        elif token >= tokenizer.timestamp_begin:
            moment = min((token - tokenizer.timestamp_begin) * TICK_S, length_s)
            if words:
                yield start, moment, words
            start, words = moment, []
    if words:
        yield start, length_s, words
