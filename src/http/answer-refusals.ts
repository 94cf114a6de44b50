import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isNamed } from "../domain/errors.ts";
import { createThrottle } from "../domain/throttle.ts";
import type { Metrics } from "./metrics.ts";
import { Refusal, type RefusalWord } from "./refusal.ts";

const WORDS: Readonly<Record<string, RefusalWord>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-type",
  FST_ERR_CTP_EMPTY_TYPE: "unsupported-type",
};

/** How long a client is asked to wait, in seconds, where nothing better is known. */
const RETRY_AFTER = "30";

/**
 * Answers whatever goes wrong with a status and a word, logs it, and counts it where `metrics` are given. Neither says
 * anything of the request's content.
 */
export function answerRefusals(app: FastifyInstance, metrics: Metrics | null): void {
  const throttle = createThrottle(WARN_EVERY_MS);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = toRefusal(error);
    const { why, statusCode } = refusal;
    const outcome = statusCode >= 500 ? "failed" : "refused";
    metrics?.webhooks.inc({ outcome, why });
    metrics?.webhookSeconds.observe({ outcome }, reply.elapsedTime / 1000);
    logRefusal(request, refusal, throttle);
    if (statusCode === 503 && !reply.hasHeader("retry-after")) reply.header("retry-after", RETRY_AFTER);
    dropUnreadBody(request, reply);
    return reply.code(statusCode).send(refusal.answer);
  });
}

function toRefusal(error: FastifyError): Refusal {
  if (isNamed<Refusal>(error, "Refusal")) return error;
  const word = WORDS[error.code] ?? ((error.statusCode ?? 500) < 500 ? "bad-request" : "internal");
  return new Refusal(word, { cause: error });
}

/** A wrong secret or a broken queue is worth a line, a thousand of them are not: the next one says how many there were. */
const WARN_EVERY_MS = 10_000;
/** Longer is no address: behind a proxy that is believed, the sender may have written it. */
const LONGEST_ADDRESS = 45;

function logRefusal(request: FastifyRequest, refusal: Refusal, throttle: ReturnType<typeof createThrottle>): void {
  const { why, statusCode, cause } = refusal;
  const facts = { why, status: statusCode, from: (request.ip ?? "").slice(0, LONGEST_ADDRESS) };
  const failure = statusCode >= 500 && cause instanceof Error ? `${cause.name}: ${cause.message}` : null;
  if (failure === null && statusCode !== 401) {
    // Scanners and floods would fill the log; the metric counts them.
    request.log.debug(facts, `a request was refused: ${why}`);
    return;
  }
  const before = throttle(failure ?? why, performance.now());
  if (before === null) return;
  if (failure === null) request.log.warn({ ...facts, before }, `a webhook was refused: ${why}`);
  // Of anything but the queue the words may be somebody's.
  else
    request.log.error(
      { ...facts, before, error: failure },
      `a webhook failed: ${why === "not-queued" ? failure : why}`,
    );
}

/** The rest of a small body is read and dropped, so that the client sees the answer; a large one is cut off. */
function dropUnreadBody(request: FastifyRequest, reply: FastifyReply): void {
  const announced = Number(request.headers["content-length"] ?? (request.headers["transfer-encoding"] ? Infinity : 0));
  if (!request.raw.complete && announced > SMALL_BYTES) reply.header("connection", "close");
}

const SMALL_BYTES = 256 * 1024;
