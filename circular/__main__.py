"""`python -m circular`."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the program runs, Ctrl-C ends it without a traceback

from circular.cli import main  # noqa: E402

main()
