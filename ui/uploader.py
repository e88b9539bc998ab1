"""Adding calls: our own control, for the built-in one speaks English on every page."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.model import Channel, Direction, Language
from storage.records import Account, SignInSession
from ui import components, resources, state, text
from words import catalogue

_MEBIBYTE = 1024 * 1024
_ACCEPT = ".wav,.mp3,.m4a,.ogg,.opus,.flac,.mp4,.vtt,.srt,.json,.txt,.eml,.md"
_WORDS = (
    "choose_files", "drop_here", "formats", "agent", "choose_agent", "channel", "direction",
    "happened_at", "day", "month", "year", "time", "language", "agent_missing", "date_wrong",
    "date_future", "offline", "pair", "waiting", "sending", "leave_out", "open_first",
)  # fmt: skip
_uploader = components.define(
    "uploader",
    css=("shared/tokens.css", "shared/base.css", "uploader/uploader.css"),
    js=(
        "shared/dom.js",
        "uploader/files.js",
        "uploader/send.js",
        "uploader/form.js",
        "uploader/uploader.js",
    ),
)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What happened in this run: a call was added, or the first of two alike is to be opened."""

    added: int | None
    opened: int | None


def draw_uploader(agents: Sequence[Account], session: SignInSession) -> Uploaded:
    """The drop zone; files go straight to the web routes, this script only hears of the result."""
    result = _uploader(
        data=components.packed(_facts(agents, session)),
        key="calls.uploader",
        on_added_change=components.noted,
        on_open_change=components.noted,
    )
    return Uploaded(added=result.added, opened=result.open)


def _facts(agents: Sequence[Account], session: SignInSession) -> dict[str, object]:
    language = state.language()
    limit = resources.settings().max_upload_bytes
    return {
        "direction": text.direction(),
        "language": language,
        "csrf_token": session.csrf_token,
        "accept": _ACCEPT,
        "max_bytes": limit,
        "words": text.words_of("calls", *_WORDS) | _gapped(limit),
        "add_forms": _forms("calls.add_count"),
        "agents": [{"value": agent.account_id, "title": agent.name} for agent in agents],
        "channels": _options("channel", Channel),
        "directions": _options("direction", Direction),
        "languages": [
            {"value": "", "title": text.say("calls.language_detected")},
            *_options("language", Language),
        ],
        "months": [text.say(f"common.month_{month}") for month in range(1, 13)],
    }


def _options(area: str, values: type[Channel | Direction | Language]) -> list[dict[str, str]]:
    return [{"value": value, "title": text.say(f"common.{area}_{value}")} for value in values]


def _gapped(limit: int) -> dict[str, str]:
    """Sentences whose {gaps} the browser fills."""
    gap = {"name": "{name}", "size": "{size}", "reference": "{reference}"}
    return {
        "added": text.say("calls.added", **gap),
        "duplicate": text.say("calls.duplicate", **gap),
        "too_large": text.say_error("file_too_large", limit=limit // _MEBIBYTE, **gap),
    }


def _forms(key: str) -> object:
    """All plural forms; the browser counts."""
    return catalogue(state.language())[key]
