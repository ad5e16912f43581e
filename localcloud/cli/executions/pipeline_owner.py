"""Where a pipeline is: in the local cloud, or in an account on AWS."""

from __future__ import annotations

from typing import Any, Protocol


class PipelineOwner(Protocol):
    """What the commands on a pipeline need to know of its place."""

    @property
    def pipeline_name(self) -> str:
        """Its name."""

    @property
    def place(self) -> str:
        """What tells this place from every other one that the same state folder is used for."""

    @property
    def report_command(self) -> str:
        """What to type for an execution's reports; empty where there is nothing."""

    @property
    def logs_command(self) -> str:
        """What to type for the whole log of a build; empty where there is nothing."""

    def client(self, service: str, *, account: str = "", region: str = "") -> Any:
        """A boto3 client, of the pipeline's own account and region where no other is named."""

    def command(self, arguments: str) -> str:
        """What to type for a further command on the same pipeline."""
