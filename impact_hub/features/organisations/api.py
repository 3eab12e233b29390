"""The route that makes an account for somebody who was invited."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from impact_hub.features.organisations import service
from impact_hub.identity.browser import SameSite, go, keep_session, local_path
from impact_hub.identity.flash import flash
from impact_hub.kit.errors import AppError
from impact_hub.kit.forms import keepable
from impact_hub.rest import Changer, Transaction

router = APIRouter(prefix="/auth", include_in_schema=False, dependencies=[SameSite])


@router.post("/register")
def register(
    session: Transaction,
    actor: Changer,
    token: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Invitation, name, e-mail and password in; account and session cookie out."""
    try:
        with session.begin_nested():
            cookie = service.register(
                session,
                actor,
                token,
                email=email,
                name=keepable(name),
                password=password,
            )
    except AppError as error:
        back = go(local_path(f"/invite/{token}"))
        return flash(back, error, email=email, name=name)
    response = go("/")
    keep_session(response, cookie)
    return response
