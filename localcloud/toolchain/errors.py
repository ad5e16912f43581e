"""The one error of this room, apart from everything that raises it."""


class ToolchainError(Exception):
    """The toolchain cannot be prepared or used; the message says what to do."""
