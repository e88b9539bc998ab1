"""What the engine can refuse, each with a `code`; the sentences stand in words/*/errors.yml.

QaError
├── FileRefused            this file cannot be used: what is wrong with it
│   └── (codes) file_empty, file_unreadable, file_too_large, file_type_unknown, file_not_audio,
│       file_encrypted, file_truncated, length_mismatch, audio_too_long, audio_too_short,
│       audio_silent, audio_no_track, audio_damaged, audio_rate, audio_channels,
│       audio_no_speech, playlist_refused, decode_failed, transcript_unreadable, transcript_empty,
│       transcript_too_large, transcript_encoding, transcript_times, transcript_segment,
│       transcript_too_many_lines, transcript_line_too_long
├── LanguageUnsupported    neither Arabic nor English
├── ModelUnavailable       no Whisper weights on this machine and none to be fetched
│   └── (codes) model_unavailable, model_unknown, model_broken
├── TranscriptionFailed    the child process died, ran too long or out of memory
│   └── (codes) transcription_failed, transcription_over_time, transcription_out_of_memory
└── ScorecardInvalid       the scorecard or lexicon file says something impossible
    └── (codes) scorecard_invalid, scorecard_unknown, check_hints_only
"""

Param = str | int | float


class QaError(Exception):
    """Something the engine refuses; `code` names the sentence, `params` fill it."""

    code = "engine_error"

    def __init__(self, code: str | None = None, **params: Param) -> None:
        self.code = code or self.code
        self.params = params
        super().__init__(f"{self.code} {params}" if params else self.code)


class FileRefused(QaError):
    code = "file_not_audio"


class LanguageUnsupported(QaError):
    code = "language_unsupported"


class ModelUnavailable(QaError):
    code = "model_unavailable"


class TranscriptionFailed(QaError):
    code = "transcription_failed"


class ScorecardInvalid(QaError):
    code = "scorecard_invalid"
