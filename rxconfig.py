"""Reflex's entry: names and plugins. Values come from impact_hub.config."""

import reflex as rx

from impact_hub.config import settings
from impact_hub.ui.build import AnyAddress

config = rx.Config(
    app_name="impact_hub",
    # The build is served on any address and port, see AnyAddress.
    frontend_port=3000,
    backend_port=3000,
    cors_allowed_origins=settings().origins,
    state_manager_mode="memory",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_compression_formats=["gzip"],
    plugins=[AnyAddress()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
