"""Tables, as Markdown that a terminal shows straight too, and figures as people read them."""

from collections.abc import Iterator, Sequence

from accuracy.intervals import Interval

NOTHING = "–"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table with its columns padded."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    yield _line(head, widths)
    yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    yield from (_line(row, widths) for row in rows)


def two(value: float | None) -> str:
    """Two decimals without the nought before them."""
    return NOTHING if value is None else f"{value:.2f}".removeprefix("0")


def percent(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0%}"


def with_interval(interval: Interval | None) -> str:
    if interval is None:
        return NOTHING
    return f"{two(interval.value)} [{two(interval.low)}-{two(interval.high)}]"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return (
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
    )
