"""An own PostgreSQL for development and tests, from the binaries that come in a wheel.

It listens on 127.0.0.1 with a password only: no socket file, so a path with a space is no problem.
PostgreSQL refuses to run as root: started by root it runs as `nobody`, and its data lie outside the checkout.
"""

from cms.localpg.connection import Connection, recorded_url
from cms.localpg.errors import PostgresFailed
from cms.localpg.server import FAST, LocalPostgres

__all__ = ["FAST", "Connection", "LocalPostgres", "PostgresFailed", "recorded_url"]
