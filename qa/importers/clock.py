"""Clock readings in transcripts to seconds."""

import re

from qa.errors import FileRefused

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_READING = re.compile(CLOCK)


def seconds(reading: str, line: int) -> float:
    """Seconds of "01:02:03.5", "02:03,5"; FileRefused for anything else, "NaN" and "-1" too."""
    if not _READING.fullmatch(reading):
        raise FileRefused("transcript_times", line=line)
    total = 0.0
    for part in reading.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)
