"""Runs a command and turns every way it can end into an exit code and, at most, two lines on stderr."""

from __future__ import annotations

import _thread
import errno
import signal
import sys
import threading
from typing import Any

import click

from circular.cli.console import let_go, settle
from circular.cli.speak import say, tongue
from circular.faults import Fault
from circular.written import disk_words

FALLS_SHORT = 1
NOT_JUDGED = 2
_AGAIN = 0.02
"""Seconds after which a Ctrl-C that was swallowed strikes again."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def run(command: click.Command, arguments: list[str] | None = None) -> int:
    """Exit code of the run: 0 holds, 1 falls short, 2 could not be judged."""
    debug = "--debug" in (sys.argv[1:] if arguments is None else arguments)
    settle()
    _listen_to_ctrl_c()
    try:
        result = command.main(args=arguments, prog_name="circular", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.UsageError as error:
        error.show()
        return NOT_JUDGED
    except click.ClickException as error:
        error.show()
        return NOT_JUDGED
    except Fault as fault:
        if debug:
            raise
        click.echo(fault.told(tongue()), err=True)
        return NOT_JUDGED
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("Afbrudt.", "Interrupted."), err=True)
        return NOT_JUDGED
    except (BrokenPipeError, SystemExit):  # click makes the second of the first
        let_go(sys.stdout)
        return NOT_JUDGED
    except Exception as error:
        if debug:
            raise
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            let_go(sys.stdout)
            da, en = disk_words(error)
            click.echo(say(f"resultatet kunne ikke skrives: {da}", f"the result could not be written: {en}"), err=True)
            return NOT_JUDGED
        click.echo(
            say(
                f"Uventet fejl: {type(error).__name__}: {error}\nhint: kør igen med `circular --debug …` og send sporet med fejlmeldingen",
                f"Unexpected error: {type(error).__name__}: {error}\nhint: run again with `circular --debug …` and send the trace along",
            ),
            err=True,
        )
        return NOT_JUDGED


def _listen_to_ctrl_c() -> None:
    """Have Ctrl-C raised as KeyboardInterrupt, where nobody has settled it otherwise."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _ignored


def _ignored(what: Any) -> None:
    """Ctrl-C in a finaliser or in a callback of the import machinery, which Python can only ignore, strikes once more."""
    if issubclass(what.exc_type, KeyboardInterrupt):
        again = threading.Timer(_AGAIN, _thread.interrupt_main)
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(what)


def over() -> None:
    """The answer is given: from now on Ctrl-C ends the process without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
