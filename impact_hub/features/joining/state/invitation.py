"""Accepting an invitation, with or without an account."""

import reflex as rx

from impact_hub.features.joining import queries
from impact_hub.features.joining.views.invitation import (
    InvitationPage,
    invitation_page,
    unknown,
)
from impact_hub.features.organisations import service
from impact_hub.features.organisations.forms import Registration
from impact_hub.kit.errors import NotFound
from impact_hub.texts.refusals import sentence
from impact_hub.ui.formviews import Content
from impact_hub.ui.providers import ProviderItem, provider_items
from impact_hub.ui.state import AppState, answering, arriving


class InvitationState(AppState):
    """An invitation: what it is for, and coming in through it."""

    page: InvitationPage = InvitationPage()
    token: str = ""
    providers: list[ProviderItem] = []

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        self.token = self._part("invitation")
        self.providers = provider_items(f"/invite/{self.token}")
        flash = self._flash()
        self._show(Registration, Content(flash.typed))
        if flash.code:
            said = sentence(flash.code, self.locale, **flash.params)
            self._mark(Registration, flash.where, said)
        try:
            row = await self._read(queries.read_invitation, self.token)
        except NotFound as error:
            self.page = unknown(error.code, self.locale)
            return
        self.page = invitation_page(row, self.locale)

    @rx.event
    @answering
    async def accept(self):
        token = self._part("invitation")
        organisation = await self._do(service.accept_invitation, token)
        await self._arrive()
        self._say_there("organisations.joined", name=organisation.name)
        return rx.redirect("/")
