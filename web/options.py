"""The settings the routes read, by shape: `web` may not import the wiring file itself."""

from pathlib import Path
from typing import Protocol


class WebSettings(Protocol):
    """What `settings.Settings` offers the routes; sizes in bytes, times in seconds."""

    @property
    def allowed_hosts(self) -> tuple[str, ...]: ...

    @property
    def demonstration(self) -> bool: ...

    @property
    def secure_cookies(self) -> bool: ...

    @property
    def max_upload_bytes(self) -> int: ...

    @property
    def max_audio_s(self) -> int: ...

    @property
    def session_idle_s(self) -> int: ...

    @property
    def session_absolute_s(self) -> int: ...

    @property
    def incoming_dir(self) -> Path: ...
