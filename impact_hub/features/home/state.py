"""States of the front door."""

import reflex as rx

from impact_hub.features.home import views
from impact_hub.features.home.forms import NewPassword, OwnName, SignIn
from impact_hub.features.home.views import HomePage
from impact_hub.identity import service as identity
from impact_hub.kit.errors import SignedOut
from impact_hub.texts.refusals import sentence
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.providers import ProviderItem, provider_items
from impact_hub.ui.state import AppState, arriving


class HomeState(AppState):
    """What is due, what needs me, and what I take part in."""

    page: HomePage = HomePage()

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        self.page = await self._read(views.home_page)


class SignInState(AppState):
    """The sign-in form: what was typed before, and why it was refused."""

    way_back: str = "/"
    for_everyone: str = ""  # what can be read of it without signing in
    providers: list[ProviderItem] = []

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        flash = self._flash()
        asked = str(self.router.url.query_parameters.get("next", ""))
        self.way_back = asked or flash.typed.get("next", "/")
        self.for_everyone = await self._read(views.page_for_everyone, self.way_back)
        self._show(SignIn, Content(flash.typed))
        if flash.code:
            said = sentence(flash.code, self.locale, **flash.params)
            self._mark(SignIn, flash.where, said)
        self.providers = provider_items(self.way_back)


class AccountState(AppState):
    """What a person may change about themselves."""

    told: str = ""
    has_password: bool = True
    signs_in_with: str = ""  # whoever else vouches for them

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        if not self.signed_in:
            raise SignedOut("identity.signed_out")
        ways = await self._read(identity.ways_in)
        self.has_password = ways.has_password
        self.signs_in_with = ", ".join(ways.providers)
        await self._load()
        flash = self._flash()
        said = sentence(flash.code, self.locale, **flash.params) if flash.code else ""
        self.told = "" if flash.is_refusal else said
        if flash.is_refusal:
            self._mark(NewPassword, flash.where, said)

    async def _load(self) -> None:
        self._show(OwnName, Content({"name": self.person_name}))
        self._show(NewPassword)

    @rx.event
    @submitting(OwnName)
    async def rename(self, form: OwnName):
        await self._do(identity.rename, name=form.name)
        await self._arrive()
        await self._load()
        self._say("identity.renamed")
