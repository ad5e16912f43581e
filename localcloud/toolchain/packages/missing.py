"""Why a package cannot be had."""


class NotThereError(Exception):
    """The registry answers that it has no such thing."""


class UnreachableError(Exception):
    """The registry does not answer: there is no network, it is ill, or nothing says where it is."""
