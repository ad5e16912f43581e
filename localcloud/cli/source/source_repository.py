"""Makes the local git remote that stands for the settings' repository, with the hook that tells the local cloud of a
push.
"""

from __future__ import annotations

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode


def ensure_repository(cloud: LocalCloud, repository: str = "") -> None:
    """Makes a repository, that of the settings where none is named, where there is none.

    Raises:
        CommandError: its name is not one that a folder can have, or git failed.
    """
    # The local cloud's own code, which takes a moment to import and which only this needs.
    from localcloud.git_host import GitError, InvalidRepositoryNameError, Repositories

    try:
        Repositories(cloud.workspace.state).ensure(repository or cloud.settings.repository)
    except InvalidRepositoryNameError as error:
        raise CommandError(str(error), exit_code=ExitCode.USAGE, remedy="put it right in cdk.json") from None
    except GitError as error:
        problem = f"the local git remote could not be made: {error}"
        raise CommandError(problem, exit_code=ExitCode.STEP_FAILED) from None
