"""Small recordings made of nothing but arithmetic."""

import io
import math
import struct
import wave


def wav(seconds: float = 2.0, pitch: int = 440, rate: int = 8_000) -> bytes:
    """A tone on the left, another on the right."""
    frames = b"".join(
        struct.pack(
            "<hh",
            int(12_000 * math.sin(2 * math.pi * pitch * at / rate)),
            int(12_000 * math.sin(2 * math.pi * 2 * pitch * at / rate)),
        )
        for at in range(int(seconds * rate))
    )
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(frames)
    return file.getvalue()
