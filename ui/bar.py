"""The bar above every page: places, language, person; drawn by our own component.

Streamlit's top navigation would do, but its menu, labels and phone sidebar speak English.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from storage.records import Account, SignInSession
from ui import components, text
from words import LANGUAGES

# What Streamlit says in English wherever it draws, and our words for it.
_BUILT_IN = {
    "Skip to main content": "shell.skip_to_content",
    "Close": "shell.close",
    "Dismiss": "shell.close",
    "Main menu": "shell.menu",
    "Show password": "shell.show_password",
    "Hide password": "shell.hide_password",
    "Clear value": "shell.clear",
    "open": "shell.open_menu",
}
_DIALOGS = {
    "Page not found": ("shell.page_missing", "shell.page_missing_what"),
    "Connection error": ("shell.offline", "shell.offline_what"),
}
_bar = components.define(
    "bar", css=("shared/tokens.css", "bar/bar.css"), js=("shared/dom.js", "bar/bar.js")
)


@dataclass(frozen=True, slots=True)
class Link:
    """One place of the bar."""

    name: str
    path: str
    title: str
    current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What was pressed in this run: a place's name, another language."""

    place: str | None
    language: str | None


def draw_bar(actor: Account, session: SignInSession, links: Sequence[Link]) -> Asked:
    heard = _bar(
        data=components.packed(_facts(actor, session, links)),
        key="shell-bar",
        on_go_change=components.noted,
        on_language_change=components.noted,
    )
    return Asked(place=heard.go, language=heard.language)


def _facts(actor: Account, session: SignInSession, links: Sequence[Link]) -> dict[str, object]:
    return {
        "language": actor.language,
        "direction": text.direction(),
        "other_language": next(name for name in LANGUAGES if name != actor.language),
        "other_language_name": text.say("shell.other_language"),
        "places": [asdict(link) for link in links],
        "person": {"name": actor.name, "role": text.say(f"common.role_{actor.role}")},
        "csrf_token": session.csrf_token,
        "words": text.words_of(
            "shell", "product", "menu", "places", "person", "profile", "sign_out"
        ),
        "built_in": {english: text.say(key) for english, key in _BUILT_IN.items()},
        "dialogs": {
            english: {"title": text.say(title), "body": text.say(body)}
            for english, (title, body) in _DIALOGS.items()
        },
    }
