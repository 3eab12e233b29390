"""What is the same everywhere: things done, forms, days."""

from impact_hub.texts import N_

SENTENCES = {
    "done.saved": N_("Saved."),
    "done.removed": N_("Removed."),
    "rest.not_usable": N_("“{name}” is missing, or its value can't be used."),
    "forms.choose_one": N_("Please choose one."),
    "forms.day_needed": N_("Please enter a date."),
    "forms.not_a_day": N_("This is not a date."),
    "forms.not_a_whole_number": N_("Please enter a whole number."),
    "forms.no_such_thing": N_("This does not exist any more."),
    "forms.several_fields": N_("Some fields still need you. They are marked."),
    "calendar.ends_before_start": N_("The end is before the start."),
    "calendar.no_such_code": N_("“{raw}” is not a reporting period."),
}

UNKNOWN = N_("This did not work. Please try again, or tell whoever runs this hub.")
