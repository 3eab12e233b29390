"""What the demo world says."""

from impact_hub.texts import N_

SENTENCES = {
    "demo.hub_in_use": N_(
        "People use this hub already. The demo world is for a hub of its own: "
        "everybody knows its passwords."
    ),
}
