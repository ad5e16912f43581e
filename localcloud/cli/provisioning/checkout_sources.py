"""Which of a pipeline's sources the checkout is, and where the others come from.

A pipeline may read several repositories, and a checkout is one of them. The others' checkouts are named by a person;
without them the first stage could only fail, so that is told before anything is deployed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.provisioning.existing.roles import ExistingRole
from localcloud.cli.provisioning.existing.values import ExistingValue
from localcloud.cli.provisioning.pipeline_source import PipelineSource
from localcloud.cli.provisioning.undecided import unserved
from localcloud.cli.source.source_commit import branch_head, push, read_head
from localcloud.cli.source.source_repository import ensure_repository


@dataclass(frozen=True, kw_only=True)
class CheckoutSources:
    """A pipeline's sources, each with the checkout that it is served from.

    Attributes:
        own: the one that this command's checkout is.
        others: the rest, with the folder of the checkout of each.
        existing: what else the pipeline's stack reads of the account.
        roles: what it and those of its stages name there.
    """

    own: PipelineSource
    others: tuple[tuple[PipelineSource, Path], ...] = ()
    existing: tuple[ExistingValue, ...] = ()
    roles: tuple[ExistingRole, ...] = ()

    def provide(self, cloud: LocalCloud) -> tuple[str, ...]:
        """Makes what has to be there before the pipeline is, and pushes the others' commits.

        Returns:
            A line for each thing made or pushed.

        Raises:
            CommandError: another's folder is no checkout with a commit, or git refused.
        """
        lines = list(self.own.provide(cloud))
        for value in self.existing:
            if value.make(cloud):
                reader = value.stack or "the pipeline's stack"
                lines.append(f"made the {value.kind} {value.name}, which {reader} reads: {value.value}")
        lines += [role.line for role in self.roles if role.make(cloud)]
        for source, folder in self.others:
            lines += source.provide(cloud)
            commit, remote = read_head(folder), cloud.workspace.git_remote(source.repository)
            ensure_repository(cloud, source.repository)
            if branch_head(remote, branch=source.branch) != commit.sha:
                push(folder, sha=commit.sha, remote=remote, branch=source.branch)
                lines.append(f'pushed {commit.short} "{commit.subject}" to {source.repository}@{source.branch}')
        return tuple(lines)


def checkout_sources(
    sources: Mapping[str, PipelineSource], *, checkout: Path, folders: Mapping[str, str]
) -> CheckoutSources:
    """Gives each source its checkout.

    Args:
        sources: by the names of their actions.
        folders: by such a name, the folder of a checkout that is not this one.

    Raises:
        CommandError: a source has no checkout, or a folder is for none.
    """
    unknown = sorted(folders.keys() - sources.keys())
    if unknown:
        raise unserved(f"the pipeline has no source {unknown[0]}", remedy=f"its sources are {', '.join(sources)}")
    left = {name: source for name, source in sources.items() if name not in folders}
    if not left and sources:
        raise unserved(
            f"this checkout is none of the pipeline's sources: --source names another for {' and '.join(sources)}",
            remedy="leave out the one that this checkout is, or call this in the checkout of one of them",
        )
    # A repository with code of its own needs no checkout: it is one only where nothing else is.
    own_code = [source for source in left.values() if source.has_own_code]
    if own_code and len(own_code) == len(left):
        left = dict([next(iter(left.items()))])
    else:
        left = {name: source for name, source in left.items() if not source.has_own_code}
    repositories = {source.repository for source in left.values()}
    if len(repositories) != 1:
        listed = ", ".join(f"{name} of {source.repository}" for name, source in sources.items())
        named = " ".join(f"--source {name}=FOLDER" for name in list(sources)[1:])
        raise unserved(
            f"the pipeline has {len(sources)} sources ({listed}), and this checkout can be one of them",
            remedy=f"name the folder of the others' checkouts, such as {named}",
        )
    own, *same = left.values()
    others = [(source, checkout) for source in same]
    others += [(sources[name], Path(folder).expanduser().resolve()) for name, folder in folders.items()]
    for name, source in sources.items():
        if source.is_object and source is not own:
            raise unserved(
                f"the pipeline reads {name} from a bucket besides its other sources",
                remedy="a source in a bucket is served where it is the checkout's own",
            )
    for _, folder in others:
        read_head(folder)
    return CheckoutSources(own=own, others=tuple(others))
