"""Endless segments read in pieces, so that work grows with the words and not with their square.

What stands around a phrase is looked for in the whole line it stands in; nobody says two thousand
characters in one breath, but a file may hold them in one segment.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.model import Finding, Transcript

LONGEST = 2_000  # characters of a piece


@dataclass(frozen=True, slots=True)
class Pieces:
    """A transcript of pieces, and of each its segment and where it starts in that."""

    transcript: Transcript
    places: tuple[tuple[int, int], ...]

    def told(self, finding: Finding) -> Finding:
        """A finding in a piece as one in the segment as it was written."""
        segment, offset = self.places[finding.segment]
        start, end = finding.start + offset, finding.end + offset
        return replace(finding, segment=segment, start=start, end=end)


def in_pieces(transcript: Transcript) -> Pieces:
    """Segments of ordinary length stay what they are."""
    places = [
        (index, start, end)
        for index, segment in enumerate(transcript.segments)
        for start, end in _cuts(segment.text)
    ]
    segments = tuple(
        replace(transcript.segments[at], index=number, text=transcript.segments[at].text[start:end])
        for number, (at, start, end) in enumerate(places)
    )
    whole = replace(transcript, segments=segments)
    return Pieces(whole, tuple((at, start) for at, start, _ in places))


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """At the last space of each stretch; in the middle of a word only where there is none."""
    start = 0
    while len(text) - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        end = space if space > 0 else start + LONGEST
        yield start, end
        start = end
    yield start, len(text)
