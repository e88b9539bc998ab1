"""The agent's own levels; each opens what it rests on."""

from services import skills
from services.access import Act, can
from ui import drawer, resources, state, text
from ui.skills import draw_levels
from ui.text import say


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.LEARN):
        text.draw_refused()
        return
    text.draw_title(say("skills.my_title"), say("skills.my_under"))
    standings = skills.picture(resources.store(), actor, state.now())
    opened = draw_levels(standings, key="my_skills.levels", with_about=True)
    if any(standing.skill.skill_id == opened for standing in standings):
        drawer.open_drawer(actor.account_id, str(opened))
