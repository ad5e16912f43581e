"""Which skills that a job asks for a CV's skills meet."""

from collections.abc import Iterable, Sequence

from logic.language.skill_names import canonical, is_similar


class Requirements:
    """The skills that a job asks for, in its order. Each distinct skill of a CV is compared with each of them once."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._wanted = wanted
        self._met: dict[str, tuple[str, ...]] = {}

    def met_by_one(self, name: str) -> tuple[str, ...]:
        """Requirements that a CV's skill resembles by at least 0.80, in the job's order."""
        key = canonical(name)
        if key not in self._met:
            self._met[key] = tuple(want for want in self._wanted if is_similar(key, want))
        return self._met[key]

    def met_by(self, names: Iterable[str]) -> frozenset[str]:
        """Requirements that any of some skills meets."""
        return frozenset(want for name in names for want in self.met_by_one(name))
