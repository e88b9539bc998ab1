"""What a file's own header promises, read without any codec; runs in the audio child only."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qa.errors import FileRefused
from qa.times import clock

HEAD_BYTES = 65536
MOOV_BYTES = 16 * 1024 * 1024
RF64_SIZE = 0xFFFFFFFF  # an RF64 file keeps its true size in another chunk
TOLERANCE_S = 2.0
TOLERANCE_SHARE = 0.02
FRAME_S = 0.5  # codecs pad and trim whole frames: less than this is never a difference
SLOWEST_RATE, FASTEST_RATE = 4_000, 192_000
MOST_CHANNELS = 2
SILENT_DB = -60.0  # the loudest tenth of a second is below this: nobody can be heard

PLAYLIST = re.compile(
    rb"\s*(#EXTM3U|ffconcat\b|\[playlist\]|<smil|<asx|<\?xml[^>]*>\s*(<!--.*?-->\s*)?"
    rb"<(MPD|smil|playlist|SmoothStreamingMedia)|<MPD|v=0\r?\no=)",
    re.IGNORECASE | re.DOTALL,
)
PROTECTED = re.compile(rb"stsd.{12}(enca|encv|drms|drmi|p608)|sinf.{4}(frma|schm)", re.DOTALL)


def check_header(path: Path, max_bytes: int) -> None:
    """Refuse playlists, locked files and headers that promise what is not there."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if PLAYLIST.match(head.removeprefix(b"\xef\xbb\xbf")):
            raise FileRefused("playlist_refused")
        if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
            _check_wav(_read_wav(file, size), max_bytes)
        elif head[4:8] == b"ftyp":
            _check_mp4(file, size)


def has_length_tag(path: Path) -> bool:
    """Whether an MP3 says how long it is; without the tag its length is only guessed."""
    with path.open("rb") as file:
        start = _id3_bytes(file.read(10))
        file.seek(start)
        head = file.read(4096)
    return any(tag in head for tag in (b"Xing", b"Info", b"VBRI"))


def is_cut_page(path: Path) -> bool:
    """Whether an Ogg file ends inside a page, whose header lists the bytes that follow."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2 * HEAD_BYTES))
        tail = file.read()
    page = tail[max(0, tail.rfind(b"OggS")) :]
    if len(page) < 27 or len(page) < 27 + page[26]:
        return True
    return len(page) < 27 + page[26] + sum(page[27 : 27 + page[26]])


def is_far_off(promised: float, found: float) -> bool:
    """Differ by over 2 seconds or 2 %, in seconds."""
    allowed = max(FRAME_S, min(TOLERANCE_S, promised * TOLERANCE_SHARE))
    return abs(promised - found) > allowed


def check_shape(rate: int, channels: int) -> None:
    if not SLOWEST_RATE <= rate <= FASTEST_RATE:
        raise FileRefused("audio_rate", rate=rate)
    if not 1 <= channels <= MOST_CHANNELS:
        raise FileRefused("audio_channels", channels=channels)


@dataclass(frozen=True, slots=True)
class _Wav:
    rate: int
    channels: int
    byte_rate: int
    promised: int  # bytes of sound by the header
    present: int  # bytes after the header's end
    follows: bool  # other chunks follow the sound as they should


def _read_wav(file: BinaryIO, size: int) -> _Wav:
    """Walk the chunks up to the sound; a header that ends before it holds no sound."""
    shape: tuple[int, int, int] | None = None
    long_size = None
    offset = 12
    while offset + 8 <= size:
        file.seek(offset)
        chunk, length = struct.unpack("<4sI", file.read(8))
        body = offset + 8
        if chunk == b"ds64":
            long_size = struct.unpack("<8xQ", file.read(16))[0]
        elif chunk == b"fmt ":
            shape = struct.unpack("<2xHII", _exactly(file, 12))
        elif chunk == b"data" and shape:
            channels, rate, byte_rate = shape
            promised = long_size if long_size and length == RF64_SIZE else length
            follows = _chunks_follow(file, body + promised + promised % 2, size)
            return _Wav(rate, channels, byte_rate, promised, size - body, follows)
        offset = body + length + length % 2
    raise FileRefused("file_empty" if shape else "file_not_audio")


def _chunks_follow(file: BinaryIO, offset: int, size: int) -> bool:
    while offset + 8 <= size:
        file.seek(offset)
        name, length = struct.unpack("<4sI", file.read(8))
        if not name.isascii() or not name.decode("ascii").isprintable():
            return False
        offset += 8 + length + length % 2
    return size - 8 < offset <= size + 1


def _check_wav(wav: _Wav, max_bytes: int) -> None:
    check_shape(wav.rate, wav.channels)
    if not wav.present:
        raise FileRefused("file_empty")
    if wav.promised > max_bytes or (not wav.promised and wav.present):
        raise FileRefused("length_mismatch")
    if not wav.byte_rate:
        return
    promised_s, present_s = wav.promised / wav.byte_rate, wav.present / wav.byte_rate
    if not is_far_off(promised_s, present_s):
        return
    if present_s < promised_s:
        raise FileRefused("file_truncated", at=clock(present_s), length=clock(promised_s))
    if not wav.follows:
        raise FileRefused("length_mismatch")


def _check_mp4(file: BinaryIO, size: int) -> None:
    """Look through the top-level boxes: a locked track, a missing index, a box past the end."""
    has_index = False
    offset = 0
    while offset + 8 <= size:
        kind, length, header = _read_box(file, offset, size)
        if kind == b"moov":
            has_index = True
            file.seek(offset)
            if PROTECTED.search(file.read(min(length, MOOV_BYTES))):
                raise FileRefused("file_encrypted")
        if length < header:
            raise FileRefused("file_not_audio")
        offset += length
    if not has_index:
        raise FileRefused("file_truncated" if offset > size else "file_not_audio", at=clock(0))


def _read_box(file: BinaryIO, offset: int, size: int) -> tuple[bytes, int, int]:
    file.seek(offset)
    length, kind = struct.unpack(">I4s", file.read(8))
    if length == 1 and offset + 16 <= size:
        return kind, struct.unpack(">Q", file.read(8))[0], 16
    return kind, length or size - offset, 8


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise FileRefused("file_empty")
    return found


def _id3_bytes(head: bytes) -> int:
    """The size of an ID3v2 tag in front, which counts in seven-bit bytes."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    a, b, c, d = head[6:10]
    return 10 + (a << 21 | b << 14 | c << 7 | d)
