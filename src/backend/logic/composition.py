"""Which engine and which stores the service of an environment works with: decided once, at cold start."""

from dal import open_stores
from logic.drafting import Drafting
from logic.extractive_engine import ExtractiveEngine
from logic.tailoring_service import TailoringService
from models.settings import Settings, SettingsError


def drafting_for(settings: Settings) -> Drafting:
    """The engine that the settings name.

    Raises:
        SettingsError: this build does not have that engine.
    """
    if settings.engine != "extractive":
        raise SettingsError(
            f"TAILORING_ENGINE is {settings.engine!r}, which this build does not have: set it to 'extractive'."
        )
    return Drafting(engine=ExtractiveEngine())


def create_service(settings: Settings) -> TailoringService:
    """The service of one environment, ready for requests."""
    drafting = drafting_for(settings)
    return TailoringService(stores=open_stores(settings), drafting=drafting)
