"""What is done to the built frontend before it is served."""

from pathlib import Path

from reflex.plugins import Plugin

from impact_hub.ui.reflex_internals import switches


class AnyAddress(Plugin):
    """Makes one build work on whichever address and port it is served."""

    def post_build(self, *, static_dir: Path, **_: object) -> None:
        """Let the browser find the server where the page itself came from."""
        for chunk in (static_dir / "assets").glob(switches.FILES_WITH_ADDRESS):
            code = chunk.read_text("utf-8")
            chunk.write_text(switches.on_any_address(code), "utf-8")
