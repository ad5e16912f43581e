"""The accounts and regions that a deployment needs: each is looked at once, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass

from stages.settings import TOOLS, Settings


@dataclass(frozen=True, kw_only=True)
class Location:
    """An account in a region.

    Attributes:
        label: how a person knows it, such as ``tools`` or ``dev and prod in eu-west-1``.
        names: what the settings call its account here: ``tools``, environments.
    """

    label: str
    names: tuple[str, ...]
    account: str
    region: str

    @property
    def environment(self) -> str:
        """As the CDK writes it: ``aws://111111111111/us-east-1``."""
        return f"aws://{self.account}/{self.region}"


def locations(settings: Settings) -> tuple[Location, ...]:
    """Where the pipeline lies, where its artifacts are copied to, and where each environment lies; in this order."""
    names: dict[tuple[str, str], list[str]] = {}
    for region in (settings.region, *settings.replica_regions):
        names.setdefault((settings.tools_account, region), []).append(TOOLS)
    for name, place in settings.places.items():
        names.setdefault((place.account, place.region), []).append(name)
    return tuple(
        Location(
            label=" and ".join(found) + ("" if region == settings.region else f" in {region}"),
            names=tuple(found),
            account=account,
            region=region,
        )
        for (account, region), found in names.items()
    )
