"""States of the front door."""

import reflex as rx

from impact_hub.identity.flash import Flash, read_flash
from impact_hub.texts.refusals import sentence
from impact_hub.ui.state import AppState, arriving


class SignInState(AppState):
    """The sign-in form: what was typed before, and why it was refused."""

    email: str = ""
    way_back: str = "/"
    refused: str = ""

    @rx.event
    @arriving
    async def load(self):
        flash: Flash = read_flash(self.router.headers.cookie or "")
        asked = self.router.url.query_parameters.get("next", "")
        self.email = flash.typed.get("email", "")
        self.way_back = asked or flash.typed.get("next", "/")
        self.refused = (
            sentence(flash.code, self.locale, **flash.params) if flash.code else ""
        )


class HomeState(AppState):
    """What is due, and what needs me."""

    @rx.event
    @arriving
    async def load(self):
        self._leave()
