"""The assembly: the app, its pages, its routes. No logic."""

import reflex as rx
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from impact_hub import __version__, health
from impact_hub.config import settings
from impact_hub.features.exchange import api as exchange_api
from impact_hub.features.exchange import page as exchange
from impact_hub.features.exchange.state import ImportState
from impact_hub.features.home.page import account, home
from impact_hub.features.home.state import AccountState, HomeState, SignInState
from impact_hub.features.impact_logic import page as impact_logic
from impact_hub.features.impact_logic.state import LogicState
from impact_hub.features.indicators.page import editing as indicator_form
from impact_hub.features.indicators.page import listing as indicator_list
from impact_hub.features.indicators.state.editing import IndicatorFormState
from impact_hub.features.indicators.state.listing import IndicatorsState
from impact_hub.features.initiatives.page import settings as initiative_form
from impact_hub.features.initiatives.state import (
    NewInitiativeState,
    SettingsState,
)
from impact_hub.features.joining.page import invitation as invitation_page
from impact_hub.features.joining.page import partners as partners_page
from impact_hub.features.joining.state.invitation import InvitationState
from impact_hub.features.joining.state.partners import PartnersState
from impact_hub.features.organisations import api as organisations_api
from impact_hub.features.organisations import page as organisations
from impact_hub.features.organisations.state import (
    NewOrganisationState,
    OrganisationState,
)
from impact_hub.features.reporting.page import entering, reviewing, rounds
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.features.reporting.state.reviewing import ReviewState
from impact_hub.features.reporting.state.rounds import RoundsState
from impact_hub.features.results import api as results_api
from impact_hub.features.results.page import indicator, overview, public
from impact_hub.features.results.state.board import BoardState
from impact_hub.features.results.state.indicator import IndicatorState
from impact_hub.gate import Gate
from impact_hub.identity import api as identity_api
from impact_hub.identity import oidc
from impact_hub.kit import logs
from impact_hub.rest import answer_refusals
from impact_hub.ui import menu
from impact_hub.ui.events import Doorman
from impact_hub.ui.frame import failure
from impact_hub.ui.layout import page_title
from impact_hub.ui.state import AppState, tell_refusals
from impact_hub.ui.text import t

logs.set_up()

STYLES = ("tokens", "base", "layout", "parts", "stairs", "figures", "results", "print")

api = FastAPI(
    title=settings().name,
    version=__version__,
    docs_url=None,  # its pages would load scripts from elsewhere
    redoc_url=None,
    openapi_url="/api/v1/openapi.json",
)
answer_refusals(api)
api.add_middleware(GZipMiddleware, minimum_size=1000)
api.include_router(health.router)
for room in (identity_api, organisations_api, exchange_api, results_api):
    api.include_router(room.router)
api.mount(oidc.PATH, oidc.routes)

app = rx.App(
    stylesheets=[f"/styles/{name}.css" for name in STYLES],
    reset_style=False,
    html_lang=settings().language,
    head_components=[
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.meta(name="color-scheme", content="light dark"),
    ],
    toaster=None,
    app_wraps={(55, "Failure"): failure},  # and no overlays of the framework's
    backend_exception_handler=tell_refusals,
    api_transformer=[api, Gate],
)
app.add_middleware(Doorman())

menu.offer(
    (
        overview.MENU,
        impact_logic.MENU,
        indicator_list.MENU,
        rounds.MENU,
        partners_page.MENU,
        initiative_form.MENU,
    )
)

PAGES = [
    ("/", home.home_page, None, HomeState.load),
    ("/sign-in", account.sign_in_page, t("Sign in"), SignInState.load),
    ("/account", account.account_page, t("My account"), AccountState.load),
    (
        "/invite/[invitation]",
        invitation_page.invitation_page,
        t("Invitation"),
        InvitationState.load,
    ),
    (
        "/organisations/new",
        organisations.new_organisation_page,
        t("Add your organisation"),
        NewOrganisationState.load,
    ),
    (
        "/o/[org]",
        organisations.organisation_page,
        OrganisationState.name,
        OrganisationState.load,
    ),
    (
        "/initiatives/new",
        initiative_form.new_initiative_page,
        t("Begin an initiative"),
        NewInitiativeState.load,
    ),
    ("/i/[slug]", overview.overview_page, BoardState.page.name, BoardState.load),
    ("/p/[slug]", public.public_page, BoardState.page.name, BoardState.load_public),
    (
        "/i/[slug]/indicators/[code]",
        indicator.indicator_page,
        IndicatorState.page.title,
        IndicatorState.load,
    ),
    (
        "/p/[slug]/indicators/[code]",
        indicator.public_indicator_page,
        IndicatorState.page.title,
        IndicatorState.load_public,
    ),
    ("/i/[slug]/logic", impact_logic.logic_page, t("Impact logic"), LogicState.load),
    (
        "/i/[slug]/indicators",
        indicator_list.indicators_page,
        t("Indicators"),
        IndicatorsState.load,
    ),
    (
        "/i/[slug]/indicators/new",
        indicator_form.indicator_form_page,
        t("Add an indicator"),
        IndicatorFormState.load_new,
    ),
    (
        "/i/[slug]/indicators/[code]/edit",
        indicator_form.indicator_form_page,
        t("Change the indicator"),
        IndicatorFormState.load,
    ),
    ("/i/[slug]/figures", rounds.figures_page, t("Figures"), RoundsState.load),
    (
        "/i/[slug]/figures/[period]/[partner]",
        entering.entry_page,
        EntryState.head.period,
        EntryState.load,
    ),
    (
        "/i/[slug]/review/[period]/[partner]",
        reviewing.review_page,
        t("Review"),
        ReviewState.load,
    ),
    (
        "/i/[slug]/import",
        exchange.import_page,
        t("Import and export"),
        ImportState.load,
    ),
    (
        "/i/[slug]/partners",
        partners_page.partners_page,
        t("Who takes part"),
        PartnersState.load,
    ),
    (
        "/i/[slug]/settings",
        initiative_form.settings_page,
        t("Settings"),
        SettingsState.load,
    ),
    ("/404", home.not_found_page, t("Not found"), AppState.arrive),
]

for route, page, title, load in PAGES:
    name = settings().name
    app.add_page(
        page,
        route=route,
        title=name if title is None else page_title(title) + " · " + name,
        description="",
        image="",
        on_load=load,
    )
