"""The stairs as a page holds them: one thing at a time is open on them."""

from dataclasses import dataclass

import pytest

from impact_hub.features.impact_logic.models import Link, Result
from impact_hub.features.impact_logic.state import LogicState
from impact_hub.identity import sessions
from impact_hub.kit import db
from tests.factories import make_result
from tests.states import act, state_of
from tests.world import cast_in, world_in

pytestmark = pytest.mark.anyio


@dataclass(frozen=True)
class Scene:
    """Tokens of two people, and the numbers of what stands on the stairs."""

    coordinator: str
    reporter: str
    lower: str
    upper: str
    top: str
    link: str


@pytest.fixture
def scene(hub) -> Scene:
    with db.transaction() as session:
        cast = cast_in(session)
        world = world_in(session)
        top = make_result(
            session, world.initiative, step=7, titles={"en": "All is well"}
        )
        return Scene(
            *(
                sessions.open_session(session, who.person_id or 0)
                for who in (cast.coordinator, cast.reporter)
            ),
            *(str(each.id) for each in (world.lower, world.upper, top, world.link)),
        )


async def stairs_of(token: str) -> LogicState:
    state = state_of(LogicState, token=token, slug="world")
    await act(state, "load")
    return state


def titles(state: LogicState, step: int) -> list[str]:
    return [each.title for each in state.page.steps[7 - step].results]


async def test_one_thing_is_open_at_a_time(scene):
    state = await stairs_of(scene.coordinator)
    assert state.forms == {}

    await act(state, "begin_adding", "0")
    assert list(state.forms) == ["new-result-0"]
    assert state.forms["new-result-0"].fields[0].label == "Resource"

    await act(state, "begin_editing", scene.upper)
    assert (state.adding_to, list(state.forms)) == ("", [f"edit-result-{scene.upper}"])

    await act(state, "begin_linking", scene.lower)
    assert state.editing == ""
    assert list(state.forms) == [f"edit-link-{scene.link}", f"new-link-{scene.lower}"]

    await act(state, "cancel")
    assert (state.linking, state.forms) == ("", {})


@pytest.mark.parametrize("sent", ["9", "-1", "", "x", None, {"a": 1}])
async def test_nothing_opens_where_nothing_is(scene, sent):
    state = await stairs_of(scene.coordinator)

    for handler in ("begin_adding", "begin_editing", "begin_linking"):
        await act(state, handler, sent)
        assert state.forms == {}


async def test_something_is_put_on_a_step(scene):
    state = await stairs_of(scene.coordinator)
    await act(state, "begin_adding", "3")

    await act(state, "add", "new-result-3", {"title.de": "Sie kommen gern"})

    assert titles(state, 3) == ["Sie kommen gern"]
    assert (state.adding_to, state.forms) == ("", {})


async def test_what_is_refused_stays_open_and_says_why(scene):
    state = await stairs_of(scene.coordinator)
    await act(state, "begin_adding", "3")

    await act(state, "add", "new-result-3", {"title.de": " "})

    form = state.forms["new-result-3"]
    assert form.fields[0].error != ""
    assert form.refusals == 1


async def test_a_result_is_linked_from_its_card(scene):
    state = await stairs_of(scene.coordinator)
    await act(state, "begin_linking", scene.upper)
    form = state.forms[f"new-link-{scene.upper}"]
    assert [option.label for option in form.fields[0].options] == ["7 · All is well"]

    sent = {"leads_to": scene.top, "assumption.de": "alle helfen"}
    await act(state, "link", form.id, sent)

    (upper,) = state.page.steps[2].results
    assert [(each.other, each.assumption) for each in upper.effects] == [
        (scene.top, "alle helfen")
    ]
    assert state.linking == scene.upper  # one may go on
    assert f"new-link-{scene.upper}" not in state.forms  # nothing is left to lead to


async def test_an_assumption_is_changed_and_a_link_taken_out(scene):
    state = await stairs_of(scene.coordinator)
    await act(state, "begin_linking", scene.lower)

    await act(
        state, "assume", f"edit-link-{scene.link}", {"assumption.en": "they stay"}
    )
    with db.reading() as session:
        assert session.get_one(Link, int(scene.link)).assumptions == {"en": "they stay"}

    await act(state, "unlink", scene.link)
    assert state.page.arcs == ()


async def test_two_who_edit_do_not_overwrite_one_another(scene):
    one, other = await stairs_of(scene.coordinator), await stairs_of(scene.coordinator)
    form_id = f"edit-result-{scene.upper}"
    for state in (one, other):
        await act(state, "begin_editing", scene.upper)

    sent = {"title.de": "Das Erste", "step": "5"}
    await act(one, "save", form_id, sent)
    await act(other, "save", form_id, sent | {"title.de": "Das Zweite"})

    with db.reading() as session:
        assert session.get_one(Result, int(scene.upper)).titles == {"de": "Das Erste"}
    assert one.forms == {}
    refused = other.forms[form_id]  # loaded anew: what somebody else has written
    assert refused.error != ""
    assert refused.fields[0].value == "Das Erste"
    await act(other, "save", form_id, sent | {"title.de": "Das Zweite"})
    assert titles(other, 5) == ["Das Zweite"]


async def test_a_partner_reads_and_changes_nothing(scene):
    state = await stairs_of(scene.reporter)
    assert titles(state, 7) == ["All is well"]

    await act(state, "begin_editing", scene.upper)
    await act(
        state, "save", f"edit-result-{scene.upper}", {"title.de": "Meins", "step": "5"}
    )

    assert state.notice != ""
    with db.reading() as session:
        assert session.get_one(Result, int(scene.upper)).titles != {"de": "Meins"}
