"""Where Reflex is told by its environment, and what a build says of its own address.

Nothing of Reflex is imported here: the command line sets these before Reflex begins.
"""

import re

# Reflex serves what was built, and doesn't build it anew.
SERVE_WHAT_IS_BUILT = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
}

# It builds with npm, and tells nobody that it does.
BUILD_WITH_NPM = {"REFLEX_USE_NPM": "1", "REFLEX_TELEMETRY_ENABLED": "false"}

# Reflex writes the address that it was built for into one file of the build.
BUILT_FOR = "http://localhost:3000"
FILES_WITH_ADDRESS = "reflex-env-*.js"


def on_any_address(code: str) -> str:
    """The same file, finding the server where the page itself came from."""
    code = code.replace(BUILT_FOR, "${location.origin}")
    sockets = re.escape(BUILT_FOR.replace("http", "ws"))
    return re.sub(sockets, "${location.origin.replace(/^http/,`ws`)}", code)
