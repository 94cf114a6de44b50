import type { Address } from "./address.ts";
import { isInApi } from "./address.ts";
import { type AnswerFacts, answerFacts } from "./answer-facts.ts";
import { describeFailure } from "./network-failure.ts";
import type { GitLabRequest, Outcome } from "./outcome.ts";
import type { Secret } from "./token.ts";
import type { Transport, TransportAnswer } from "./transport.ts";

export interface ExchangeContext {
  readonly address: Address;
  readonly secret: Secret;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly transport: Transport;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called once for every request just before it goes out, redirects followed included. */
  readonly onSend: (request: GitLabRequest) => void;
  /** Called once for every request with what came of it. */
  readonly onAnswer: (facts: AnswerFacts) => void;
  /** Called when a read was sent on to another address of the same API. */
  readonly onMoved: (location: URL) => void;
}

const MAX_REDIRECTS = 3;
/** Enough for GitLab's longest message; a proxy's error page may be any size. */
const MAX_ERROR_BYTES = 64 * 1024;

/** Sends one request, follows redirects of reads inside the API, and never throws: every way to fail is an outcome. */
export async function exchange(request: GitLabRequest, attempt: number, context: ExchangeContext): Promise<Outcome> {
  let url = request.url;
  for (let hop = 0; ; hop++) {
    const startedAt = context.now();
    const outcome = await exchangeOnce({ ...request, url }, context);
    context.onAnswer({ ...answerFacts({ ...request, url }, outcome), attempt, startedAt, endedAt: context.now() });
    const follow = outcome.kind === "redirect" && outcome.inside && request.method === "GET" && hop < MAX_REDIRECTS;
    if (!follow) return outcome;
    url = new URL(outcome.location);
    context.onMoved(url);
  }
}

async function exchangeOnce(request: GitLabRequest, context: ExchangeContext): Promise<Outcome> {
  // One signal for headers and body: a server that drips bytes must not hold us for ever.
  const signal = AbortSignal.timeout(context.timeoutMs);
  context.onSend(request);
  try {
    const response = await context.transport({
      method: request.method,
      url: request.url,
      body: request.body,
      signal,
      headers: {
        accept: request.expects === "json" ? "application/json" : "*/*",
        "user-agent": context.userAgent,
        ...(request.body === null ? {} : { "content-type": "application/json" }),
        ...context.secret.header(),
      },
    });
    return await readOutcome(request, response, context);
  } catch (error) {
    return { kind: "failure", ...describeFailure(error, signal.aborted, context.secret) };
  }
}

async function readOutcome(
  request: GitLabRequest,
  response: TransportAnswer,
  context: ExchangeContext,
): Promise<Outcome> {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    response.discard();
    const target = headers.get("location");
    if (target === null || !URL.canParse(target, request.url.href)) {
      return { kind: "redirect", status, location: "", inside: false };
    }
    const location = new URL(target, request.url);
    return { kind: "redirect", status, location: location.href, inside: isInApi(location, context.address) };
  }
  const mediaType = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (status >= 400) return { kind: "answer", status, headers, body: await readError(response, mediaType) };
  const text = await readText(response, request.maxBytes);
  if (text === null) return { kind: "too-large", maxBytes: request.maxBytes ?? 0 };
  if (status === 204) return { kind: "answer", status, headers, body: null };
  if (request.expects === "text") return { kind: "answer", status, headers, body: text };
  if (mediaType !== "application/json") return { kind: "not-json", status, mediaType };
  return { kind: "answer", status, headers, body: JSON.parse(text) };
}

/** The status of a refusal is known whatever becomes of its body, so a cut one counts as empty. */
async function readError(response: TransportAnswer, mediaType: string): Promise<unknown> {
  try {
    const text = (await readText(response, MAX_ERROR_BYTES)) ?? "";
    return mediaType === "application/json" ? JSON.parse(text) : text;
  } catch {
    return "";
  }
}

/** The body as UTF-8 text, or null when it is longer than the bound. */
async function readText(response: TransportAnswer, maxBytes: number | null): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    // Leaving the loop cancels the rest of the body.
    if (maxBytes !== null && length > maxBytes) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
