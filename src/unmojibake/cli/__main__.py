"""Run the command line as `python -m unmojibake.cli`."""

from unmojibake.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
