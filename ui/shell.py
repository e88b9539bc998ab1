"""The Streamlit entry script: who is signed in, the bar, and the pages this person may open."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages import (
    accounts,
    agent,
    audit,
    calls,
    certificates,
    evaluation,
    home,
    learning,
    my_cards,
    my_skills,
    path,
    phrases,
    profile,
    quiz,
    review,
    scenario,
    skills,
    team_learning,
    writing,
)
from qa.model import Language
from services import accounts as account_acts
from services import learning as learning_acts
from services.access import Act, can
from storage.errors import DatabaseAway
from storage.records import Account
from ui import bar, resources, state, text

_log = logging.getLogger(__name__)
_ICON = Path(__file__).parent.parent / "web" / "assets" / "icon.svg"


@dataclass(frozen=True, slots=True)
class _Place:
    """One page: its address, who may open it, and where in the bar it belongs."""

    name: str
    render: Callable[[], None]
    act: Act | None = None
    under: str | None = None  # a page without a link of its own lights that of another
    shows: Callable[[Account], bool] | None = None  # whether it is in this person's bar
    read_from: str | None = None  # where supervisors come from, to read what was sent

    def is_open_to(self, actor: Account) -> bool:
        return self._is_own(actor) or self._is_read_by(actor)

    def lights(self, actor: Account) -> str:
        """The name of the link in the bar that this page belongs to."""
        if self.read_from and not self._is_own(actor):
            return self.read_from
        return self.under or self.name

    def _is_own(self, actor: Account) -> bool:
        return self.act is None or can(actor, self.act)

    def _is_read_by(self, actor: Account) -> bool:
        return self.read_from is not None and can(actor, Act.SEE_SKILLS)

    @property
    def path(self) -> str:
        """The address; the home page is the site's root."""
        return "" if self.name == "home" else self.name

    def title_for(self, actor: Account) -> str:
        """The home page is called by what waits there."""
        name = _home_name(actor) if self.name == "home" else self.name.replace("-", "_")
        return text.say(f"shell.{name}")


def _has_path(actor: Account) -> bool:
    """A new hire's, until it is finished; its page stays."""
    return learning_acts.has_path(resources.store(), actor)


def _reads_here(actor: Account) -> bool:
    """Whoever assigns comes to the modules from the team's learning."""
    return not can(actor, Act.ASSIGN)


_PLACES = (
    _Place("home", home.render),
    _Place("skills", skills.render, Act.SEE_SKILLS),
    _Place("agent", agent.render, Act.SEE_SKILLS, under="skills"),
    _Place("team-learning", team_learning.render, Act.ASSIGN),
    _Place("calls", calls.render, Act.LIST_CALLS),
    _Place("evaluation", evaluation.render, Act.LIST_CALLS, under="calls"),
    _Place("path", path.render, Act.LEARN, shows=_has_path),
    _Place("my-cards", my_cards.render, Act.LIST_CARDS),
    _Place("learning", learning.render, Act.READ_MODULES, shows=_reads_here),
    _Place("my-skills", my_skills.render, Act.LEARN),
    _Place("review", review.render, Act.LEARN, under="learning"),
    _Place("certificates", certificates.render, Act.LEARN, under="learning"),
    _Place("quiz", quiz.render, Act.LEARN, under="learning"),
    _Place("scenario", scenario.render, Act.LEARN, under="learning", read_from="skills"),
    _Place("writing", writing.render, Act.LEARN, under="learning", read_from="skills"),
    _Place("phrases", phrases.render, Act.SET_PHRASES),
    _Place("accounts", accounts.render, Act.MANAGE_ACCOUNTS),
    _Place("audit", audit.render, Act.READ_AUDIT),
    _Place("profile", profile.render, under="profile"),
)


def main() -> None:
    try:
        _run()
    except DatabaseAway:
        text.draw_away()
    except Exception:  # noqa: BLE001 - the last place before Streamlit's own English sentence
        code = secrets.token_hex(4)
        _log.exception("a page could not be drawn, code %s", code)
        text.draw_broken(code)


def _run() -> None:
    """The check, the style, the bar, the page."""
    actor, session = state.signed_in()
    product = text.say("shell.product")
    st.set_page_config(page_title=product, page_icon=str(_ICON), layout="wide")
    pages = {place.name: _page(place, actor) for place in _PLACES}
    state.remember_pages(pages)
    page = st.navigation(list(pages.values()), position="hidden")
    text.draw_style(learn=can(actor, Act.LIST_CARDS))
    _follow(bar.draw_bar(actor, session, _links(actor, page.url_path)))
    page.run()


def _home_name(actor: Account) -> str:
    named = ((Act.OVERRIDE, "queue"), (Act.LIST_CALLS, "team"), (Act.LIST_CARDS, "today"))
    return next((name for act, name in named if can(actor, act)), "overview")


def _page(place: _Place, actor: Account) -> st.Page:
    """A page that is not this person's has its address, and a refusal in its place."""
    title = f"{place.title_for(actor)} · {text.say('shell.product')}"
    draw = place.render if place.is_open_to(actor) else text.draw_refused
    return st.Page(draw, title=title, url_path=place.path, default=place.name == "home")


def _links(actor: Account, current: str) -> list[bar.Link]:
    here = next(place for place in _PLACES if place.path == current)
    lit = here.lights(actor)
    return [
        bar.Link(place.name, place.path, place.title_for(actor), current=place.name == lit)
        for place in _PLACES
        if place.under is None and place.is_open_to(actor) and _is_in_bar(place, actor)
    ]


def _is_in_bar(place: _Place, actor: Account) -> bool:
    return place.shows is None or place.shows(actor)


def _follow(asked: bar.Asked) -> None:
    """Do what was pressed in the bar, before the page is drawn."""
    if asked.language:
        account_acts.set_language(resources.store(), state.actor(), Language(asked.language))
        st.rerun()
    if asked.place:
        state.go_to(asked.place)


if __name__ == "__main__":
    main()
