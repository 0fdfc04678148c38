"""`python -m newsgraph_cli` is `newsgraph`."""

from newsgraph_cli import main

if __name__ == "__main__":
    main()
