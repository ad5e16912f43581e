"""The local git remote: bare repositories whose push tells the server, and what reads commits from them."""

from localcloud.git_host.push_receiver import PushListener, PushReceiver
from localcloud.git_host.repositories import (
    Commit,
    GitError,
    InvalidRepositoryNameError,
    Repositories,
    Repository,
)

__all__ = [
    "Commit",
    "GitError",
    "InvalidRepositoryNameError",
    "PushListener",
    "PushReceiver",
    "Repositories",
    "Repository",
]
