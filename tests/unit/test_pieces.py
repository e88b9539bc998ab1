"""An endless segment is read in pieces and told as the one segment it is."""

from qa.model import Act, Finding, Language, Segment, Speaker, Transcript
from qa.pieces import LONGEST, in_pieces


def test_ordinary_segments_stay_what_they_are() -> None:
    call = Transcript(
        (Segment(0, Speaker.AGENT, "Hello."), Segment(1, Speaker.CUSTOMER, "")), Language.EN
    )
    assert in_pieces(call).transcript == call


def test_a_long_segment_is_cut_between_words_and_nothing_is_lost() -> None:
    text = "a few words " * LONGEST
    pieces = in_pieces(Transcript((Segment(0, Speaker.AGENT, text),), Language.EN))
    texts = [segment.text for segment in pieces.transcript.segments]
    assert "".join(texts) == text
    assert all(len(piece) <= LONGEST for piece in texts)
    assert all(piece.startswith((" ", "a")) for piece in texts)


def test_what_is_found_in_a_piece_is_told_at_its_place_in_the_whole() -> None:
    text = "x" * (3 * LONGEST)
    pieces = in_pieces(Transcript((Segment(0, Speaker.AGENT, text),), Language.EN))
    told = pieces.told(Finding(Act.THANKS, 2, 5, 9, "xxxx", 0.9))
    assert (told.segment, told.start, told.end) == (0, 2 * LONGEST + 5, 2 * LONGEST + 9)
