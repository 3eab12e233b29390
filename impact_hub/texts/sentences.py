"""What a person reads for each code: refusals, and what was done. English here."""

from impact_hub.texts import N_

SENTENCES: dict[str, str] = {
    # what was done
    "done.saved": N_("Saved."),
    "done.removed": N_("Removed."),
    "organisations.withdrawn": N_("The invitation is withdrawn."),
    "organisations.joined": N_("You belong to {name} now."),
    "indicators.retired": N_("It is asked for no longer. What was reported stays."),
    "reporting.submitted": N_("Submitted. Thank you!"),
    "reporting.taken_back": N_("The update is yours again."),
    "reporting.approved": N_("Approved. The figures count from now on."),
    "reporting.returned": N_("Returned to the partner, with your reason."),
    "reporting.period_opened": N_("The period is there. Partners see it at once."),
    "reporting.period_closed": N_("The period is closed."),
    "initiatives.opened": N_("The initiative is public now."),
    "initiatives.closed": N_("The initiative is not public any more."),
    # forms
    "forms.choose_one": N_("Please choose one."),
    "forms.day_needed": N_("Please enter a date."),
    "forms.not_a_day": N_("This is not a date."),
    "forms.not_a_whole_number": N_("Please enter a whole number."),
    "forms.no_such_thing": N_("This does not exist any more."),
    "forms.several_fields": N_("Some fields still need you. They are marked."),
    # identity
    "identity.signed_out": N_(
        "You are not signed in any more. What you have typed stays here."
    ),
    "identity.may_not": N_("You don't have the right to do this."),
    "identity.wrong_password": N_("E-mail address and password don't match."),
    "identity.too_many_attempts": N_(
        "Too many attempts. Please wait a quarter of an hour and try again."
    ),
    "identity.password_length": N_("Please choose at least {least} characters."),
    "identity.password_changed": N_(
        "Your password is changed. Other browsers are signed out."
    ),
    "identity.renamed": N_("Your name is saved."),
    "identity.not_an_email": N_("This is not an e-mail address."),
    "identity.email_taken": N_(
        "Somebody with this e-mail address has an account here. Please sign in with it."
    ),
    "identity.email_not_verified": N_(
        "The sign-in service has not confirmed your e-mail address yet."
    ),
    "identity.email_not_told": N_(
        "The sign-in service has not passed on your e-mail address. A new account "
        "needs it."
    ),
    "identity.sign_in_expired": N_(
        "Signing in took too long, or went on in another window. Please try again."
    ),
    "identity.sign_in_declined": N_("Signing in with {provider} was cancelled."),
    "identity.provider_failed": N_(
        "Signing in with {provider} did not work. Please try again."
    ),
    "identity.no_such_provider": N_("This hub does not know this sign-in service."),
    "identity.name_needed": N_("Please enter a name."),
    "identity.no_such_language": N_("This language is not available."),
    "identity.no_such_person": N_("This person does not exist any more."),
    "identity.no_such_address": N_("Nobody here has the e-mail address {email}."),
    "identity.other_site": N_("This form came from another website and was not used."),
    # the calendar
    "calendar.ends_before_start": N_("The end is before the start."),
    "calendar.no_such_code": N_("“{raw}” is not a reporting period."),
    # organisations
    "organisations.name_needed": N_("Please enter the organisation's name."),
    "organisations.not_a_website": N_("A web address begins with https://"),
    "organisations.no_such_organisation": N_("This organisation does not exist."),
    "organisations.no_such_member": N_("This person is not a member any more."),
    "organisations.last_owner": N_(
        "An organisation needs an owner. Please make somebody else owner first."
    ),
    "organisations.has_members": N_(
        "This organisation has members already. Its owners invite further people."
    ),
    "organisations.no_such_invitation": N_(
        "This invitation does not exist. Perhaps the link is not complete."
    ),
    "organisations.invitation_accepted": N_("This invitation has been used already."),
    "organisations.invitation_withdrawn": N_("This invitation has been withdrawn."),
    "organisations.invitation_expired": N_(
        "This invitation has expired. Please ask for a new one."
    ),
    # initiatives
    "initiatives.no_such_initiative": N_("This initiative does not exist."),
    "initiatives.no_such_participation": N_(
        "This organisation does not take part in the initiative."
    ),
    "initiatives.takes_part_already": N_("This organisation takes part already."),
    "initiatives.not_yours_to_add": N_(
        "You can only add organisations that you belong to. Invite the others."
    ),
    "initiatives.language_needed": N_("Please choose at least one language."),
    "initiatives.words_needed": N_("Please fill this in."),
    "initiatives.threshold": N_("Please choose a number from 1 to {most}."),
    # impact logic
    "impact_logic.no_such_step": N_("The stairs have the steps 0 to 7."),
    "impact_logic.no_such_result": N_("This result does not exist any more."),
    "impact_logic.no_such_link": N_("This link does not exist any more."),
    "impact_logic.link_leads_down": N_(
        "A result leads to one on the same step or on a higher one."
    ),
    "impact_logic.link_to_itself": N_("A result does not lead to itself."),
    "impact_logic.link_exists": N_("These two results are linked already."),
    # indicators
    "indicators.no_such_indicator": N_("This indicator does not exist."),
    "indicators.no_such_dimension": N_("This way to split does not exist."),
    "indicators.no_such_category": N_("This category does not exist."),
    "indicators.no_such_cell": N_("“{raw}” is not a category of this indicator."),
    "indicators.not_a_number": N_("“{raw}” is not a number. Please write 42 or 1.5."),
    "indicators.number_too_large": N_("This number is too large to be right."),
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
    "indicators.two_targets_on_a_day": N_("There are two targets for the same day."),
    # reporting
    "reporting.no_such_period": N_("This reporting period does not exist any more."),
    "reporting.no_such_update": N_("This update does not exist."),
    "reporting.due_before_open": N_("The deadline is before the opening."),
    "reporting.not_in_rhythm": N_(
        "The period does not fit the rhythm. Please choose a whole one."
    ),
    "reporting.period_overlaps": N_(
        "There is a period from {starts} to {ends} already. They would overlap."
    ),
    "reporting.period_has_updates": N_(
        "There are updates for this period. It can be closed, but not removed."
    ),
    "reporting.move": N_("This is not possible any more: the update has moved on."),
    "reporting.changed_elsewhere": N_(
        "This update was changed in another window in the meantime. Nothing was "
        "overwritten. Please reload the page: what you typed stays here."
    ),
    "reporting.nothing_asked": N_("There is nothing to submit for this period."),
    "reporting.read_only": N_("You can read this update, but not write in it."),
    "reporting.locked_not_open_yet": N_(
        "This period is not open yet. {backbone} opens it."
    ),
    "reporting.locked_closed": N_("This period is closed. {backbone} can reopen it."),
    "reporting.locked_in_review": N_(
        "This update is submitted. Take it back to change it."
    ),
    "reporting.locked_approved": N_(
        "This update is approved. {backbone} can return it for a correction."
    ),
    "reporting.figure_or_reason": N_(
        "Please enter a figure, or say why there is none."
    ),
    "reporting.negative_count": N_("A count can't be below zero."),
    "reporting.not_a_whole_number": N_("Please enter a whole number."),
    "reporting.neither_yes_nor_no": N_("Please answer yes or no."),
    "reporting.half_a_ratio": N_("Both numbers are needed: how many, and of how many."),
    "reporting.denominator_zero": N_(
        "Of none, there can't be any. Please check both numbers."
    ),
    "reporting.categories_above_total": N_(
        "The categories add up to {categories}: more than the total of {total}."
    ),
    "reporting.reason_needed": N_("Please say what should be corrected."),
    "reporting.taken_meanwhile": N_(
        "Somebody has changed the same updates in the meantime. Nothing was imported. "
        "Please try again."
    ),
    # exchange
    "exchange.file_missing": N_("Please choose a file."),
    "exchange.file_too_large": N_("This file is larger than {most} megabytes."),
    "exchange.file_empty": N_("This file is empty."),
    "exchange.file_is_workbook": N_(
        "This is an Excel or LibreOffice workbook. Please save it as CSV and choose "
        "that file."
    ),
    "exchange.file_is_pdf": N_(
        "This is a PDF. Figures can be read from CSV files only."
    ),
    "exchange.file_is_web_page": N_(
        "This is a web page or an XML file, not a table. Please download the CSV file "
        "itself."
    ),
    "exchange.file_not_text": N_(
        "This file is not a text file. Please save the table as CSV."
    ),
    "exchange.no_header": N_(
        "Line {line} should hold the names of the columns, but it has no words."
    ),
    "exchange.no_rows": N_("There is nothing below the names of the columns."),
    "exchange.lines_above_header": N_(
        "The file begins with a heading in line {line}. The table seems to begin in "
        "line {header}: please delete the lines above it."
    ),
    "exchange.column_without_name": N_(
        "Column {number} has no name, but there is something in it in line {line}."
    ),
    "exchange.duplicate_columns": N_(
        "These columns stand for the same thing: {columns}. Please keep only one."
    ),
    "exchange.unreadable_line": N_(
        "The file can't be read from line {line} on. Perhaps a quotation mark is "
        "missing there."
    ),
    "exchange.quote_not_closed": N_("A quotation mark in line {line} is never closed."),
    "exchange.row_too_long": N_(
        "This row has {found} cells, but the table has {expected} columns."
    ),
    "exchange.unknown_format": N_(
        "The columns don't fit. Expected are either {own}, or at least {open_sdg}. "
        "The file has {found}."
    ),
    "exchange.column_missing": N_("The column “{column}” is missing."),
    "exchange.column_unknown": N_(
        "The column “{column}” is not known. Expected are {expected}."
    ),
    "exchange.year_missing": N_("The year is missing."),
    "exchange.year_unknown": N_(
        "It is not clear which time “{raw}” stands for. Please write it like 2024, "
        "2024/25, 2024-Q1 or 2024-03."
    ),
    "exchange.row_contradicts": N_(
        "This row says something other than line {first}, for the same time and the "
        "same categories."
    ),
    "exchange.thousands_or_decimals": N_(
        "Is “{raw}” a number with decimals or one in the thousands? It was read with "
        "“{decimal}” as the decimal sign. Please check."
    ),
    "exchange.cell_missing": N_("Something has to stand here."),
    "exchange.not_a_plain_number": N_(
        "“{raw}” is not a plain number. Please write 1234.5, without thousands signs."
    ),
    "exchange.not_one_of": N_(
        "“{raw}” is not possible here. Possible are: {expected}."
    ),
    "exchange.half_a_ratio": N_(
        "A ratio needs both numerator and denominator. This one is missing."
    ),
    "exchange.value_and_ratio": N_(
        "Either a value or numerator and denominator, not both."
    ),
    "exchange.figure_and_reason": N_(
        "There is a figure, so there can't be a reason for a missing one."
    ),
    "exchange.metadata_not_yaml": N_(
        "The description can't be read: something is wrong in line {line}."
    ),
    "exchange.metadata_without_keys": N_(
        "No description of an indicator was found in this file."
    ),
    "exchange.metadata_too_long": N_(
        "The description is too long: at most {most} characters."
    ),
    "exchange.no_such_indicator": N_(
        "There is no indicator “{raw}” in this initiative. Please define it first."
    ),
    "exchange.no_such_partner": N_(
        "“{raw}” does not take part in this initiative as a partner."
    ),
    "exchange.no_such_category": N_("This indicator has no category “{raw}”."),
    "exchange.ratio_needed": N_(
        "This indicator is a ratio: it needs numerator and denominator, not a value."
    ),
    "exchange.value_needed": N_(
        "This indicator needs a value, not numerator and denominator."
    ),
    "exchange.other_rhythm": N_(
        "This indicator is reported in another rhythm: “{raw}” is none of its periods."
    ),
    "exchange.total_not_sum": N_(
        "The total of this indicator is the sum of its categories, {categories}. Here "
        "stands {total}."
    ),
    "exchange.total_without_categories": N_(
        "The total of this indicator is the sum of its categories, but there are none."
    ),
    "exchange.status_contradicts": N_(
        "All rows of a partner for a period have one status. In line {first} it is "
        "“{raw}”."
    ),
    "exchange.update_not_approved": N_(
        "The partner's update for this period is not approved yet. Statistics can be "
        "added when it is."
    ),
    "exchange.partner_needed": N_("Please choose whose figures these are."),
    "exchange.source_needed": N_("Please say where these figures come from."),
    "exchange.licence_needed": N_(
        "Please say under which licence these figures may be used."
    ),
    "exchange.not_an_address": N_("A web address begins with https://"),
    "exchange.not_for_statistics": N_(
        "The indicator “{raw}” does not take these figures: it is no statistic, or has "
        "another rhythm."
    ),
    "exchange.code_means_other": N_(
        "There is an indicator “{taken}” already, with another title, unit or rhythm. "
        "These figures become “{becomes}”."
    ),
    "exchange.refused": N_(
        "Nothing was imported. Please look at what is marked ({n}) and try again."
    ),
    "exchange.done": N_("The figures are imported."),
    "exchange.nothing_new": N_("Everything in this file is in the hub already."),
    # the command line
    "cli.values": N_(
        "{rows} rows: {added} values are new, {changed} change, {unchanged} stay, "
        "{empty} are empty."
    ),
    "cli.updates": N_("Updates that change or are new: {n}"),
    "cli.new_indicator": N_("New indicator: {short} ({title})"),
    "cli.new_dimension": N_("New way to split: {short} ({title})"),
    "cli.new_categories": N_("New categories: {n}"),
    "cli.new_periods": N_("New periods: {periods}"),
    "cli.problem": N_("Line {line}, column “{column}”: {message}"),
    "cli.problem_in_line": N_("Line {line}: {message}"),
    "cli.more_problems": N_("… and {n} more."),
    "cli.doubt": N_("Please check: {problem}"),
    "cli.dry_run": N_("This was only a trial: nothing was changed."),
    "cli.exported": N_("{n} values are in {file}."),
    "cli.migrated": N_("The database is up to date."),
    "cli.demo_quarter": N_("The demo world: {period} …"),
    "cli.demo_loaded": N_(
        "The demo world is loaded. One initiative in it is made up, one shows real "
        "public figures."
    ),
    "cli.demo_there": N_("The demo world is there already. Nothing was changed."),
    "cli.demo_people": N_("These people can sign in, all with “{password}”:"),
    "cli.ask_password": N_("Password"),
    "cli.ask_again": N_("The same password again"),
    "cli.admin_created": N_("{name} can sign in now and owns {organisation}."),
    "cli.no_such_file": N_("{file} does not exist."),
    "cli.no_access": N_("{file} can't be opened: you don't have the right to."),
    "cli.file_failed": N_("{file} can't be used: {why}"),
    "cli.disk_full": N_("The disk is full. Nothing was changed."),
    "cli.not_migrated": N_(
        "The database is not set up, or not up to date. Please run: impact-hub migrate"
    ),
    "cli.no_database": N_("The database does not answer: {why}"),
    "cli.building": N_("Building the pages (about half a minute) …"),
    "cli.build_failed": N_("The pages could not be built. All that was said: {file}"),
    "cli.no_node": N_("Node is missing. Please run: make serve"),
    "cli.starting": N_("Starting …"),
    "cli.waiting": N_("The database does not answer yet."),
    "cli.ready": N_("Ready: {address} (Ctrl-C stops it)"),
    "cli.port_taken": N_(
        "Port {port} is in use. Stop what runs there, or take another: HUB_PORT=3001"
    ),
    "cli.port_not_allowed": N_(
        "You don't have the right to use port {port}. "
        "Take one above 1023: HUB_PORT=3000"
    ),
    "cli.address_failed": N_("The server can't listen on {host}:{port}: {why}"),
    "cli.setting": N_("The setting {name} can't be used: {why}"),
}

UNKNOWN = N_("This did not work. Please try again, or tell whoever runs this hub.")
