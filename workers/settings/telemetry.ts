import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { BullMQOtel } from "bullmq-otel";
import type { AnswerFacts } from "../../src/gitlab/http/answer-facts.ts";
import type { Traced } from "../../src/queue/backend.ts";
import { atMost } from "../../src/queue/deadline.ts";

export interface Telemetry {
  readonly traced: Traced;
  /** Makes a span of a request to GitLab: method, endpoint without ids, status, which try it was. */
  readonly onAnswer: (facts: AnswerFacts) => void;
  /** Sends what is left, for at most three seconds. */
  close(): Promise<void>;
}

const SERVICE = "cadence";
const CLOSE_MS = 3_000;

/**
 * Sends BullMQ's spans of jobs, and those of requests to GitLab, to an OpenTelemetry collector (OTLP over HTTP). Where to, and under which name, is read by the
 * library from its standard variables (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`). Spans
 * hold names of queues, ids of jobs, and the errors of those that failed.
 */
export function startTelemetry(): Telemetry {
  const named = resourceFromAttributes({ "service.name": SERVICE });
  const resource = defaultResource()
    .merge(named)
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  const tracer = provider.getTracer(SERVICE);
  return {
    onAnswer({ method, endpoint, status, attempt, startedAt, endedAt }) {
      const attributes = {
        "http.request.method": method,
        "url.template": endpoint,
        ...(status === null ? { "error.type": "no-answer" } : { "http.response.status_code": status }),
        ...(attempt === 1 ? {} : { "http.request.resend_count": attempt - 1 }),
      };
      const span = tracer.startSpan(`${method} ${endpoint}`, {
        kind: SpanKind.CLIENT,
        startTime: startedAt,
        attributes,
      });
      if (status === null || status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endedAt);
    },
    traced: { telemetry: new BullMQOtel({ tracerName: SERVICE }) },
    close: () => atMost(CLOSE_MS, provider.shutdown()),
  };
}
