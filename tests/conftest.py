"""What holds for all tests."""

import signal


def pytest_configure() -> None:
    """A shell that starts tests in the background has them, and all that they start, deaf to Ctrl-C; some send it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
