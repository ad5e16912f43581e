"""The tailoring itself: what a handler may use of it is the service and the way to create one."""

from logic.composition import create_service
from logic.tailoring_service import TailoringService
from logic.writing.model.model_use import ModelUse

__all__ = ["ModelUse", "TailoringService", "create_service"]
