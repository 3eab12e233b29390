"""The assembly: the app, its pages, its routes. No logic."""

import reflex as rx
from fastapi import FastAPI

from impact_hub.features.home import page as home
from impact_hub.features.home.state import HomeState, SignInState
from impact_hub.gate import Gate
from impact_hub.identity import api as sign_in
from impact_hub.rest import answer_refusals
from impact_hub.ui.state import AppState, tell_refusals
from impact_hub.ui.text import t

api = FastAPI(title="Impact Hub", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
answer_refusals(api)
api.include_router(sign_in.router)

app = rx.App(
    stylesheets=[f"/styles/{name}.css" for name in ("tokens", "base", "layout", "parts", "print")],
    reset_style=False,
    html_lang="de",
    toaster=None,
    app_wraps={},
    backend_exception_handler=tell_refusals,
    api_transformer=[api, Gate],
)

app.add_page(home.home_page, route="/", title="Impact Hub", on_load=HomeState.load)
app.add_page(home.sign_in_page, route="/sign-in", title=t("Sign in"), on_load=SignInState.load)
app.add_page(home.not_found_page, route="/404", title="404", on_load=AppState.arrive)
