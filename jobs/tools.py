"""What the steps of a job work with, made from the settings once per worker."""

from dataclasses import dataclass
from pathlib import Path

from jobs.in_turn import InTurn
from qa.audio import AudioLimits
from qa.model import Scorecard
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from qa.speech.transcription import Transcriber
from qa.speech.whisper_engine import WhisperOptions, WhisperTranscriber
from settings import Settings
from storage.database import database_address
from storage.recordings import RecordingFiles
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Tools:
    """`work_dir` holds the decoded audio of calls in the making."""

    store: Store
    files: RecordingFiles
    database_url: str
    work_dir: Path
    limits: AudioLimits
    transcriber: Transcriber
    engine: Engine
    scorecard: Scorecard


def make_tools(settings: Settings) -> Tools:
    whisper = WhisperOptions(model=settings.whisper_model, models_dir=settings.models_dir)
    return Tools(
        store=Store(settings.database_url),
        files=open_files(settings),
        database_url=database_address(settings.database_url).render_as_string(hide_password=False),
        work_dir=settings.work_dir,
        limits=AudioLimits(max_bytes=settings.max_upload_bytes, max_s=settings.max_audio_s),
        transcriber=InTurn(WhisperTranscriber(whisper)),
        engine=Engine(),
        scorecard=load_scorecard(),
    )


def open_files(settings: Settings) -> RecordingFiles:
    return RecordingFiles(settings.recordings_dir, settings.incoming_dir)
