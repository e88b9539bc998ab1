"""A new hire's path: its stages, what each asks for, and by when."""

from services import learning
from services.access import Act, can
from ui import resources, state, text
from ui.home import follow
from ui.stages import draw_path
from ui.text import say


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.LEARN):
        text.draw_refused()
        return
    path = learning.my_path(resources.store(), actor)
    if not path.stages:
        text.draw_title(say("today.path"))
        text.draw_empty(say("path.none"))
        return
    follow(draw_path(path))
