"""The command line (contract v1): the journeys without a window, for robots, batches and support."""

from app.cli.main import main

__all__ = ["main"]
