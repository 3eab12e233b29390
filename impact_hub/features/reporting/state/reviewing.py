"""The backbone's review of one update, and the way to the next."""

import reflex as rx

from impact_hub.features.initiatives import queries as initiatives
from impact_hub.features.reporting.forms import ReturnUpdate, WithdrawUpdate
from impact_hub.features.reporting.queries import reviewing as queries
from impact_hub.features.reporting.service import reviewing
from impact_hub.features.reporting.views.review import ReviewPage, review_page
from impact_hub.kit.errors import NotFound
from impact_hub.kit.forms import row_number
from impact_hub.ui.formstate import submitting
from impact_hub.ui.state import AppState, answering, arriving

AFTER = "after-review"  # where the keyboard goes on when something is decided


class ReviewState(AppState):
    """One update as its reviewer sees it."""

    page: ReviewPage = ReviewPage()
    _revision: int = 0
    _update_id: int | None = None

    @rx.event
    @arriving
    async def load(self):
        await self._enter(initiatives.get_place)
        self._put_away(ReturnUpdate)
        self._put_away(WithdrawUpdate)
        await self._load()

    async def _load(self) -> None:
        row = await self._read(
            queries.get_review,
            self._slug(),
            row_number(self._part("period")),
            self._part("partner"),
        )
        self._revision, self._update_id = row.form.revision, row.form.update_id
        self.page = review_page(row, self.locale)

    @rx.event
    @answering
    async def approve(self):
        await self._do(reviewing.approve, self._id(), revision=self._revision)
        await self._load()
        self._say("reporting.approved")
        return rx.set_focus(AFTER)

    @rx.event
    async def begin_returning(self):
        """Ask for the reason, in place of the buttons."""
        self._put_away(WithdrawUpdate)
        self._show(ReturnUpdate)

    @rx.event
    async def begin_withdrawing(self):
        """Ask for the reason likewise."""
        self._put_away(ReturnUpdate)
        self._show(WithdrawUpdate)

    @rx.event
    async def leave_it(self):
        """Put both away."""
        self._put_away(ReturnUpdate)
        self._put_away(WithdrawUpdate)

    @rx.event
    @submitting(ReturnUpdate)
    async def return_update(self, form: ReturnUpdate):
        await self._do(
            reviewing.return_update,
            self._id(),
            revision=self._revision,
            reason=form.reason,
        )
        self._put_away(ReturnUpdate)
        await self._load()
        self._say("reporting.returned")
        return rx.set_focus(AFTER)

    @rx.event
    @submitting(WithdrawUpdate)
    async def withdraw(self, form: WithdrawUpdate):
        await self._do(
            reviewing.withdraw_update,
            self._id(),
            revision=self._revision,
            reason=form.reason,
        )
        self._put_away(WithdrawUpdate)
        await self._load()
        self._say("reporting.withdrawn")
        return rx.set_focus(AFTER)

    def _id(self) -> int:
        if self._update_id is None:
            raise NotFound("reporting.no_such_update")
        return self._update_id
