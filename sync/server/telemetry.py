"""What the server counts and traces: metrics for Prometheus, and spans for OpenTelemetry where somebody collects them.

Owns the names of the figures, which the v3 contract has. Nothing of a note, a name or a token is ever part of one:
routes are counted by their patterns.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.server.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_UNKNOWN = "unmatched"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)  # seconds


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "http_requests_total", "Calls.", ("method", "path", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "How long calls took; a long poll takes as long as it waits.",
            ("method", "path"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._memories = Counter(
            "memory_operations_total",
            "Events of memories that were stored.",
            ("operation",),
            registry=self._registry,
        )

    def called(self, method: str, path: str, status: int, seconds: float) -> None:
        """Count a call; `path` is the route's pattern."""
        self._requests.labels(method, path, status).inc()
        self._seconds.labels(method, path).observe(seconds)

    def stored(self, kinds: Iterable[str]) -> None:
        """Count stored events by their type."""
        for kind in kinds:
            self._memories.labels(kind if kind.startswith("memory.") and len(kind) < 32 else "other").inc()

    def text(self) -> bytes:
        """All figures in the form that Prometheus reads."""
        return generate_latest(self._registry)


class Measured:
    """The middleware that counts every call, and traces it."""

    def __init__(self, app: ASGIApp, metrics: Metrics, settings: Settings) -> None:
        self._app = app
        self._metrics = metrics
        self._tracer = _tracer(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        statuses = [500]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        try:
            if self._tracer is None:
                await self._app(scope, receive, sending)
            else:
                await self._traced(self._tracer, scope, receive, sending, statuses)
        finally:
            self._metrics.called(scope["method"], _pattern(scope), statuses[-1], time.perf_counter() - began)

    async def _traced(
        self, tracer: Tracer, scope: Scope, receive: Receive, send: Send, statuses: list[int]
    ) -> None:
        with tracer.start_as_current_span(scope["method"]) as span:
            await self._app(scope, receive, send)
            span.update_name(f"{scope['method']} {_pattern(scope)}")
            span.set_attribute("http.request.method", scope["method"])
            span.set_attribute("http.route", _pattern(scope))
            span.set_attribute("http.response.status_code", statuses[-1])
            span.set_attribute("request.id", scope.get("state", {}).get("request_id", ""))


def _pattern(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", _UNKNOWN))


def _tracer(settings: Settings) -> Tracer | None:
    """Where spans go; None, and nothing imported, where nobody collects them."""
    if not settings.otlp_endpoint:
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": settings.service_name}))
    endpoint = f"{settings.otlp_endpoint.rstrip('/')}/v1/traces"
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    return provider.get_tracer("second-brain-server")
