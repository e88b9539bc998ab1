"""The matrix, its drawer, an agent's page and the own skills, as they are drawn."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qa.model import Language, Verdict
from services import modules
from storage.evidence import NewEvidence
from storage.records import Account, Role
from tests.pages.conftest import Browser, Screen
from tests.sample_module import sample_module
from tests.services.conftest import Centre
from training_modules.skills import Change
from ui import charts, drawer, matrix, skills


def supervisor(centre: Centre) -> Account:
    return centre.person(Role.SUPERVISOR)


def show(
    centre: Centre, value: float, *, times: int = 1, agent: Account | None = None, **changes: Any
) -> None:
    """Evidence of empathy, given now where no other time is named."""
    now = datetime.now(UTC)
    agent_id = (agent or centre.agent).account_id
    usual = {"kind": "quiz", "source": f"attempt:{now.timestamp()}"}
    facts: dict[str, Any] = usual | {"shown_at": now - timedelta(hours=1)} | changes
    source = facts.pop("source")
    with centre.store.transaction() as work:
        work.evidence.add_all(
            NewEvidence(
                agent_id=agent_id,
                skill_id="empathy",
                value=value,
                weight=1.0,
                source=f"{source}{number}",
                **facts,
            )
            for number in range(times)
        )


def cell(screen: Screen, agent: Account, skill: str = "empathy") -> Mapping[str, Any]:
    drawn = screen.part("skills.matrix")
    column = [one["id"] for one in drawn["columns"]].index(skill)
    row = next(row for row in drawn["rows"] if row["agent"] == agent.account_id)
    found: Mapping[str, Any] = row["cells"][column]
    return found


def test_the_matrix_shows_levels_with_their_certainty(centre: Centre, browser: Browser) -> None:
    show(centre, 1.0, times=40)
    screen = browser.signs_in(supervisor(centre)).opens("skills")
    found = cell(screen, centre.agent)
    assert found["range"] == "4"
    assert found["text"] == ["Level 4: Mastery", "40 pieces of evidence"]
    assert found["label"].startswith(f"{centre.agent.name}, Empathy: Level 4")


def test_too_little_evidence_is_a_state_of_its_own(centre: Centre, browser: Browser) -> None:
    show(centre, 0.0, times=3)
    found = cell(browser.signs_in(supervisor(centre)).opens("skills"), centre.agent)
    assert (found["level"]["known"], found["range"]) == (False, "Little evidence")
    assert found["level"]["label"] == "Not enough evidence yet"


def test_agents_stand_by_name_whatever_they_have_shown(centre: Centre, browser: Browser) -> None:
    others = [centre.add_person(Role.AGENT, centre.here) for _ in range(3)]
    show(centre, 1.0, times=20, agent=others[-1])
    drawn = browser.signs_in(supervisor(centre)).opens("skills").part("skills.matrix")
    names = [row["name"] for row in drawn["rows"]]
    assert names == sorted(names)


def test_each_skill_counts_who_has_reached_the_third_level(
    centre: Centre, browser: Browser
) -> None:
    centre.add_person(Role.AGENT, centre.here)
    show(centre, 1.0, times=40)
    drawn = browser.signs_in(supervisor(centre)).opens("skills").part("skills.matrix")
    unders = {column["id"]: column["under"] for column in drawn["columns"]}
    assert unders["empathy"] == "1 of 2 reached 3"


def test_another_teams_matrix_leaves_no_trace(centre: Centre, browser: Browser) -> None:
    centre.person(Role.AGENT, centre.there)
    screen = browser.signs_in(supervisor(centre)).opens("skills", team=str(centre.there))
    assert not [data for data in screen.data if "columns" in data]
    assert "leads no team" in screen.words


def test_a_team_without_agents_says_who_adds_them(centre: Centre, browser: Browser) -> None:
    assert "no active agent" in browser.signs_in(supervisor(centre)).opens("skills").words


@pytest.mark.parametrize("page", ["skills", "agent", "team_learning"])
@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER, Role.ADMIN])
def test_only_supervisors_see_other_peoples_skills(
    page: str, role: Role, centre: Centre, browser: Browser
) -> None:
    agent_id = str(centre.agent.account_id)
    screen = browser.signs_in(centre.person(role)).opens(page, agent=agent_id)
    assert "not part of your role" in screen.words
    assert centre.agent.name not in screen.words


def test_a_name_opens_the_agents_page(centre: Centre, browser: Browser) -> None:
    agent_id = centre.agent.account_id
    browser.signs_in(supervisor(centre))
    browser.presses(matrix, "_matrix", open={"agent": agent_id, "skill": ""})
    browser.opens("skills")
    assert browser.went_to == [("agent", {"agent": agent_id})]


def opened(centre: Centre, browser: Browser, skill: str = "empathy") -> dict[str, Any]:
    """What the drawer was given after a cell was pressed."""
    agent_id = centre.agent.account_id
    browser.presses(matrix, "_matrix", open={"agent": agent_id, "skill": skill})
    screen = browser.opens("skills")
    return next(data for data in screen.data if "shown_first" in data)


def test_a_cell_opens_the_evidence_behind_it(centre: Centre, browser: Browser) -> None:
    call = centre.add_released(
        verdicts={"empathy": Verdict.NOT_MET}, recording=centre.recording_file()
    )
    show(centre, 0.8)
    drawn = opened(centre, browser.signs_in(supervisor(centre)))
    kinds = {item["kind"]: item for item in drawn["items"]}
    assert (kinds["call"]["verdict"], kinds["call"]["title"]) == ("not_met", "Empathy")
    assert kinds["call"]["link"]["chosen"] == {"call": call.call_id}
    assert kinds["quiz"]["title"] == "80 of 100"
    assert drawn["counted"] == "1 criterion in calls · 1 quiz"


@pytest.mark.parametrize(
    ("kind", "source", "page", "chosen"),
    [
        ("scenario", "run:1", "scenario", {"run": 10}),
        ("writing", "piece:1", "writing", {"piece": 10}),
    ],
)
def test_what_was_sent_can_be_read_from_its_row(
    centre: Centre, browser: Browser, kind: str, source: str, page: str, chosen: dict[str, int]
) -> None:
    show(centre, 0.8, kind=kind, source=source)
    (item,) = opened(centre, browser.signs_in(supervisor(centre)))["items"]
    assert (item["link"]["page"], item["link"]["chosen"]) == (page, chosen)
    assert item["link"]["label"].startswith("Read the")


def test_a_moment_plays_from_three_seconds_earlier(centre: Centre, browser: Browser) -> None:
    call = centre.add_released(recording=centre.recording_file())
    moment = {"call_id": call.call_id, "quote": "I waited", "start_s": 12.0, "end_s": 14.0}
    facts: dict[str, Any] = {
        "kind": "call",
        "evaluation_id": call.evaluation_id,
        "criterion_id": "other",
    }
    show(centre, 1.0, detail=moment, **facts)
    items = opened(centre, browser.signs_in(supervisor(centre)))["items"]
    item = next(item for item in items if item["quote"] == "I waited")
    assert (item["url"], item["from"], item["end"]) == (f"/recordings/{call.call_id}", 9.0, 15.0)
    silent = [item for item in items if item["quote"] is None]
    assert [item["url"] for item in silent] == [None]


def test_practice_stays_private_and_is_only_counted(centre: Centre, browser: Browser) -> None:
    show(centre, 0.3, detail={"mode": "practise", "module_id": "empathy"})
    drawn = opened(centre, browser.signs_in(supervisor(centre)))
    assert drawn["items"] == []
    assert "stays private" in drawn["private"]
    browser.signs_in(centre.agent).presses(skills, "_levels", open="empathy")
    own = browser.opens("my_skills")
    drawn = next(data for data in own.data if "shown_first" in data)
    assert [item["title"] for item in drawn["items"]] == ["30 of 100"]


def test_the_drawer_offers_the_module_of_its_skill(centre: Centre, browser: Browser) -> None:
    modules.publish(centre.store, [sample_module("empathy")], datetime.now(UTC))
    agent_id = centre.agent.account_id
    acts = opened(centre, browser.signs_in(supervisor(centre)))["acts"]
    assert [(act["page"], act["chosen"]) for act in acts] == [
        ("team-learning", {"agent": agent_id, "module": "empathy"}),
        ("agent", {"agent": agent_id}),
    ]


def test_the_drawers_links_lead_on(centre: Centre, browser: Browser) -> None:
    centre.agent  # noqa: B018 - the agent is made
    way = {"page": "agent", "chosen": {"agent": centre.agent.account_id}}
    browser.signs_in(supervisor(centre)).presses(drawer, "_evidence", go=way)
    opened(centre, browser)
    assert browser.went_to == [("agent", {"agent": centre.agent.account_id})]


def test_a_cell_of_another_team_does_not_open(centre: Centre, browser: Browser) -> None:
    other = centre.person(Role.AGENT, centre.there)
    centre.agent  # noqa: B018 - the agent is made
    browser.signs_in(supervisor(centre))
    browser.presses(matrix, "_matrix", open={"agent": other.account_id, "skill": "empathy"})
    screen = browser.opens("skills")
    assert not [data for data in screen.data if "shown_first" in data]


def test_an_agent_sees_the_own_levels_and_their_evidence(centre: Centre, browser: Browser) -> None:
    call = centre.add_released(verdicts={"empathy": Verdict.MET})
    browser.signs_in(centre.agent).presses(skills, "_levels", open="empathy")
    screen = browser.opens("my_skills")
    rows = {row["id"]: row for row in screen.part("my_skills.levels")["rows"]}
    assert rows["empathy"]["words"] == "Not enough evidence yet · 1 piece of evidence"
    drawn = next(data for data in screen.data if "shown_first" in data)
    assert drawn["items"][0]["link"]["page"] == "my-cards"
    assert drawn["items"][0]["link"]["chosen"] == {"card": centre.card_of(call)}


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMIN])
def test_only_agents_have_skills_of_their_own(role: Role, centre: Centre, browser: Browser) -> None:
    assert "not part of your role" in browser.signs_in(centre.person(role)).opens("my_skills").words


def trend(screen: Screen) -> dict[str, Any]:
    chart = screen.at.get("plotly_chart")[0]
    figure: dict[str, Any] = json.loads(chart.proto.spec)
    return figure


def test_the_agents_page_draws_the_level_over_time(centre: Centre, browser: Browser) -> None:
    show(centre, 0.7, times=10)
    browser.signs_in(supervisor(centre))
    screen = browser.opens("agent", agent=str(centre.agent.account_id))
    screen.chooses("agent.skill", "empathy")
    figure = trend(screen)
    estimate = figure["data"][-1]
    assert (estimate["name"], estimate["marker"]["symbol"]) == ("Estimate", "diamond")
    assert [value is None for value in estimate["y"]] == [True] * 12 + [False]
    assert figure["data"][0]["line"]["dash"] == "dot"
    assert len(screen.part("agent.figures")["rows"]) == 1


def test_a_point_that_stands_alone_has_its_interval_as_well(
    centre: Centre, browser: Browser
) -> None:
    show(centre, 0.7, times=10)
    browser.signs_in(supervisor(centre))
    screen = browser.opens("agent", agent=str(centre.agent.account_id))
    figure = trend(screen.chooses("agent.skill", "empathy"))
    low, high, estimate = figure["data"]
    caps = estimate["error_y"]
    assert caps["visible"] and not caps["symmetric"]
    assert caps["array"] == [0] * 12 + [pytest.approx(high["y"][0] - estimate["y"][-1])]
    assert caps["arrayminus"] == [0] * 12 + [pytest.approx(estimate["y"][-1] - low["y"][0])]
    assert min(caps["array"][-1], caps["arrayminus"][-1]) > 0


def test_points_in_a_row_have_their_band_alone(centre: Centre, browser: Browser) -> None:
    show(centre, 0.7, times=10, shown_at=datetime.now(UTC) - timedelta(days=40))
    browser.signs_in(supervisor(centre))
    screen = browser.opens("agent", agent=str(centre.agent.account_id))
    caps = trend(screen.chooses("agent.skill", "empathy"))["data"][-1]["error_y"]
    assert not caps["visible"]


def test_in_arabic_time_runs_from_the_right(
    centre: Centre, browser: Browser, language: Language
) -> None:
    show(centre, 0.7, times=10)
    browser.signs_in(supervisor(centre), language)
    screen = browser.opens("agent", agent=str(centre.agent.account_id))
    screen.chooses("agent.skill", "empathy")
    layout = trend(screen)["layout"]
    mirrored = language is Language.AR
    begins, ends = layout["xaxis"]["range"]
    assert (begins > ends) is mirrored
    assert layout["yaxis"]["side"] == ("right" if mirrored else "left")
    assert layout["legend"]["xanchor"] == ("right" if mirrored else "left")


def test_without_evidence_the_page_says_so_instead_of_drawing(
    centre: Centre, browser: Browser
) -> None:
    browser.signs_in(supervisor(centre))
    screen = browser.opens("agent", agent=str(centre.agent.account_id))
    assert "not enough evidence yet to draw" in screen.words
    assert not screen.at.get("plotly_chart")


@pytest.mark.parametrize("agent", ["", "0", "999999", "17.5", "\u202e5"])
def test_an_agent_who_is_not_here_leaves_no_trace(
    agent: str, centre: Centre, browser: Browser
) -> None:
    screen = browser.signs_in(supervisor(centre)).opens("agent", agent=agent)
    assert "no such agent" in screen.words


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_of_a_chart_is_a_token(theme: str) -> None:
    colours = charts._colours(theme)
    assert {"ink", "line", "ctrl", "petrol"} <= set(colours)
    assert colours["petrol"] == {"light": "#0b5a63", "dark": "#5cc2c4"}[theme]


def test_the_drawer_says_when_a_change_may_be_chance(centre: Centre, browser: Browser) -> None:
    browser.signs_in(supervisor(centre)).opens("skills")
    assert "could be chance" in drawer._change_words(Change(0.5, 0.7, 1.2))
    assert "more than chance" in drawer._change_words(Change(0.5, 0.9, 2.9))
    assert "more than chance" in drawer._change_words(Change(0.9, 0.5, -2.9))
    assert "like the 150" in drawer._change_words(Change(0.5, 0.5, 0.0))
    assert "Too little evidence" in drawer._change_words(None)
