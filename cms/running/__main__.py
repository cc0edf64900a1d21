"""Start Assay in the foreground: `python -m cms.running`, or better `make run`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

import environ

from cms.running.children import end_with_parent
from cms.running.claims import check_port_is_free, claimed_checkout
from cms.running.configuration import configuration_from
from cms.running.errors import CannotStart
from cms.running.reporting import complain
from cms.running.supervising import run_to_the_end

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Return the exit code: 0 ended as asked, 1 a part gave up, 2 the port or the checkout is in use."""
    arguments = argparse.ArgumentParser(prog="cms.running", description=__doc__)
    arguments.add_argument(
        "--end-with-parent", action="store_true", help="end when the caller (make) is killed"
    )
    if arguments.parse_args().end_with_parent:
        _end_with_caller()
    environ.Env.read_env(ROOT / ".env")
    try:
        configuration = configuration_from(os.environ, ROOT)
        (configuration.var / "static").mkdir(parents=True, exist_ok=True)
        with claimed_checkout(configuration.var, configuration.address):
            check_port_is_free(configuration.host, configuration.port)
            run_to_the_end(configuration)
    except CannotStart as reason:
        complain(str(reason))
        return reason.code
    except OSError as trouble:
        complain(f"Cannot start: {trouble}")
        return 1
    return 0


def _end_with_caller() -> None:
    caller = os.getppid()
    follow = end_with_parent(signal.SIGTERM, parent=caller)
    if follow:
        follow()


if __name__ == "__main__":
    sys.exit(main())
