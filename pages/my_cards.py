"""The agent's cards: the list, and one card to hear, read and answer."""

import streamlit as st

from services import coaching as coaching_acts
from services.access import Act, can
from services.coaching import CardView
from services.errors import NotFound, ServiceError
from storage.records import Account
from ui import coaching, resources, state, text
from ui.coaching import Answered
from ui.text import say


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.LIST_CARDS):
        text.draw_refused()
        return
    card_id = state.selected_card()
    if card_id is None:
        _draw_list(actor)
        return
    try:
        view = coaching_acts.open_card(resources.store(), actor, card_id, state.now())
    except NotFound:
        _draw_missing()
        return
    _draw_card(view)


def _draw_list(actor: Account) -> None:
    lines = coaching_acts.list_cards(resources.store(), actor)
    text.draw_title(say("my_cards.title"))
    if not lines:
        text.draw_empty(say("my_cards.none_yet"))
        return
    opened = coaching.draw_card_list(lines)
    if opened is not None:
        state.go_to("my-cards", card=opened)


def _draw_missing() -> None:
    text.draw_empty(say("my_cards.not_found"))
    if st.button(say("my_cards.all_cards")):
        state.go_to("my-cards")


def _draw_card(view: CardView) -> None:
    answered = coaching.draw_card(view)
    if answered.back:
        state.go_to("my-cards")
    if answered.comment is None:
        return
    try:
        acknowledge(answered, view)
    except ServiceError as error:
        text.draw_message(text.say_error(error.code, **error.params), "error")
        return
    st.rerun()


def acknowledge(answered: Answered, view: CardView) -> None:
    """Keep that the card was read, with the comment."""
    coaching_acts.acknowledge_card(
        resources.store(), state.actor(), view.card.card_id, answered.comment or "", state.now()
    )
