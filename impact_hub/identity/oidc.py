"""Sign-in through OpenID Connect: a provider of the settings says who somebody is.

Authlib speaks with the provider: discovery, code flow with PKCE, state and nonce. What
it has to remember until the browser comes back travels in a signed cookie of ten
minutes, which no other route of the hub sees.
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from functools import lru_cache
from ssl import SSLContext
from typing import Any, Protocol

import structlog
from authlib.integrations.base_client import MismatchingStateError
from authlib.integrations.starlette_client import OAuth, OAuthError
from httpx2 import HTTPError, create_ssl_context
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from impact_hub.config import OidcProvider, settings
from impact_hub.identity import service
from impact_hub.identity.browser import go, keep_session, local_path
from impact_hub.identity.flash import drop_flash, flash
from impact_hub.identity.permissions import ANYONE
from impact_hub.identity.service import Claims
from impact_hub.kit import db
from impact_hub.kit.errors import AppError, Conflict, NotFound
from impact_hub.kit.secret import secret_key

PATH = "/auth/oidc"
COOKIE = "hub_oidc"
LASTS_SECONDS = 600
TIMEOUT_SECONDS = 10

# Signatures that only the provider can make: never "none", never our shared secret.
SIGNATURES = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)

# Some providers say these in the ID token, others only when asked once more.
WANTED = {"email", "email_verified", "name"}

log = structlog.get_logger()


class Client(Protocol):
    """What of Authlib's client is used here; it has no types of its own."""

    async def load_server_metadata(self) -> dict[str, Any]: ...
    async def authorize_redirect(self, request: Request, to: str) -> Response: ...
    async def authorize_access_token(
        self, request: Request, *, claims_options: dict[str, Any]
    ) -> dict[str, Any]: ...
    async def userinfo(self, *, token: dict[str, Any]) -> dict[str, Any]: ...


async def leave(request: Request) -> Response:
    """Send the browser to a provider, and remember where it wanted to go."""
    request.session.clear()  # a new attempt takes the place of one that was left
    way_back = local_path(request.query_params.get("next"))
    try:
        provider = _provider(request)
        with _refusing(provider):
            client = await _client(provider)
            response = await client.authorize_redirect(request, _callback(provider))
    except AppError as error:
        return flash(go("/sign-in"), error, next=way_back)
    request.session["next"] = way_back
    return response


async def come_back(request: Request) -> Response:
    """Sign in whom the provider vouches for; otherwise say why not."""
    way_back = local_path(request.session.get("next"))
    try:
        claims = await _vouched_for(request, _provider(request))
        token = await run_in_threadpool(_sign_in, claims)
    except AppError as error:
        response = flash(go("/sign-in"), error, next=way_back)
    else:
        response = go(way_back)
        keep_session(response, token)
        drop_flash(response)
    request.session.clear()
    return response


def _provider(request: Request) -> OidcProvider:
    for provider in settings().oidc_providers:
        if provider.id == request.path_params["provider"]:
            return provider
    raise NotFound("identity.no_such_provider")


def _callback(provider: OidcProvider) -> str:
    """Where a provider sends browsers back to: from the settings, not from a request,
    in which anybody may write any host."""
    return f"{str(settings().public_url).rstrip('/')}{PATH}/{provider.id}/callback"


async def _client(provider: OidcProvider) -> Client:
    """A client that has read anew what the provider says about itself: neither new keys
    nor a provider that was mended need a restart of the hub."""
    issuer = str(provider.issuer).rstrip("/")
    secret = provider.client_secret
    oauth: Any = OAuth()
    client: Client = oauth.register(
        provider.id,
        client_id=provider.client_id,
        client_secret=secret.get_secret_value() if secret else None,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": provider.scope,
            "code_challenge_method": "S256",
            "timeout": TIMEOUT_SECONDS,
            "verify": await run_in_threadpool(_trusted),
        },
    )
    about = await client.load_server_metadata()
    if about["issuer"].rstrip("/") != issuer:
        raise OAuthError("wrong_issuer")
    about["id_token_signing_alg_values_supported"] = SIGNATURES
    return client


@lru_cache
def _trusted() -> SSLContext:
    """Whose certificates count. Read once: it takes long enough to be felt."""
    return create_ssl_context()


async def _vouched_for(request: Request, provider: OidcProvider) -> Claims:
    """Whom the provider says that this browser belongs to."""
    with _refusing(provider):
        client = await _client(provider)
        about = await client.load_server_metadata()
        tokens = await client.authorize_access_token(
            request,
            claims_options={
                "iss": {"essential": True, "value": about["issuer"]},
                "aud": {"essential": True, "value": provider.client_id},
            },
        )
        return _claims(await _said(client, tokens))


async def _said(client: Client, tokens: dict[str, Any]) -> dict[str, Any]:
    """What the provider says about somebody, in the ID token or when asked."""
    said = tokens["userinfo"]
    about = await client.load_server_metadata()
    if said.keys() >= WANTED or "userinfo_endpoint" not in about:
        return said
    more = await client.userinfo(token=tokens)
    if more["sub"] != said["sub"]:
        raise OAuthError("wrong_subject")
    return {**more, **said}


def _claims(said: dict[str, Any]) -> Claims:
    return Claims(
        issuer=str(said["iss"]),
        subject=str(said["sub"]),
        email=str(said.get("email") or ""),
        # Some providers send a word where the standard wants true or false.
        email_verified=str(said.get("email_verified")).lower() == "true",
        name=str(said.get("name") or ""),
    )


def _sign_in(claims: Claims) -> str:
    with db.transaction() as session:
        return service.sign_in_elsewhere(session, ANYONE, claims)


@contextmanager
def _refusing(provider: OidcProvider) -> Generator[None]:
    """Whatever goes wrong with a provider is a refusal, and a line in the log."""
    try:
        yield
    except Exception as error:  # a foreign server may answer anything
        reason = _reason(error)
        log.warning("sign-in elsewhere failed", provider=provider.id, reason=reason)
        if isinstance(error, MismatchingStateError):
            raise Conflict("identity.sign_in_expired") from None
        declined = reason == "access_denied"
        raise Conflict(
            "identity.sign_in_declined" if declined else "identity.provider_failed",
            provider=provider.name,
        ) from None


def _reason(error: Exception) -> str:
    """Why, for the log: nothing that a browser or a provider may have put a code, a
    token or a secret into."""
    if isinstance(error, HTTPError | JoseError):  # addresses, statuses, names of claims
        return f"{type(error).__name__}: {error}"
    if isinstance(error, OAuthError) and re.fullmatch(r"[a-z_]{1,40}", error.error):
        return error.error
    return type(error).__name__


class ShortSession:
    """The session that Authlib wants: signed, for ten minutes, on these routes only."""

    def __init__(self, routes: ASGIApp) -> None:
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with its session."""
        # Made now: a hub that is only being built should neither read nor make a key.
        with_session = SessionMiddleware(
            self.routes,
            secret_key=await run_in_threadpool(secret_key),
            session_cookie=COOKIE,
            max_age=LASTS_SECONDS,
            path=PATH,
            https_only=settings().is_https,
        )
        await with_session(scope, receive, send)


# To be mounted at PATH.
routes = ShortSession(
    Router([Route("/{provider}", leave), Route("/{provider}/callback", come_back)])
)
