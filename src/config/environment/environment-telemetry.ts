import { isSet, type Variables } from "./environment-part.ts";

/** Whether spans are to be sent to an OpenTelemetry collector: one is named, and it is not switched off. OTel specification, SDK environment variables. */
export function isTelemetryOn(env: Variables): boolean {
  const named = isSet(env["OTEL_EXPORTER_OTLP_ENDPOINT"]) || isSet(env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"]);
  return named && env["OTEL_SDK_DISABLED"]?.trim().toLowerCase() !== "true";
}
