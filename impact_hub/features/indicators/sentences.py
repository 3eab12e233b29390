"""What a person reads for each of this room's codes."""

from impact_hub.texts import N_

SENTENCES = {
    "indicators.retired": N_("It is asked for no longer. What was reported stays."),
    "indicators.no_such_indicator": N_("This indicator does not exist."),
    "indicators.no_such_dimension": N_("This way to split does not exist."),
    "indicators.no_such_category": N_("This category does not exist."),
    "indicators.no_such_cell": N_("“{raw}” is not a category of this indicator."),
    "indicators.not_a_number": N_("“{raw}” is not a number. Please write 42 or 1.5."),
    "indicators.number_too_large": N_("This number is too large to be right."),
    "indicators.too_many_decimals": N_(
        "No more than {most} decimals are kept. Please round this number."
    ),
    "indicators.code_taken": N_("There is an indicator “{taken}” already."),
    "indicators.kind_is_fixed": N_(
        "The kind of an indicator can't be changed. Please make a new indicator."
    ),
    "indicators.currency_needed": N_("Please enter a currency, such as EUR."),
    "indicators.over_time_not_for_kind": N_(
        "Figures of this kind don't add up over time in this way."
    ),
    "indicators.over_partners_not_for_kind": N_(
        "Figures of this kind don't add up over partners in this way."
    ),
    "indicators.categories_needed": N_("Please enter at least one category."),
    "indicators.categories_differ": N_(
        "Please write the same categories in every language, one a line."
    ),
    "indicators.not_splittable": N_("Figures of this kind can't be split."),
    "indicators.sum_of_no_categories": N_(
        "A total can only be the sum of categories where there are categories."
    ),
    "indicators.levels_needed": N_("Please enter the levels, the lowest first."),
    "indicators.no_targets_for_kind": N_("Figures of this kind have no targets."),
    "indicators.has_figures": N_(
        "There are figures of this indicator. It can be retired, not deleted."
    ),
    "indicators.dimension_in_use": N_(
        "Indicators are split by it. Please take it out of them first."
    ),
    "indicators.dimension_has_figures": N_(
        "Figures stand under its categories, so it stays. Where no indicator is split "
        "by it, nobody is asked for it."
    ),
    "indicators.both_have_figures": N_(
        "Both have a figure for “{title}” in the same update, and these can't be "
        "added: it would be unclear which one is right."
    ),
    "indicators.crossed_with_each_other": N_(
        "These two are crossed with each other, so they can't become one."
    ),
    "indicators.levels_are_no_categories": N_(
        "Levels in order, and categories without one, can't become one."
    ),
    "indicators.category_kept": N_(
        "It is asked for no longer. Figures stand under it, so they are kept."
    ),
    "indicators.two_targets_on_a_day": N_("There are two targets for the same day."),
}
