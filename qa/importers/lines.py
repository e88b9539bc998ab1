"""What every reader of a format hands on: lines as they stood in the file, not yet a transcript."""

from dataclasses import KW_ONLY, dataclass

from qa.model import Channel

MAX_LINES = 10_000
MAX_FILE_LINES = 10 * MAX_LINES  # a cue takes four, a mail a dozen
MAX_LINE_LENGTH = 50_000  # characters; longer than any turn a person speaks or writes


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of text; `number` is its line in the file, `label` the name in front of it.

    `prefix` is the label as written where it may be no label at all ("Note: "), to be put back.
    `goes_on` says that a line without a label belongs to the one before it.
    """

    text: str
    number: int
    _: KW_ONLY
    label: str = ""
    prefix: str = ""
    goes_on: bool = False
    start_s: float | None = None
    end_s: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of one file and the channel its shape speaks for."""

    lines: tuple[Line, ...]
    channel: Channel
