"""The way in: a command, or the window."""

import sys


def main() -> int:
    """Run ikanda-case with this process's arguments; return the exit code."""
    from ikanda_case.bootstrap.start import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
