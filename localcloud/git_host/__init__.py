"""The local git remote: bare repositories whose push tells the server, and what reads commits from them."""

from localcloud.git_host.git_process import GitError, GitNotFoundError, execute_git
from localcloud.git_host.push_receiver import PushListener, PushReceiver
from localcloud.git_host.repositories import (
    Commit,
    InvalidRepositoryNameError,
    Repositories,
    Repository,
)

__all__ = [
    "Commit",
    "GitError",
    "GitNotFoundError",
    "InvalidRepositoryNameError",
    "PushListener",
    "PushReceiver",
    "Repositories",
    "Repository",
    "execute_git",
]
