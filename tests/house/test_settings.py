"""Every setting is documented, and the documentation is right."""

import json
import re

import pytest
from pydantic import ValidationError

from impact_hub.config import ROOT, Settings, settings

PROVIDER = {
    "id": "a",
    "name": "A",
    "issuer": "https://a.example",
    "client_id": "hub",
    "client_secret": "s",
}
LINE = re.compile(r"\| `(?P<name>\w+)` \| (?P<default>.+) \| (?P<what>.+) \|")


def environment_name(field: str) -> str:
    alias = Settings.model_fields[field].validation_alias
    return str(alias) if alias else f"HUB_{field.upper()}"


def shown_default(field: str) -> str:
    told = {
        "data_dir": "`var` beside the package",
        "public_url": "`http://localhost:` and the port",
    }
    if field in told:
        return told[field]
    default = Settings.model_fields[field].get_default(call_default_factory=True)
    secret = getattr(default, "get_secret_value", None)
    plain = str(secret() if secret else default)
    return f"`{plain}`" if plain and plain != "[]" else "empty"


def test_every_setting_is_documented_with_its_default():
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    documented = {
        found["name"]: (found["default"].strip(), found["what"].strip())
        for found in LINE.finditer(text)
    }

    assert documented == {
        environment_name(name): (shown_default(name), field.description)
        for name, field in Settings.model_fields.items()
    }


@pytest.mark.parametrize(
    ("url", "origins", "is_https"),
    [
        (
            "http://localhost:3000",
            ["http://localhost:3000", "http://127.0.0.1:3000"],
            False,
        ),
        ("https://hub.example.org", ["https://hub.example.org"], True),
        ("http://hub.example.org", ["http://hub.example.org"], False),
        ("https://hub.example.org:8443/", ["https://hub.example.org:8443"], True),
    ],
)
def test_only_pages_of_the_hub_talk_to_it(configure, url, origins, is_https):
    configure(HUB_PUBLIC_URL=url)

    assert settings().origins == origins
    assert settings().is_https is is_https


def test_the_address_follows_the_port(configure):
    configure(HUB_PORT="3100")

    assert str(settings().public_url) == "http://localhost:3100/"


def test_folders_are_in_the_hubs_own(configure, tmp_path):
    configure(HUB_DATA_DIR="var/demo")
    assert settings().data_dir == ROOT / "var" / "demo"

    configure(HUB_DATA_DIR=str(tmp_path))
    assert settings().data_dir == tmp_path


def test_settings_come_from_the_environment(configure):
    configure(
        HUB_NAME="Zukunft",
        DATABASE_URL="postgresql://h/d",
        HUB_OIDC_PROVIDERS=json.dumps([PROVIDER]),
    )

    assert settings().name == "Zukunft"
    assert settings().database_url == "postgresql://h/d"
    (provider,) = settings().oidc_providers
    assert (provider.id, provider.scope) == ("a", "openid email profile")
    assert "client_secret=SecretStr('**********')" in repr(provider)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUB_PORT", "0"),
        ("HUB_LANGUAGE", "fr"),
        ("HUB_TIMEZONE", "Berlin"),
        ("HUB_SESSION_DAYS", "0"),
        ("HUB_PUBLIC_URL", "hub.example.org"),
        ("HUB_SIGN_IN_ATTEMPTS", "often"),
        ("HUB_OIDC_PROVIDERS", json.dumps([{**PROVIDER, "id": "With Blank"}])),
        ("HUB_OIDC_PROVIDERS", json.dumps([{**PROVIDER, "scope": "email"}])),
        ("HUB_OIDC_PROVIDERS", json.dumps([PROVIDER, PROVIDER])),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_hub_at_once(configure, name, value):
    configure(**{name: value})

    with pytest.raises(ValidationError):
        settings()
