"""The first page of each role: what waits for this person, and why."""

from collections.abc import Callable

from qa.model import Channel
from services import home, skills, today
from services.access import Act, can
from services.home import AdminHome, ReviewerHome, SupervisorHome
from storage.evaluations import ScoreSummary
from storage.records import Account, Call
from ui import resources, state, text
from ui.agent_day import agent_day
from ui.home import Day, Due, Figure, Panel, Way, draw_day
from ui.text import say, say_count


def render() -> None:
    actor = state.actor()
    draw_day(_day_of(actor)(actor))


def _day_of(actor: Account) -> Callable[[Account], Day]:
    """Whoever decides has a queue, whoever sees calls a team, whoever gets cards a day."""
    if can(actor, Act.OVERRIDE):
        return _reviewer_day
    if can(actor, Act.LIST_CALLS):
        return _supervisor_day
    return _agent_day if can(actor, Act.LIST_CARDS) else _admin_day


def _greeting(actor: Account) -> str:
    hour = state.now().astimezone(state.timezone()).hour
    part = "morning" if hour < 12 else "evening"
    return say(f"home.good_{part}", name=text.isolated(actor.name))


def _reviewer_day(actor: Account) -> Day:
    found = home.for_reviewer(resources.store(), actor)
    dues = [*_next_call(found), *_failed(found), *_nothing_but_add(found)]
    return Day(
        greeting=_greeting(actor),
        under=say_count("home.waiting_for_review", found.waiting),
        dues_title=say("home.waits_for_you"),
        dues=dues,
        quiet="",
        panels=_queue_panels(found),
        first=dues[0],
    )


def _queue_panels(found: ReviewerHome) -> tuple[Panel, ...]:
    counts = (
        Figure(say("home.to_review"), str(found.waiting), way=_calls("to_review")),
        Figure(say("home.in_work"), str(found.in_work), way=_calls("all")),
        Figure(say("home.failed"), str(found.failed_count), way=_calls("failed")),
    )
    released = [_released(call) for call in found.recently_released]
    return Panel(say("home.queue"), counts), Panel(say("home.recently_released"), released)


def _next_call(found: ReviewerHome) -> list[Due]:
    call = found.next_call
    if call is None:
        return []
    return [
        Due(
            title=say("home.review_call", agent=call.agent_name),
            why=say_count("home.oldest_of", found.waiting),
            verb=say("home.open_next"),
            way=Way("evaluation", {"call": call.call_id}),
            mark=_mark(call),
            facts=(call.reference, text.moment(call.happened_at)),
            urgent=True,
        )
    ]


def _failed(found: ReviewerHome) -> list[Due]:
    if not found.failed:
        return []
    latest = found.failed[0]
    return [
        Due(
            title=say_count("home.failed_calls", found.failed_count),
            why=text.say_error(latest.error_code or "engine_error", **latest.error_params),
            verb=say("home.look"),
            way=_calls("failed"),
            mark="alert",
            facts=(latest.reference,),
            urgent=True,
        )
    ]


def _nothing_but_add(found: ReviewerHome) -> list[Due]:
    why = say("home.add_calls_queue_done") if not found.next_call else say("home.add_calls_why")
    return [Due(say("home.add_calls"), why, say("home.add"), _calls("all"), mark="plus")]


def _released(call: Call) -> Figure:
    return Figure(
        label=call.agent_name,
        value=_score(call.score),
        under=say("home.released_call", reference=call.reference),
        way=Way("evaluation", {"call": call.call_id}),
    )


def _agent_day(actor: Account) -> Day:
    now = state.local_now()
    found = today.today(resources.store(), actor, now)
    standings = skills.picture(resources.store(), actor, now)
    return agent_day(found, standings, _greeting(actor), now)


def _supervisor_day(actor: Account) -> Day:
    found = home.for_supervisor(resources.store(), actor, state.now())
    return Day(
        greeting=_greeting(actor),
        under=say_count("home.team_agents", found.agents),
        dues_title=say("home.recently_released"),
        dues=[_released_due(call) for call in found.recently_released],
        quiet=say("home.none_released"),
        panels=(Panel(say("home.team_numbers"), _team_figures(found)),),
    )


def _released_due(call: Call) -> Due:
    return Due(
        title=call.agent_name,
        why=say("home.released_with", score=_score(call.score)),
        verb=say("home.open"),
        way=Way("evaluation", {"call": call.call_id}),
        mark=_mark(call),
        facts=(call.reference, text.moment(call.happened_at), call.team_name),
    )


def _team_figures(found: SupervisorHome) -> tuple[Figure, ...]:
    released = _calls("released")
    return (
        _mean("home.mean_7", found.last_7_days, released),
        _mean("home.mean_30", found.last_30_days, released),
        Figure(say("home.to_review"), str(found.waiting), way=_calls("to_review")),
        Figure(say("home.all_calls"), str(found.calls), way=_calls("all")),
    )


def _mean(key: str, summary: ScoreSummary, way: Way) -> Figure:
    under = say_count("home.from_evaluations", summary.scored)
    return Figure(say(key), _score(summary.mean), under=under, way=way)


def _admin_day(actor: Account) -> Day:
    found = home.for_admin(resources.store(), actor, state.now())
    return Day(
        greeting=_greeting(actor),
        under=say_count("home.workers", found.workers),
        dues_title=say("home.waits_for_you"),
        dues=[*_worker_due(found), _people_due(found), _audit_due()],
        quiet="",
        panels=(Panel(say("home.centre"), _centre_figures(found)),),
    )


def _centre_figures(found: AdminHome) -> tuple[Figure, ...]:
    return (
        Figure(say("home.accounts"), str(found.accounts), way=Way("accounts")),
        Figure(say("home.accounts_inactive"), str(found.disabled), way=Way("accounts")),
        Figure(say("home.in_work"), str(found.in_work)),
        Figure(say("home.failed"), str(found.failed), under=say("home.failed_who")),
    )


def _worker_due(found: AdminHome) -> list[Due]:
    if found.workers:
        return []
    title, why = say("home.no_worker"), say("home.no_worker_why")
    return [Due(title, why, say("home.look"), Way("audit"), mark="alert", urgent=True)]


def _people_due(found: AdminHome) -> Due:
    why = say_count("home.accounts_counted", found.accounts)
    return Due(say("home.people"), why, say("home.open"), Way("accounts"), mark="shield")


def _audit_due() -> Due:
    return Due(say("home.audit"), say("home.audit_why"), say("home.open"), Way("audit"), "book")


def _mark(call: Call) -> str:
    """The icon of a call's channel."""
    return "phone" if call.channel is Channel.VOICE else call.channel.value


def _calls(name: str) -> Way:
    return Way("calls", calls_filter=name)


def _score(value: float | None) -> str:
    return "—" if value is None else text.points(value)
