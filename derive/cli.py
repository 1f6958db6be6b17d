"""The command line: which command, and what becomes of errors. Each command is a file in `derive/commands/`.

Exit codes: 0 every claim proved, defined or assumed; 1 something disproved, conditional or ill-typed; 2 bad usage or
unusable input; 3 something undecided or unread and nothing worse, or nothing to check; 4 internal error.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from typing import NoReturn

import click

from derive import __version__
from derive.commands.terminal import complain, complaint
from derive.lazy import loaded
from derive.source import DeriveError

# The order is that of `derive --help`, which must not load the mathematics: so each line stands here as well.
COMMANDS = {
    "check": "Say of every equation whether it holds.",
    "report": "Write HTML, LaTeX, Markdown, JSON and figures.",
    "explain": "What a fault is, a wrong example, the right one.",
    "list": "The known faults, functions, rules or contexts.",
    "replay": "Replay the proofs of a folder of certificates.",
}
UNUSABLE, INTERNAL, INTERRUPTED, BROKEN_PIPE = 2, 4, 130, 141
COLLECT = 100_000  # objects between collections: what is loaded stays, so looking for garbage in it is in vain


class LazyGroup(click.Group):
    """Commands that are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = loaded(f"derive.commands.{cmd_name}", "command")
        if not isinstance(command, click.Command):
            raise TypeError(f"derive.commands.{cmd_name} has no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all proved, defined or assumed; 1 something is wrong; 2 unusable input; "
    "3 something is undecided or unread, or there was nothing to check; 4 internal error.",
)
@click.version_option(__version__, prog_name="derive")
def cli() -> None:
    """Verify mathematical derivations: every equation is proved for all dimensions, or disproved with a witness."""


def main() -> NoReturn:
    gc.set_threshold(COLLECT)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of one call. An error in the program itself is code 4 with its traceback, never a verdict."""
    try:
        with cli.make_context("derive", arguments) as context:  # `cli.main` would make of a closed pipe exit code 1
            code = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        complain(usage(error))
        return UNUSABLE
    except DeriveError as error:
        complain(complaint(error))
        return UNUSABLE
    except BrokenPipeError:
        silence()
        return BROKEN_PIPE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception:  # the outermost boundary: Python would exit with 1, which means "disproved"
        complain(f"derive: internal error\n{traceback.format_exc()}")
        return INTERNAL
    return code if isinstance(code, int) else 0


def usage(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "derive"
    return f"{where}: error: {error.format_message()}\nTry '{where} --help'."


def silence() -> None:
    """Nobody reads standard output any more: what the interpreter flushes at its end goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
