"""One of several wordings: for the moment, for the one who listens, and not the last one again."""

import re
from collections.abc import Collection, Iterable, Sequence
from zlib import crc32

from qa.dialect import dialect_of
from qa.model import Channel, Language, Transcript
from qa.normalise import fold_text
from qa.phrasebook import OTHER, BySituation, Phrasebook, Register, Wordings
from qa.situation import gender_of_customer

_BY_CHANNEL = {Channel.VOICE: "phone", Channel.CHAT: "chat", Channel.EMAIL: "email"}
_BY_GENDER = re.compile(r"\(([^()/]+)/([^()/]+)\)")
_GENDERS = {"masculine": 1, "feminine": 2}


def register_of(phrasebook: Phrasebook, transcript: Transcript) -> Register:
    """The dialect an Arabic call is held in; the channel of an English one."""
    if transcript.language is Language.EN:
        return phrasebook.registers[_BY_CHANNEL[transcript.channel]]
    return phrasebook.registers[dialect_of(transcript)]


def fitting(
    by_situation: BySituation, heard: Iterable[str], phrasebook: Phrasebook, transcript: Transcript
) -> tuple[Wordings, ...]:
    """The wordings for this channel and this customer, those of the first situation first."""
    gender = gender_of_customer(phrasebook, transcript)
    written = transcript.channel is not Channel.VOICE
    fits = []
    for situation in dict.fromkeys((*heard, OTHER)):
        listed = [addressed(text, gender) for text in by_situation.get(situation, ())]
        fits.append(tuple(t for t in listed if t and not (written and spoken(phrasebook, t))))
    return tuple(wordings for wordings in fits if wordings)


def addressed(wording: str, gender: str | None) -> str | None:
    """The wording as said to this customer; None where it takes a gender that nobody told."""
    if gender is None:
        return None if _BY_GENDER.search(wording) else wording
    return _BY_GENDER.sub(lambda both: both[_GENDERS[gender]], wording)


def spoken(phrasebook: Phrasebook, wording: str) -> bool:
    """Does it speak of a line or of hearing, which a chat or a mail has not?"""
    return bool(phrasebook.only_spoken.search(fold_text(wording)))


def pick(fits: Sequence[Wordings], transcript: Transcript, said: Collection[str] = ()) -> str:
    """Always the same for the same call; one of `said` only where nothing else fits."""
    text = "".join(segment.text for segment in transcript.segments)
    turn = crc32(text.encode())
    turned = [
        wordings[(turn + step) % len(wordings)]
        for wordings in fits
        for step in range(len(wordings))
    ]
    return next((wording for wording in turned if wording not in said), turned[0])
