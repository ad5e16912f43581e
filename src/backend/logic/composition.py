"""Which engine and which stores the service of an environment works with: decided once, at cold start."""

from dal import open_stores
from logic.tailoring_service import TailoringService
from logic.writing.drafting import Drafting
from logic.writing.extractive_engine import ExtractiveEngine
from logic.writing.model.model_use import Observer, unobserved
from models.settings import Settings


def drafting_for(settings: Settings, *, observe: Observer) -> Drafting:
    """The engine that the settings name, with its fallback where they allow one."""
    if settings.engine == "extractive":
        return Drafting(engine=ExtractiveEngine())
    # Here and not above: only this engine needs them, and the vendor's SDK, which they import.
    from dal.anthropic_messages import open_messages_api
    from logic.writing.judging.model_judge import ModelJudge
    from logic.writing.model.anthropic_engine import AnthropicEngine
    from logic.writing.model.asked_model import AskedModel

    model = AskedModel(api=open_messages_api(settings), settings=settings.model, observe=observe)
    return Drafting(
        engine=AnthropicEngine(model=model),
        judge=ModelJudge(model=model) if settings.engine_judged else None,
        fallback=ExtractiveEngine() if settings.engine_fallback else None,
    )


def create_service(settings: Settings, *, observe: Observer = unobserved) -> TailoringService:
    """The service of one environment, ready for requests; `observe` is told of each request to a language model."""
    drafting = drafting_for(settings, observe=observe)
    return TailoringService(stores=open_stores(settings), drafting=drafting)
