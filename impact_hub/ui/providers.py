"""Ways to sign in that are not this hub's own."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import reflex as rx

from impact_hub.config import settings
from impact_hub.ui.layout import section
from impact_hub.ui.text import t


@dataclass(frozen=True)
class ProviderItem:
    """A way to sign in elsewhere."""

    href: str
    name: str


def provider_items(way_back: str) -> list[ProviderItem]:
    """Every provider of the settings; each leads back to where the person was."""
    back = quote(way_back, safe="/")
    return [
        ProviderItem(f"/auth/oidc/{each.id}?next={back}", each.name)
        for each in settings().oidc_providers
    ]


def provider_section(items: Any) -> rx.Component:
    """A part of a page with a link for each of them, where there is one at all."""
    links = rx.el.div(rx.foreach(items, _link), class_name="row")
    return rx.cond(items, section(t("Or sign in with"), links))


def _link(item: ProviderItem) -> rx.Component:
    return rx.el.a(
        item.name,
        href=item.href,
        class_name="button quiet",
        custom_attrs={"reloadDocument": True},
    )
