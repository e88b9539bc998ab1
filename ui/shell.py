"""The Streamlit entry script: who is signed in, the bar, and the pages this person may open."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages import accounts, audit, calls, evaluation, home, my_cards, profile
from services import accounts as account_acts
from services.access import Act, can
from storage.records import Account, SignInSession
from ui import components, resources, state, text
from words import LANGUAGES

_ICON = Path(__file__).parent.parent / "web" / "assets" / "icon.svg"
# What Streamlit says in English wherever it draws, and our words for it.
_BUILT_IN = {
    "Skip to main content": "shell.skip_to_content",
    "Close": "shell.close",
    "Show password text": "shell.show_password",
    "Hide password text": "shell.hide_password",
    "Clear value": "shell.clear",
    "open": "shell.open_menu",
}
_bar = components.define(
    "bar", css=("shared/tokens.css", "bar/bar.css"), js=("shared/dom.js", "bar/bar.js")
)


@dataclass(frozen=True, slots=True)
class _Place:
    """One page: its address, who may open it, and whether the bar names it."""

    name: str
    render: Callable[[], None]
    act: Act | None = None
    in_bar: bool = True

    @property
    def path(self) -> str:
        """The address; the home page is the site's root."""
        return "" if self.name == "home" else self.name

    def title_for(self, actor: Account) -> str:
        """The home page is called by what waits there."""
        name = _home_name(actor) if self.name == "home" else self.name.replace("-", "_")
        return text.say(f"shell.{name}")


_PLACES = (
    _Place("home", home.render),
    _Place("calls", calls.render, Act.LIST_CALLS),
    _Place("evaluation", evaluation.render, Act.LIST_CALLS, in_bar=False),
    _Place("my-cards", my_cards.render, Act.LIST_CARDS),
    _Place("accounts", accounts.render, Act.MANAGE_ACCOUNTS),
    _Place("audit", audit.render, Act.READ_AUDIT),
    _Place("profile", profile.render, in_bar=False),
)


def main() -> None:
    """One run: the check, the style, the bar, the page."""
    st.set_page_config(page_title="Itqan", page_icon=str(_ICON), layout="wide")
    actor, session = state.signed_in()
    places = [place for place in _PLACES if place.act is None or can(actor, place.act)]
    pages = {place.name: _page(place, actor) for place in places}
    state.remember_pages(pages)
    page = st.navigation(list(pages.values()), position="hidden")
    text.draw_style(learn=can(actor, Act.LIST_CARDS))
    _draw_bar(actor, session, places, page.url_path)
    page.run()


def _home_name(actor: Account) -> str:
    named = ((Act.OVERRIDE, "queue"), (Act.LIST_CALLS, "team"), (Act.LIST_CARDS, "today"))
    return next((name for act, name in named if can(actor, act)), "overview")


def _page(place: _Place, actor: Account) -> st.Page:
    title = place.title_for(actor)
    return st.Page(place.render, title=title, url_path=place.path, default=place.name == "home")


def _draw_bar(actor: Account, session: SignInSession, places: list[_Place], current: str) -> None:
    """The bar, and what was asked of it."""
    facts = _bar_facts(actor, session, places, current)
    asked = _bar(
        data=json.dumps(facts), key="shell-bar", on_go_change=_noted, on_language_change=_noted
    )
    if asked.language in LANGUAGES:
        account_acts.set_language(resources.store(), state.actor(), asked.language)
        st.rerun()
    if asked.go:
        state.go_to(asked.go)


def _noted() -> None:
    """A component's trigger needs a callback; the run itself reads the value."""


def _bar_facts(
    actor: Account, session: SignInSession, places: list[_Place], current: str
) -> dict[str, object]:
    other = next(name for name in LANGUAGES if name != actor.language)
    return {
        "language": actor.language,
        "direction": text.direction(),
        "other_language": other,
        "other_language_name": text.say("shell.other_language"),
        "places": [
            {
                "name": place.name,
                "path": place.path,
                "title": place.title_for(actor),
                "current": place.path == current,
            }
            for place in places
            if place.in_bar
        ],
        "person": {"name": actor.name, "role": text.say(f"common.role_{actor.role}")},
        "csrf_token": session.csrf_token,
        "words": text.words_of(
            "shell", "product", "menu", "places", "person", "profile", "sign_out"
        ),
        "built_in": {english: text.say(key) for english, key in _BUILT_IN.items()},
    }


if __name__ == "__main__":
    main()
