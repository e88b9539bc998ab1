"""The agent's cards: the list, and one card to hear, read and answer."""

import streamlit as st

from services import coaching as coaching_acts
from services import judging, own_call, warming
from services.access import Act, can
from services.coaching import CardView
from services.errors import NotFound, ServiceError
from services.own_call import Practice
from storage.records import Account
from ui import coaching, practice, resources, state, text
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
        _draw_chosen(actor, card_id)
    except NotFound:
        _draw_missing()


def _draw_chosen(actor: Account, card_id: int) -> None:
    """The card, or with ?practise=1 the practice on its focus."""
    if state.selected_id("practise") is not None:
        warming.warm_up_soon(judging.warm_up)
        opened = own_call.open_practice(resources.store(), actor, card_id, state.now())
        _draw_practice(card_id, opened)
    else:
        _draw_card(coaching_acts.open_card(resources.store(), actor, card_id, state.now()))


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
    if answered.practise:
        state.go_to("my-cards", card=view.card.card_id, practise=1)
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


def _draw_practice(card_id: int, opened: Practice) -> None:
    key = f"practice.error.{card_id}"
    pressed = practice.draw(opened, state.recall(key))
    state.remember(key, None)
    if pressed.back:
        state.go_to("my-cards", card=card_id)
    if pressed.written is None:
        return
    number, words = pressed.written.number, pressed.written.text
    try:
        own_call.write(resources.store(), state.actor(), card_id, number, words, state.now())
    except NotFound:
        pass  # the next run says that the card is gone
    except ServiceError as error:
        state.remember(key, text.say_error(error.code, **error.params))
    st.rerun()
