"""What the command line says."""

from impact_hub.texts import N_

SENTENCES = {
    "cli.values": N_(
        "{rows} rows: {added} new, {changed} changed, {unchanged} unchanged, {blank} "
        "blank, {removed} that take a figure out, {repeated} repeated."
    ),
    "cli.summed": N_("Totals that are added up anew: {n}"),
    "cli.updates": N_("Updates that change or are new: {n}"),
    "cli.new_indicator": N_("New indicator: {short} ({title})"),
    "cli.new_dimension": N_("New way to split: {short} ({title})"),
    "cli.new_categories": N_("New categories: {n}"),
    "cli.new_areas": N_("Categories that get the code of their area: {n}"),
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
    "cli.other_database": N_(
        "This database was made by another version of the hub, which this one can't "
        "bring up to date. Please take an empty one (DATABASE_URL or HUB_DATA_DIR)."
    ),
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
