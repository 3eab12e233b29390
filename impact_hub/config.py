"""Settings: typed, read once from the environment and from `.env`. Values only."""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from limits import parse
from pydantic import BaseModel, Field, HttpUrl, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class OidcProvider(BaseModel):
    """One OpenID Connect provider that people may sign in with."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str
    issuer: HttpUrl
    client_id: str
    client_secret: SecretStr | None = None
    scope: str = Field(default="openid email profile", pattern=r"\bopenid\b")


class Settings(BaseSettings):
    """Every setting of a hub. Each has a default, a type and one line of help."""

    model_config = SettingsConfigDict(
        env_prefix="HUB_",
        env_file=ROOT / ".env",
        extra="ignore",
        validate_by_name=True,
    )

    name: str = Field(
        default="Impact Hub", description="What this hub is called, on every page"
    )
    language: Literal["de", "en"] = Field(
        default="de",
        description="Language where a browser asks for none that the hub speaks",
    )
    timezone: ZoneInfo = Field(
        default=ZoneInfo("Europe/Berlin"),
        description="Time zone in which days begin and deadlines end",
    )
    host: str = Field(
        default="127.0.0.1", description="Address that the server listens on"
    )
    port: int = Field(
        default=3000, ge=1, le=65535, description="Port that the server listens on"
    )
    public_url: HttpUrl = Field(
        default_factory=lambda given: HttpUrl(f"http://localhost:{given['port']}"),
        description="Address that people type; https makes cookies https-only",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses of proxies that may say whom they ask for; commas",
    )
    data_dir: Path = Field(
        default=ROOT / "var",
        description="Folder of everything that the hub writes: database, secret",
    )
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="postgresql://…; empty: SQLite in the data folder",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs short-lived cookies; empty: made and kept in data_dir",
    )
    session_days: int = Field(
        default=30, ge=1, le=365, description="Days that a person stays signed in"
    )
    invitation_days: int = Field(
        default=14, ge=1, le=365, description="Days that an invitation can be accepted"
    )
    sign_in_attempts: str = Field(
        default="10/15 minutes",
        description="Wrong passwords per account and network address before a pause",
    )
    oidc_providers: list[OidcProvider] = Field(
        default_factory=list,
        description="JSON list: id, name, issuer, client_id, client_secret of each",
    )
    max_upload_mb: int = Field(
        default=5,
        ge=1,
        le=500,
        description="Largest file to import, in megabytes; takes 50 × that in memory",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much the log says"
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="Log lines for people (text) or for machines (json)"
    )

    @field_validator("data_dir")
    @classmethod
    def _in_our_folder(cls, given: Path) -> Path:
        return ROOT / given

    @field_validator("sign_in_attempts")
    @classmethod
    def _is_a_rate(cls, given: str) -> str:
        parse(given)
        return given

    @field_validator("oidc_providers")
    @classmethod
    def _have_ids_of_their_own(cls, given: list[OidcProvider]) -> list[OidcProvider]:
        if len({provider.id for provider in given}) < len(given):
            msg = "two providers have the same id"
            raise ValueError(msg)
        return given

    @property
    def origins(self) -> list[str]:
        """The addresses whose pages may talk to this hub: its own, by each name."""
        url = self.public_url
        names = ("localhost", "127.0.0.1") if url.host == "localhost" else (url.host,)
        default = {"http": 80, "https": 443}[url.scheme]
        port = "" if url.port == default else f":{url.port}"
        return [f"{url.scheme}://{name}{port}" for name in names]

    @property
    def is_https(self) -> bool:
        """Whether people reach the hub over https."""
        return self.public_url.scheme == "https"


@lru_cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
