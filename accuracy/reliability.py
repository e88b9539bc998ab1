"""Whether "80 % sure" is right in 80 of 100: ten bins, as a table and as a curve."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from accuracy.scoring import Guess
from accuracy.tables import NOTHING, table, two

BINS = 10
_SIDE, _EDGE = 320, 48  # of the drawing, in pixels
_STYLE = """<style>
text { font: 12px sans-serif; fill: #1b2430 } .axis { stroke: #748081 } .all { --c: #0b5a63 }
.forbidden { --c: #8e1b2e } path, circle, .key { stroke: var(--c); fill: none; stroke-width: 2 }
circle, .key { fill: var(--c) } .even { stroke: #748081; stroke-dasharray: 4 }
@media (prefers-color-scheme: dark) { text { fill: #eef0ec } .all { --c: #5cc2c4 }
.forbidden { --c: #f58a78 } }
</style>"""


@dataclass(frozen=True, slots=True)
class Bin:
    """Guesses of like confidence: how many, how sure on average, how many in 1 were right."""

    count: int
    confidence: float
    right: float


def bins(guesses: Sequence[Guess]) -> list[Bin | None]:
    """Ten of equal width, None where nothing fell."""
    sorted_in: list[list[Guess]] = [[] for _ in range(BINS)]
    for guess in guesses:
        sorted_in[min(BINS - 1, int(guess.confidence * BINS))].append(guess)
    return [_bin(held) if held else None for held in sorted_in]


def calibration_error(guesses: Sequence[Guess]) -> float | None:
    """The mean distance between how sure and how right, weighed by the guesses of each bin."""
    if not guesses:
        return None
    filled = [one for one in bins(guesses) if one]
    return sum(one.count * abs(one.confidence - one.right) for one in filled) / len(guesses)


def reliability_table(curves: Mapping[str, Sequence[Guess]]) -> Iterator[str]:
    """Side by side: how many guesses of each confidence, how sure on average, how many right."""
    binned = [bins(guesses) for guesses in curves.values()]
    head = [f"{name}: {what}" for name in curves for what in ("guesses", "confidence", "right")]
    rows = []
    for at in range(BINS):
        cells = [cell for one in binned for cell in _cells(one[at])]
        rows.append([f"{at / BINS:.1f} to {(at + 1) / BINS:.1f}", *cells])
    errors = [cell for told in curves.values() for cell in ("", "", two(calibration_error(told)))]
    yield from table(["", *head], [*rows, ["mean distance", *errors]])


def drawing(curves: Mapping[str, Sequence[Guess]], title: str) -> str:
    """An SVG of the curves against the even line; dots grow with the guesses behind them."""
    lines = [_curve(name, bins(guesses)) for name, guesses in curves.items()]
    keys = [_key(at, name) for at, name in enumerate(curves)]
    whole = _SIDE + 2 * _EDGE
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" role="img">',
        f"<title>{title}</title>{_STYLE}",
        f'<line class="even" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>',
        *_axes(),
        *lines,
        *keys,
        "</svg>\n",
    ])  # fmt: skip


def _bin(held: list[Guess]) -> Bin:
    return Bin(
        len(held),
        sum(guess.confidence for guess in held) / len(held),
        sum(guess.right for guess in held) / len(held),
    )


def _cells(one: Bin | None) -> list[str]:
    if one is None:
        return ["0", NOTHING, NOTHING]
    return [str(one.count), two(one.confidence), two(one.right)]


def _curve(name: str, binned: list[Bin | None]) -> str:
    filled = [one for one in binned if one]
    way = " L ".join(f"{_x(one.confidence)} {_y(one.right)}" for one in filled)
    dots = "".join(
        f'<circle cx="{_x(one.confidence)}" cy="{_y(one.right)}" r="{_radius(one.count)}"/>'
        for one in filled
    )
    return f'<g class="{name}">' + (f'<path d="M {way}"/>' if filled else "") + dots + "</g>"


def _axes() -> Iterator[str]:
    yield f'<line class="axis" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(0)}"/>'
    yield f'<line class="axis" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(0)}" y2="{_y(1)}"/>'
    for tenth in (0, 5, 10):
        value = tenth / 10
        yield f'<text x="{_x(value) - 8}" y="{_y(0) + 18}">{value:.1f}</text>'
        yield f'<text x="{_x(0) - 26}" y="{_y(value) + 4}">{value:.1f}</text>'
    yield f'<text x="{_x(0.5) - 40}" y="{_y(0) + 36}">how sure it was</text>'
    yield f'<text x="{_x(0) - 26}" y="{_y(1) - 16}">how often it was right</text>'


def _key(at: int, name: str) -> str:
    top = _y(0.14 - 0.07 * at)
    box = f'<rect class="key" x="{_x(0.7)}" y="{top - 9}" width="10" height="10"/>'
    return f'<g class="{name}">{box}<text x="{_x(0.7) + 16}" y="{top}">{name}</text></g>'


def _radius(count: int) -> float:
    return round(min(9.0, 2 + math.sqrt(count) / 2), 1)


def _x(value: float) -> float:
    return round(_EDGE + value * _SIDE, 1)


def _y(value: float) -> float:
    return round(_EDGE + (1 - value) * _SIDE, 1)
