"""What the centre can set, read from the environment once; imported only where things are wired."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PROJECT = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes in bytes, times in seconds."""

    data_dir: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = 8501
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    demonstration: bool = False
    secure_cookies: bool = False
    whisper_model: str = "small"
    max_upload_bytes: int = 100 * 1024 * 1024
    max_audio_s: int = 2 * 60 * 60
    modules_dir: Path | None = None  # the centre's own learning modules, over the shipped ones
    english: Literal["british", "american"] = "british"  # the spelling replies are checked by
    session_idle_s: int = 8 * 60 * 60
    session_absolute_s: int = 7 * 24 * 60 * 60

    @property
    def recordings_dir(self) -> Path:
        return self.data_dir / "recordings"

    @property
    def incoming_dir(self) -> Path:
        """Uploads that no call has claimed yet."""
        return self.data_dir / "incoming"

    @property
    def work_dir(self) -> Path:
        """Decoded audio of calls in the making; emptied when a call is done."""
        return self.data_dir / "work"

    @property
    def models_dir(self) -> Path:
        return self.data_dir / "models"


def read_settings(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ITQAN_* variables (and PORT); every one has a working default."""
    data_dir = Path(env.get("ITQAN_DATA", PROJECT / "data")).resolve()
    host = env.get("ITQAN_HOST", "127.0.0.1")
    return Settings(
        data_dir=data_dir,
        database_url=env.get("ITQAN_DATABASE_URL", f"sqlite:///{data_dir / 'itqan.db'}"),
        host=host,
        port=int(env.get("PORT", "8501")),
        allowed_hosts=_names(env.get("ITQAN_ALLOWED_HOSTS", f"{host},localhost,127.0.0.1,[::1]")),
        demonstration=env.get("ITQAN_DEMONSTRATION", "") == "1",
        secure_cookies=env.get("ITQAN_SECURE_COOKIES", "") == "1",
        whisper_model=env.get("ITQAN_WHISPER_MODEL", "small"),
        max_upload_bytes=int(env.get("ITQAN_MAX_UPLOAD_MB", "100")) * 1024 * 1024,
        max_audio_s=int(env.get("ITQAN_MAX_AUDIO_MINUTES", "120")) * 60,
        modules_dir=Path(env["ITQAN_MODULES"]).resolve() if env.get("ITQAN_MODULES") else None,
        english="american" if env.get("ITQAN_ENGLISH") == "american" else "british",
        session_idle_s=int(env.get("ITQAN_SESSION_IDLE_MINUTES", "480")) * 60,
        session_absolute_s=int(env.get("ITQAN_SESSION_HOURS", "168")) * 3600,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
