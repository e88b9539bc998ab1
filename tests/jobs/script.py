"""The words that the scripted transcriber hears: the agent's on channel 0, the customer's on 1."""

from qa.model import Language, Segment
from qa.speech.transcription import Piece, PieceText

SAID = (
    "Thank you for calling Nile Bank, my name is Sara, how may I help you?",
    "My card 4111 1111 1111 1111 was stolen.",
)


def spoken(piece: Piece) -> PieceText:
    segment = Segment(0, piece.speaker, SAID[piece.channel], piece.start_s, piece.end_s, 0.9)
    return PieceText((segment,), Language.EN)
