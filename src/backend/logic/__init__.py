"""The tailoring itself: what a handler may use of it is the service and the way to create one."""

from logic.composition import create_service
from logic.model_use import ModelUse
from logic.tailoring_service import TailoringService

__all__ = ["ModelUse", "TailoringService", "create_service"]
