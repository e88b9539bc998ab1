"""What screens say and how they look: words, dates and numbers, direction, style sheets."""

import html
import re
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import streamlit as st

from services.errors import ServiceError
from ui import state
from words import error_sentence, plural, t

_FOLDER = Path(__file__).parent
_TOKENS = _FOLDER / "components" / "shared" / "tokens.css"
_RIGHT_TO_LEFT = frozenset({"ar"})
_LEFT_TO_RIGHT_MARK = "\u200e"
_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


def say(key: str, **params: object) -> str:
    return t(key, state.language(), **params)


def say_count(key: str, count: int, **params: object) -> str:
    return plural(key, count, state.language(), **params)


def say_error(code: str, **params: object) -> str:
    """Names and paths keep their own direction inside a sentence that reads from the right."""
    if direction() == "rtl":
        params = {name: _own_way(value) for name, value in params.items()}
    return error_sentence(code, state.language(), **params)


def words_of(area: str, *names: str) -> dict[str, str]:
    """Several words of one area, for a component: {"add": …} from "calls.add"."""
    return {name: say(f"{area}.{name}") for name in names}


def direction(language: str | None = None) -> str:
    """ "rtl" or "ltr", of the page or of a given language."""
    return "rtl" if (language or state.language()) in _RIGHT_TO_LEFT else "ltr"


def day(at: datetime) -> str:
    """18 November 2026."""
    local = at.astimezone(state.timezone())
    return f"{local.day} {say(f'common.month_{local.month}')} {local.year}"


def moment(at: datetime) -> str:
    """18 November 2026, 14:05."""
    local = at.astimezone(state.timezone())
    return say("common.moment", day=day(at), time=local.strftime("%H:%M"))


def clock(seconds: float) -> str:
    """mm:ss, and h:mm:ss from one hour."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def percent(share: float | Fraction) -> str:
    return f"{round(float(share) * 100)}%"


def points(value: Fraction | float) -> str:
    """A score as people read it: no decimals."""
    return str(round(float(value)))


def language_name(language: str) -> str:
    return say(f"common.language_{language}")


def joined(names: Sequence[str]) -> str:
    return say("common.comma").join(names)


def isolated(words: str) -> str:
    """Words that keep their own direction and lend it to nothing beside them."""
    return f"\u2068{words}\u2069"


def file_name(name: str) -> str:
    """A name whose ending stays at its end, whichever script comes before it."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}{_LEFT_TO_RIGHT_MARK}.{ending}" if dot else name


def quoted(words: str) -> str:
    """In the page's quotation marks, whichever direction the words have."""
    return say("common.quoted", text=_own_way(words))


def plain(text: str) -> str:
    """User text for a widget's label, which would read it as Markdown."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:])", r"\\\1", text)


def escaped(text: str) -> str:
    """User text made safe for `st.html`."""
    return html.escape(text)


def draw_style(*, learn: bool = False) -> None:
    """The tokens, Streamlit's own elements dressed in them, and the page's direction."""
    st.html(_TOKENS)
    st.html(_FOLDER / "style.css")
    if learn:
        st.html(_FOLDER / "learn.css")
    if direction() == "rtl":
        st.html(_FOLDER / "rtl.css")


def draw_title(title: str, under: str = "") -> None:
    """The page's head; both are escaped."""
    line = f"<p>{escaped(under)}</p>" if under else ""
    st.html(f'<div class="itqan-title"><h1>{escaped(title)}</h1>{line}</div>')


def draw_section(title: str, under: str = "") -> None:
    line = f"<span>{escaped(under)}</span>" if under else ""
    st.html(f'<div class="itqan-section"><h2>{escaped(title)}</h2>{line}</div>')


def draw_empty(sentence: str) -> None:
    """Nothing here yet: a sentence; the one action follows it."""
    st.html(f'<div class="itqan-empty" role="status">{escaped(sentence)}</div>')


def draw_message(sentence: str, kind: str = "info") -> None:
    """`kind` is info, done, due or error; the sentence is escaped."""
    role = "alert" if kind == "error" else "status"
    st.html(f'<div class="itqan-message {kind}" role="{role}">{escaped(sentence)}</div>')


def draw_notice() -> None:
    """What the act before this run has done."""
    notice = state.notice()
    if notice:
        draw_message(notice, "done")


def draw_error(error: ServiceError) -> None:
    draw_message(say_error(error.code, **error.params), "error")


def draw_away() -> None:
    """The database does not answer: said in the language that was known last."""
    state.settle_language()
    draw_message(say_error("database_away"), "error")


def draw_broken(code: str) -> None:
    """A fault of ours: what is safe to try, and the code that finds it in the log."""
    state.settle_language()
    draw_message(say_error("page_broken", mark=code), "error")


def draw_secret(sentence: str, secret: str) -> None:
    """Something to be copied by hand, always left to right."""
    body = f'<p>{escaped(sentence)}</p><p><bdi dir="ltr" class="secret">{escaped(secret)}</bdi></p>'
    st.html(f'<div class="itqan-message due" role="status">{body}</div>')


def draw_aside(sentence: str) -> None:
    """A quiet line beside something else."""
    st.html(f'<span class="itqan-aside">{escaped(sentence)}</span>', width="content")


def draw_refused() -> None:
    """This page is not for this role: who can change that, and nothing of what it holds."""
    draw_message(say("common.not_yours"), "due")
    if st.button(say("common.to_home")):
        state.go_to("home")


def draw_not_sent() -> None:
    """There is nothing that this supervisor may read, and the way back."""
    draw_empty(say("sent.not_found"))
    if st.button(say("sent.to_skills")):
        state.go_to("skills")


def _own_way(value: object) -> object:
    """Text as an island: its direction is that of its first letter, the sentence's goes on."""
    return f"{_FIRST_STRONG_ISOLATE}{value}{_POP_ISOLATE}" if isinstance(value, str) else value
