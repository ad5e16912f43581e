"""What the language model costs, in tokens, USD and time: a metric and a log line for each request to it."""

from dataclasses import dataclass

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from logic import ModelUse


@dataclass(frozen=True, kw_only=True)
class ModelMetrics:
    """Writes to the metrics and the log of the function."""

    metrics: Metrics
    logger: Logger

    def record(self, use: ModelUse) -> None:
        """Record a request to the model; several in one invocation become several values of the same metrics."""
        usage = use.usage
        self.metrics.add_metric(name="ModelAttempts", unit=MetricUnit.Count, value=1)
        self.metrics.add_metric(name="ModelFailures", unit=MetricUnit.Count, value=int(use.outcome != "answered"))
        self.metrics.add_metric(name="ModelInputTokens", unit=MetricUnit.Count, value=usage.all_input_tokens)
        self.metrics.add_metric(name="ModelCacheReadTokens", unit=MetricUnit.Count, value=usage.cache_read_tokens)
        self.metrics.add_metric(name="ModelOutputTokens", unit=MetricUnit.Count, value=usage.output_tokens)
        self.metrics.add_metric(name="ModelCostUsd", unit=MetricUnit.NoUnit, value=use.cost_usd)
        self.metrics.add_metric(name="ModelDuration", unit=MetricUnit.Milliseconds, value=use.milliseconds)
        self.logger.info(
            "Language model asked",
            outcome=use.outcome,
            purpose=use.purpose,
            status=use.status,
            vendor_request_id=use.request_id,
            milliseconds=use.milliseconds,
            input_tokens=usage.all_input_tokens,
            output_tokens=usage.output_tokens,
            cost_usd=use.cost_usd,
        )
