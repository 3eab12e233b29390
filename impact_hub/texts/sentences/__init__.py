"""What a person reads for each code: refusals, and what was done. English here."""

from impact_hub.texts import N_
from impact_hub.texts.sentences import basics, commands, exchange, rooms

SENTENCES: dict[str, str] = {
    **basics.SENTENCES,
    **rooms.SENTENCES,
    **exchange.SENTENCES,
    **commands.SENTENCES,
}

UNKNOWN = N_("This did not work. Please try again, or tell whoever runs this hub.")
