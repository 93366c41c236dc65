"""`python -m circular`."""

from circular.cli import main

main()
