"""The forms of a page, in its state: shown, read, refused, taken.

    class OrganisationState(AppState):
        async def _load(self) -> None:
            ...
            self._show(ProfileForm, Content({"name": found.name}, found.revision))

        @rx.event
        @submitting(ProfileForm)
        async def save(self, form: ProfileForm):
            await self._do(service.edit_organisation, …, revision=form.revision)
            await self._load()
            self._say("done.saved")

What a form refuses stands at its fields. One that was changed elsewhere meanwhile is
loaded anew by `_load`; the browser keeps what was typed, and shows what differs.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

import reflex as rx

from impact_hub.kit.errors import (
    AppError,
    Conflict,
    Invalid,
    InvalidFields,
    NotFound,
)
from impact_hub.kit.sent import read
from impact_hub.kit.specs import FormSpec, FormView
from impact_hub.ui.formviews import NOTHING, Content, carried, cleared, drawn, refused

S = TypeVar("S", bound=FormSpec)

CHANGED = "forms.changed_elsewhere"


class FormsState(rx.State, mixin=True):
    """What every page's state can do with forms."""

    forms: dict[str, FormView] = {}  # by id, those of the page
    taken: dict[str, str] = {}  # the form whose typed words the browser may forget

    def _show(
        self, spec: type[FormSpec], content: Content = NOTHING, *, key: str = ""
    ) -> None:
        """Put a form on the page, or draw it anew."""
        locale = cast("Any", self).locale
        view = drawn(spec, locale, content, key=key)
        self._put(carried(view, self.forms.get(view.id)))

    def _put_away(self, spec: type[FormSpec], *, key: str = "") -> None:
        """Take a form from the page."""
        gone = spec.form_id(key)
        self.forms = {name: v for name, v in self.forms.items() if name != gone}

    def _mark(self, spec: type[FormSpec], where: str, said: str) -> None:
        """Say what is wrong with a form that the browser itself has sent."""
        view = self.forms[spec.form_id()]
        fields = tuple(
            replace(each, error=said) if each.name == where else each
            for each in view.fields
        )
        whole = "" if where in {each.name for each in fields} else said
        self._put(replace(view, fields=fields, error=whole))

    def _put(self, view: FormView) -> None:
        self.forms = {**self.forms, view.id: view}

    def _took(self, form_id: str) -> None:
        """What was typed into a form is in the database: it need not be kept."""
        self.taken = {
            "form": form_id,
            "at": cast("Any", self).arrived_at,
            "stamp": secrets.token_hex(4),
        }


# A handler as its state writes it, and as the browser calls it.
Act = Callable[[Any, S], Awaitable[Any]]
Handler = Callable[[Any, str, dict[str, Any]], Awaitable[Any]]


def submitting(spec: type[S]) -> Callable[[Act[S]], Handler]:
    """Make a handler one form's: it gets the form as it was filled in."""

    def wrap(act: Act[S]) -> Handler:
        async def submitted(self: Any, form_id: str, sent: dict[str, Any]) -> Any:
            return await _submitted(self, act, spec, form_id, sent)

        submitted.__name__, submitted.__doc__ = act.__name__, act.__doc__
        submitted.__qualname__, submitted.__module__ = act.__qualname__, act.__module__
        return submitted

    return wrap


async def _submitted(
    state: Any,  # an AppState, which knows this module
    act: Act[S],
    spec: type[S],
    form_id: str,
    sent: object,
) -> object:
    state.notice, state.notice_signs_in = "", False
    view = state.forms.get(form_id) if isinstance(form_id, str) else None
    if view is None or view.spec != spec.spec():
        state._refuse(NotFound("forms.no_such_thing"))
        return None
    state._put(cleared(view))
    try:
        answer = await act(state, read(spec, view, sent, state.locale))
    except AppError as error:
        await _refuse(state, view, error)
        return None
    state._took(form_id)
    return answer


async def _refuse(state: Any, view: FormView, error: AppError) -> None:
    """Tell it at the form; whoever may not, or is signed out, is told as everywhere."""
    if isinstance(error, Conflict) and error.code == CHANGED:
        await state._load()
        view = state.forms.get(view.id, view)
    if isinstance(error, Conflict | Invalid | InvalidFields):
        state._put(refused(view, error, state.locale))
        return
    state._put(cleared(view))
    state._refuse(error, focus=False)
