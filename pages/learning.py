"""Learning: the catalogue, one module (?module=), one lesson (?lesson=)."""

from services import learning
from services.access import Act, can
from services.errors import NotFound
from storage.records import Account
from ui import resources, state, text
from ui.home import follow
from ui.learning import draw_catalogue, draw_module
from ui.lesson_page import draw_lesson
from ui.text import say


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.READ_MODULES):
        text.draw_refused()
        return
    try:
        _draw(actor)
    except NotFound:
        text.draw_empty(say("learning.not_found"))
        draw_all(actor)


def _draw(actor: Account) -> None:
    lesson, module = state.selected_name("lesson"), state.selected_name("module")
    if lesson is not None:
        draw_lesson(learning.open_lesson(resources.store(), actor, lesson))
    elif module is not None:
        follow(draw_module(learning.open_module(resources.store(), actor, module)))
    else:
        draw_all(actor)


def draw_all(actor: Account) -> None:
    pages = learning.catalogue(resources.store(), actor)
    if not pages:
        text.draw_title(say("learning.title"))
        text.draw_empty(say("learning.none_yet"))
        return
    follow(draw_catalogue(pages, can(actor, Act.LEARN)))
