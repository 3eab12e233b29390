"""What is done to the built frontend before it is served."""

import re
from pathlib import Path

from reflex.plugins import Plugin

# Reflex writes the address that it was built for into one file.
BUILT_FOR = "http://localhost:3000"


class AnyAddress(Plugin):
    """Makes one build work on whichever address and port it is served."""

    def post_build(self, *, static_dir: Path, **_: object) -> None:
        """Let the browser find the server where the page itself came from."""
        for chunk in (static_dir / "assets").glob("reflex-env-*.js"):
            code = chunk.read_text("utf-8")
            code = code.replace(BUILT_FOR, "${location.origin}")
            sockets = re.escape(BUILT_FOR.replace("http", "ws"))
            code = re.sub(sockets, "${location.origin.replace(/^http/,`ws`)}", code)
            chunk.write_text(code, "utf-8")
