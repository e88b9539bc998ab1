"""Bytes to text: UTF-8, UTF-16 and the Windows Arabic code page, told apart or refused."""

import codecs
import re
import unicodedata

from qa.errors import FileRefused

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARABIC = range(0x621, 0x653)
_SAMPLE = 20_000  # bytes looked at to guess a coding
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0c\x85\u2028\u2029]")


def decode_text(data: bytes) -> str:
    """The file's text with plain line ends; FileRefused where no coding fits."""
    if not data.strip(b" \t\r\n\x00"):
        raise FileRefused("file_empty")
    text = _decode(data, _coding(data))
    if "\x00" in text:
        raise FileRefused("transcript_encoding", line=text.count("\n", 0, text.index("\x00")) + 1)
    return _LINE_ENDS.sub("\n", text)


def clean(text: str) -> str:
    """Text that can be stored and shown: no control characters, no half surrogate pairs."""
    return _NOT_TEXT.sub("\ufffd", text) if _NOT_TEXT.search(text) else text


def _coding(data: bytes) -> str:
    for mark, coding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return coding
    if b"\x00" in data[:_SAMPLE] and (wide := _wide_coding(data[:_SAMPLE])):
        return wide
    return "utf-8" if _is_utf8(data) else _windows_coding(data)


def _wide_coding(sample: bytes) -> str | None:
    """UTF-16 without a mark: spaces and line ends show which byte comes first, if any."""
    little, big = (
        sum(sample[i : i + 2] == pair for i in range(0, len(sample), 2) for pair in pairs)
        for pairs in ((b" \x00", b"\n\x00"), (b"\x00 ", b"\x00\n"))
    )
    if little == big:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _windows_coding(data: bytes) -> str:
    """cp1256 where the bytes above ASCII read as Arabic or as typographic marks; else refused."""
    high = [chr_ for chr_ in data.decode("cp1256") if chr_ > "\x7f"]
    arabic = sum(ord(letter) in _ARABIC for letter in high)
    marks = sum(
        unicodedata.category(letter)[0] in "PZS" or letter in "éèêàçôûîâ" for letter in high
    )
    looks_utf8 = len(data.decode("utf-8", "ignore")) - len(data.decode("ascii", "ignore"))
    if (
        _NOT_TEXT.search("".join(high))
        or arabic + marks < 0.8 * len(high)
        or looks_utf8 > 0.1 * len(high)
    ):
        raise FileRefused("transcript_encoding", line=_first_bad_line(data))
    return "cp1256"


def _first_bad_line(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def _decode(data: bytes, coding: str) -> str:
    try:
        return data.decode(coding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefused("transcript_encoding", line=line) from None
