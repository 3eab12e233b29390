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
    "forms.needed": N_("Please fill this in."),
    "forms.not_usable": N_("This can't be used. Please check it."),
    "forms.at_least": N_("Please enter {least} or more."),
    "forms.at_most": N_("Please enter {most} or less."),
    "forms.too_long": N_("At most {most} characters fit; these are {n}."),
    "forms.changed_elsewhere": N_(
        "Somebody has changed this meanwhile. Nothing is saved yet, and what you have "
        "typed is still here. Please look at what differs, and save again."
    ),
    "forms.several_fields": N_("Some fields still need you. They are marked."),
    "calendar.ends_before_start": N_("The end is before the start."),
    "calendar.no_such_code": N_("“{raw}” is not a reporting period."),
}

UNKNOWN = N_("This did not work. Please try again, or tell whoever runs this hub.")
