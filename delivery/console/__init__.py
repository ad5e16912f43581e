"""The pipeline in a browser: what runs, why it stopped, what a person is asked, what is deployed where.

It is served on loopback by `delivery console`, for one person, and reads and acts through AWS's own APIs alone, so that
it shows a pipeline on AWS with the code that shows the local one.
"""

from delivery.console.application import console_application
from delivery.console.server import ConsoleServer

__all__ = ["ConsoleServer", "console_application"]
