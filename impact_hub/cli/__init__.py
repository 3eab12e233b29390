"""The command line: `impact-hub COMMAND`. Each command has a module of its own here.

A command's module is loaded when it is called, so that `impact-hub --help` is quick.
"""

from importlib import import_module

import click

# In the order of the help: name, module, what it does in half a line.
COMMANDS = {
    "serve": ("serving", "Serve the hub."),
    "build": ("building", "Build the pages, where something has changed."),
    "migrate": ("database", "Set up the database, or bring it up to date."),
    "demo": ("demo", "Load a made-up world to look at."),
    "create-admin": ("people", "Add a person who owns an organisation."),
    "import": ("importing", "Import a file of figures."),
    "export": ("exporting", "Write out the figures of an initiative."),
}


class _Commands(click.Group):
    """Finds commands by the table above; tells what goes wrong in one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"impact_hub.cli.{COMMANDS[cmd_name][0]}")
        return module.command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:  # whoever read the output has had enough
            raise
        except Exception as error:  # nobody wants to read tracebacks
            refusals = import_module("impact_hub.cli.refusals")
            raise refusals.in_a_sentence(error) from error


@click.group(cls=_Commands)
@click.version_option(package_name="impact-hub")
def main() -> None:
    """Impact Hub: organisations with one goal measure it together."""
