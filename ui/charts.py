"""A level over time with its interval; drawn by Plotly in the colours of the tokens.

Figures are plain dictionaries: Plotly's own classes, and pandas with them, are never loaded.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from itertools import groupby
from pathlib import Path

import streamlit as st

from services.skills import Trend, TrendPoint
from training_modules.skills import Estimate, on_scale
from ui import state, text
from ui.skills import Drawn
from ui.text import say

_TOKENS = Path(__file__).parent / "components" / "shared" / "tokens.css"
_TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
_FONT = '"IBM Plex Sans Arabic", sans-serif'
_HEIGHT = 360
_TICKS = 6  # points from one day named to the next: three fit on a phone
_ROOM = timedelta(days=9)
_RIGHT_TO_LEFT, _POP = "\u2067", "\u2069"
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def draw_trend(trend: Trend, agent: str) -> None:
    skill = trend.skill.title.of(state.language())
    theme = st.context.theme.type or "light"
    st.plotly_chart(
        trend_figure(trend, theme),
        theme=None,
        config=_CONFIG,
        key=f"trend.{trend.skill.skill_id}",
        alt=say("skills.trend_alt", skill=skill, agent=agent),
    )


def trend_figure(trend: Trend, theme: str) -> Drawn:
    """Estimates as a line with nuqtas, intervals as dotted edges: readable in grey as well."""
    colours = _colours(theme)
    bands = [part for run in _runs(trend.points) for part in _band(run, colours)]
    for part in bands[:-1]:
        part["showlegend"] = False
    return {"data": [*bands, _line(trend.points, colours)], "layout": _layout(trend, colours)}


@cache
def _colours(theme: str) -> dict[str, str]:
    """Every token of the style sheet as it is in this theme."""
    found = _TOKEN.findall(_TOKENS.read_text("utf-8"))
    return {name: light if theme == "light" else dark for name, light, dark in found}


def _runs(points: Sequence[TrendPoint]) -> list[list[TrendPoint]]:
    """Stretches with a level: a gap in the evidence stays a gap."""
    grouped = groupby(points, key=lambda point: point.level.estimate is not None)
    return [list(run) for known, run in grouped if known]


def _band(run: Sequence[TrendPoint], colours: dict[str, str]) -> list[Drawn]:
    days = [_day(point) for point in run]
    estimates = [point.level.estimate for point in run if point.level.estimate]
    edge: Drawn = {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "line": {"color": colours["ctrl"], "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
    }
    low: Drawn = {"y": [on_scale(one.low) for one in estimates], "showlegend": False}
    high: Drawn = {
        "y": [on_scale(one.high) for one in estimates],
        "name": _own_way(say("skills.trend_band")),
        "fill": "tonexty",
        "fillcolor": _faint(colours["petrol"]),
    }
    return [edge | low, edge | high]


def _line(points: Sequence[TrendPoint], colours: dict[str, str]) -> Drawn:
    estimates = [point.level.estimate for point in points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _own_way(say("skills.trend_line")),
        "cliponaxis": False,
        "x": [_day(point) for point in points],
        "y": [on_scale(one.share) if one else None for one in estimates],
        "text": [_hover(point) for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "error_y": _caps(points, colours),
        "line": {"color": colours["petrol"], "width": 2.5},
        "marker": {"symbol": "diamond", "size": 10, "color": colours["petrol"]},
    }


def _caps(points: Sequence[TrendPoint], colours: dict[str, str]) -> Drawn:
    """The intervals of points that stand alone, which no band can show."""
    alone = [run[0] for run in _runs(points) if len(run) == 1]
    known = [point.level.estimate if point in alone else None for point in points]
    scaled = [
        tuple(map(on_scale, (one.low, one.share, one.high))) if one else None for one in known
    ]
    return {
        "type": "data",
        "symmetric": False,
        "array": [one[2] - one[1] if one else 0 for one in scaled],
        "arrayminus": [one[1] - one[0] if one else 0 for one in scaled],
        "color": colours["ctrl"],
        "thickness": 1.5,
        "width": 7,
        "visible": bool(alone),
    }


def _layout(trend: Trend, colours: dict[str, str]) -> Drawn:
    """Time runs with the reading direction; the scale stands where a line begins."""
    mirrored = text.direction() == "rtl"
    axis: Drawn = {"gridcolor": colours["line"], "zeroline": False, "fixedrange": True}
    days = [_day(point) for point in trend.points]
    return {
        "height": _HEIGHT,
        "font": {"family": _FONT, "size": 13, "color": colours["ink"]},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": _margin(mirrored),
        "xaxis": axis
        | {
            "range": _span(trend.points, mirrored),
            "tickvals": days[::-_TICKS],
            "ticktext": [_short_day(point) for point in trend.points[::-_TICKS]],
            "tickangle": 0,
        },
        "yaxis": axis
        | {
            "range": [0.8, 4.2],
            "tickvals": [1, 2, 3, 4],
            "ticktext": [_own_way(f"{n} {say(f'skills.level_{n}')}") for n in range(1, 5)],
            "side": "right" if mirrored else "left",
        },
        "legend": {
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 1 if mirrored else 0,
            "xanchor": "right" if mirrored else "left",
        },
        "hovermode": "closest",
    }


def _margin(mirrored: bool) -> Drawn:
    """Room for the words of the scale; measured by Plotly, Arabic ones would be cut off."""
    return (
        {"l": 24, "r": 92, "t": 36, "b": 32} if mirrored else {"l": 92, "r": 24, "t": 36, "b": 32}
    )


def _own_way(words: str) -> str:
    """An SVG text has no direction of its own: the page's is set around the words."""
    return f"{_RIGHT_TO_LEFT}{words}{_POP}" if text.direction() == "rtl" else words


def _span(points: Sequence[TrendPoint], mirrored: bool) -> list[str]:
    """With room for half a day's name at either end."""
    begins = (points[0].at - _ROOM).date().isoformat()
    ends = (points[-1].at + _ROOM).date().isoformat()
    return [ends, begins] if mirrored else [begins, ends]


def _day(point: TrendPoint) -> str:
    return point.at.astimezone(state.timezone()).date().isoformat()


def _short_day(point: TrendPoint) -> str:
    local = point.at.astimezone(state.timezone())
    return _own_way(f"{local.day} {say(f'common.month_{local.month}')}")


def _hover(point: TrendPoint) -> str:
    estimate = point.level.estimate
    return _own_way(f"{text.day(point.at)}: {interval_words(estimate)}") if estimate else ""


def interval_words(estimate: Estimate) -> str:
    """2.6 (2.1 to 3.1)."""
    share, low, high = (on_scale(one) for one in (estimate.share, estimate.low, estimate.high))
    return f"{share:.1f} ({say('skills.range', low=f'{low:.1f}', high=f'{high:.1f}')})"


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.14)"
