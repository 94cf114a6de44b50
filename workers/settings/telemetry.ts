import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { BullMQOtel } from "bullmq-otel";
import type { Traced } from "../../src/queue/backend.ts";
import { atMost } from "../../src/queue/deadline.ts";

export interface Telemetry {
  readonly traced: Traced;
  /** Sends what is left, for at most three seconds. */
  close(): Promise<void>;
}

const SERVICE = "cadence";
const CLOSE_MS = 3_000;

/**
 * Sends BullMQ's spans of jobs to an OpenTelemetry collector (OTLP over HTTP). Where to, and under which name, is read by the
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
  return {
    traced: { telemetry: new BullMQOtel({ tracerName: SERVICE }) },
    close: () => atMost(CLOSE_MS, provider.shutdown()),
  };
}
