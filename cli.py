"""Run `circular` from a checkout: `python cli.py check PATH`."""

from circular.cli import main

if __name__ == "__main__":
    main()
