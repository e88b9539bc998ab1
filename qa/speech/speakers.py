"""Who is heard on which channel, and what is odd about the sides of a recording."""

from dataclasses import dataclass, replace

from qa.audio import DecodedAudio
from qa.model import Act, Speaker, Transcript

SIDES = (Speaker.AGENT, Speaker.CUSTOMER)
SAME_SOUND = 0.9  # two people on two channels stay below 0.8 even with strong crosstalk
DEAD_DB = -60.0
FAINT_DB, FAR_BELOW_DB = -45.0, 30.0  # crosstalk alone: faint, and far below the other side
# What only whoever answers for the company says.
AGENT_ACTS = {
    Act.COMPANY,
    Act.AGENT_NAME,
    Act.OFFER_HELP,
    Act.VERIFICATION,
    Act.HOLD,
    Act.ANYTHING_ELSE,
}
LEAST_SIGNS = 2

_OTHER_SIDE = {Speaker.AGENT: Speaker.CUSTOMER, Speaker.CUSTOMER: Speaker.AGENT}


@dataclass(frozen=True, slots=True)
class ChannelSpeakers:
    """The speaker of each channel; None where a channel says nothing of its own.

    Notes: false_stereo, dead_channel, speakers_unknown (sentences in words/*/player.yml).
    """

    speakers: tuple[Speaker | None, ...]
    notes: tuple[str, ...] = ()


def assign(decoded: DecodedAudio, sides: tuple[Speaker, Speaker] = SIDES) -> ChannelSpeakers:
    """Channel = speaker in stereo, by `sides`; unknown in mono and where both sides are alike."""
    if len(decoded.channels) == 1:
        return ChannelSpeakers((Speaker.UNKNOWN,), ("speakers_unknown",))
    dead = _dead_side(decoded.loudest_db)
    if dead is not None:
        heard = tuple(None if side == dead else sides[side] for side in (0, 1))
        return ChannelSpeakers(heard, ("dead_channel",))
    if decoded.likeness is not None and decoded.likeness >= SAME_SOUND:
        return _heard_once(decoded)
    return ChannelSpeakers(sides)


def noticed_swap(transcript: Transcript) -> bool:
    """Whether the customer's side says what agents say: name, company, offer of help, hold."""
    if not {*SIDES} <= {segment.speaker for segment in transcript.segments}:
        return False
    as_it_is, swapped = _agent_signs(transcript), _agent_signs(swap(transcript))
    return swapped >= LEAST_SIGNS and swapped > 2 * as_it_is


def swap(transcript: Transcript) -> Transcript:
    """The same words with agent and customer exchanged."""
    segments = tuple(
        replace(segment, speaker=_OTHER_SIDE.get(segment.speaker, segment.speaker))
        for segment in transcript.segments
    )
    return replace(transcript, segments=segments)


def put_sides_right(transcript: Transcript) -> Transcript:
    """Exchange swapped sides, and note it as "swapped_channels"."""
    if not noticed_swap(transcript):
        return transcript
    return replace(swap(transcript), notes=(*transcript.notes, "swapped_channels"))


def _dead_side(loudest_db: tuple[float, ...]) -> int | None:
    """The side on which nobody is heard; recordings with two such sides were refused before."""
    quiet = 0 if loudest_db[0] < loudest_db[1] else 1
    level, other = loudest_db[quiet], loudest_db[1 - quiet]
    crosstalk_alone = level < FAINT_DB and level < other - FAR_BELOW_DB
    return quiet if level < DEAD_DB or crosstalk_alone else None


def _heard_once(decoded: DecodedAudio) -> ChannelSpeakers:
    """A false stereo is transcribed once, from its louder channel."""
    louder = 0 if decoded.loudest_db[0] >= decoded.loudest_db[1] else 1
    heard = tuple(Speaker.UNKNOWN if side == louder else None for side in (0, 1))
    return ChannelSpeakers(heard, ("false_stereo", "speakers_unknown"))


def _agent_signs(transcript: Transcript) -> int:
    """How many kinds of agent's talk are heard from the agent's side."""
    from qa.findings import find

    return len({finding.act for finding in find(transcript)} & AGENT_ACTS)
