/** Words for why a delivery was refused, as the metric and the log say them. */
export type RefusalWord =
  | "no-credentials"
  | "bad-token"
  | "bad-signature"
  | "malformed-signature"
  | "stale-timestamp"
  | "unsupported-type"
  | "unsupported-encoding"
  | "too-large"
  | "busy"
  | "invalid-utf8"
  | "invalid-json"
  | "too-deep"
  | "too-many-values"
  | "not-understood"
  | "bad-request"
  | "not-found"
  | "rate-limited"
  | "under-pressure"
  | "not-queued"
  | "internal";

const STATUS: Readonly<Partial<Record<RefusalWord, number>>> = {
  "no-credentials": 401,
  "bad-token": 401,
  "bad-signature": 401,
  "malformed-signature": 401,
  "stale-timestamp": 401,
  "unsupported-type": 415,
  "unsupported-encoding": 415,
  "too-large": 413,
  "not-understood": 422,
  "not-found": 404,
  "rate-limited": 429,
  busy: 503,
  "under-pressure": 503,
  "not-queued": 503,
  internal: 500,
};

/** What a client is told: never which of the secrets came near, nor anything of the body. */
const PUBLIC_WORD: Readonly<Record<number, string>> = { 401: "unauthorized", 500: "internal", 503: "unavailable" };

/** A request that is not taken. Its message is the word: nothing of the request is in it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly why: RefusalWord;
  readonly statusCode: number;
  constructor(why: RefusalWord, options?: ErrorOptions) {
    const { stackTraceLimit } = Error;
    // Nobody reads where it came from, and strangers can ask for thousands a second.
    Error.stackTraceLimit = 0;
    super(why, options);
    Error.stackTraceLimit = stackTraceLimit;
    this.why = why;
    this.statusCode = STATUS[why] ?? 400;
  }

  /** The body of the answer. */
  get answer(): { readonly error: string } {
    return { error: PUBLIC_WORD[this.statusCode] ?? this.why };
  }
}
