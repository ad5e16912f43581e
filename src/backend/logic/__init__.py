"""The tailoring itself: what a handler may use of it is the service and the way to create one."""

from logic.composition import create_service
from logic.tailoring_service import TailoringService

__all__ = ["TailoringService", "create_service"]
