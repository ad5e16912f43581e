"""Where everything lies: one checkout, one state folder, one port. The single place that knows paths below the state
folder.
"""

from __future__ import annotations

import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.cloud.project import Project
from localcloud.cli.cloud.start_switches import StartSwitches
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

DEFAULT_PORT = 4566
RECORD_FILE = "server.json"


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A checkout and the state folder that belongs to it.

    Attributes:
        project: the command line that works on it.
        checkout: the repository's root, absolute.
        state: the state folder, absolute; also the local cloud's own.
        port: the port asked for; 0 is any free one. The one in use stands in the server's record.
        switches: the conditions that a start of the cloud is asked for.
        choices: what a person says of an app that leaves it open.
    """

    project: Project
    checkout: Path
    state: Path
    port: int
    switches: StartSwitches = field(default_factory=StartSwitches)
    choices: AppChoices = field(default_factory=AppChoices)

    @classmethod
    def at(
        cls,
        project: Project,
        *,
        checkout: Path,
        state: Path | None,
        port: int,
        switches: StartSwitches | None = None,
        choices: AppChoices | None = None,
    ) -> Workspace:
        """The workspace of a checkout; without a state folder, the checkout's own."""
        root = checkout.resolve()
        return cls(
            project=project,
            checkout=root,
            state=(state or project.state_of(root)).resolve(),
            port=port,
            switches=switches or StartSwitches(),
            choices=choices or AppChoices(),
        )

    def command(self, arguments: str) -> str:
        """What to type for a further command on this state folder."""
        typed = f"{self.project.command} {arguments}"
        return typed if self._is_own else f"{typed} --state {shlex.quote(str(self.state))}"

    @property
    def _is_own(self) -> bool:
        return self.state == self.project.state_of(self.checkout).resolve()

    @property
    def toolchain(self) -> Path:
        """Made once per checkout and shared by every state folder, because it takes minutes and a network to make."""
        return self.project.state_of(self.checkout) / "toolchain"

    @property
    def marker(self) -> Path:
        return self.state / f"{self.project.state_folder}-state"

    @property
    def record(self) -> Path:
        return self.state / RECORD_FILE

    @property
    def lock(self) -> Path:
        return self.state / "up.lock"

    @property
    def shown_approval(self) -> Path:
        return self.state / "shown-approval.json"

    @property
    def server_lock(self) -> Path:
        """The server's own; it holds the server's process id."""
        return self.state / "server.lock"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def reports(self) -> Path:
        return self.state / "reports"

    @property
    def sources(self) -> Path:
        """Clean checkouts of the commits that `up` deployed the pipeline from."""
        return self.state / "sources"

    @property
    def assets_tools(self) -> Path:
        """What publishes assets in a pipeline's builds, by the version that they name."""
        return self.state / "assets-tools"

    @property
    def cdk_tools(self) -> Path:
        """Where the CDK's command line lies for a checkout that pins none."""
        return self.state / "cdk-tools"

    @property
    def kept_choices(self) -> Path:
        """What was chosen for this checkout before."""
        return self.state / "choices.json"

    @property
    def cdk_home(self) -> Path:
        return self.state / "cdk-home"

    @property
    def aws_config(self) -> Path:
        return self.state / "aws" / "config"

    @property
    def aws_credentials(self) -> Path:
        return self.state / "aws" / "credentials"

    def git_remote(self, repository: str) -> Path:
        """The bare repository that stands for `owner/name`."""
        return self.state / "git" / f"{repository}.git"

    def claim(self) -> bool:
        """Makes the state folder, or checks that it is one.

        Returns:
            True where nothing of a cloud was in it, so that an interrupted first start may remove what it made.

        Raises:
            CommandError: the folder holds something else.
        """
        content = [path for path in self.state.iterdir() if path != self.toolchain] if self.state.is_dir() else []
        if self.marker.exists():
            return not (self.state / "aws").exists()
        if content and not self._is_own:
            raise CommandError(
                f"{self.state} is not empty and is no state folder of a local cloud",
                exit_code=ExitCode.USAGE,
                remedy=f"name an empty or a new folder with --state or {self.project.variable('STATE')}",
            )
        self.state.mkdir(parents=True, exist_ok=True)
        text = f"State of a local cloud. `{self.project.program} down --purge` removes this folder's content.\n"
        self.marker.write_text(text, encoding="utf-8")
        return True

    def purge(self) -> None:
        """Removes everything that a cloud left in the state folder; what set-up made stays.

        Raises:
            CommandError: the folder is not one that `claim` made.
        """
        if not self.marker.exists():
            if self.state.exists():
                raise CommandError(
                    f"{self.state} is no state folder of a local cloud, so nothing in it was removed",
                    exit_code=ExitCode.USAGE,
                )
            return
        # The marker goes last: an interrupted purge can be repeated.
        for path in sorted(self.state.iterdir(), key=lambda path: path == self.marker):
            if path == self.toolchain:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        if not any(self.state.iterdir()):
            self.state.rmdir()
