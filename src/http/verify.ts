import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./refusal.ts";
import { digest, type Keys } from "./secrets.ts";

/** How far the clock of a delivery may be from ours, either way (Standard Webhooks, as its libraries do). */
const TOLERANCE_SECONDS = 5 * 60;
/** GitLab sends UUIDs. Without full stops, so that `id.timestamp.body` can be cut in one way only. */
const ID = /^[\w-]{1,255}$/;
const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^(v\d+[a-z]*),([A-Za-z0-9+/]+={0,2})$/;

/** What a signed delivery says about itself, before its body is looked at. */
interface SignedHead {
  readonly id: string;
  readonly timestamp: string;
  /** Base64, of the one version there is. */
  readonly signatures: readonly string[];
}

/**
 * What can be refused without reading the body: a wrong token, headers of a signature that are missing, malformed or out
 * of date. `now` in milliseconds.
 * @throws Refusal
 */
export function checkHeaders(keys: Keys, headers: IncomingHttpHeaders, now: number): void {
  if (keys.kind === "token") checkToken(keys.digests, headers["x-gitlab-token"]);
  else readSignedHead(headers, now);
}

/**
 * Whether a delivery is GitLab's: by its signature (HMAC-SHA256 over `id.timestamp.body`, docs of GitLab's webhooks and
 * the Standard Webhooks specification) where a signing token is configured, else by its token. A token never makes up
 * for a signature. Compares in constant time. `now` in milliseconds.
 * @throws Refusal
 */
export function verifyDelivery(keys: Keys, headers: IncomingHttpHeaders, body: Buffer, now: number): void {
  if (keys.kind === "token") {
    checkToken(keys.digests, headers["x-gitlab-token"]);
    return;
  }
  const { id, timestamp, signatures } = readSignedHead(headers, now);
  const given = signatures.map((text) => Buffer.from(text));
  let matches = 0;
  for (const key of keys.keys) {
    const right = Buffer.from(createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64"));
    for (const one of given) matches += Number(one.length === right.length && timingSafeEqual(one, right));
  }
  if (matches === 0) throw new Refusal("bad-signature");
}

/** Which delivery this is, for recognising a second one; null where GitLab (before 17.4) does not say. */
export function deliveryId(headers: IncomingHttpHeaders): string | null {
  // The id of a signed delivery is part of what was signed; the other header is the same in GitLab and can be changed on the way.
  const id = headers["webhook-id"] ?? headers["idempotency-key"];
  return typeof id === "string" && ID.test(id) ? id : null;
}

function checkToken(digests: readonly Buffer[], given: string | readonly string[] | undefined): void {
  if (given === undefined) throw new Refusal("no-credentials");
  const hashed = digest(String(given));
  let matches = 0;
  for (const one of digests) matches += Number(timingSafeEqual(one, hashed));
  if (matches === 0) throw new Refusal("bad-token");
}

function readSignedHead(headers: IncomingHttpHeaders, now: number): SignedHead {
  const signature = headers["webhook-signature"];
  if (signature === undefined) throw new Refusal("no-credentials");
  const id = String(headers["webhook-id"] ?? "");
  const timestamp = String(headers["webhook-timestamp"] ?? "");
  if (!ID.test(id) || !TIMESTAMP.test(timestamp)) throw new Refusal("malformed-signature");
  const signatures = String(signature)
    .split(" ")
    .map((part) => SIGNATURE.exec(part));
  if (signatures.includes(null)) throw new Refusal("malformed-signature");
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) throw new Refusal("stale-timestamp");
  return { id, timestamp, signatures: signatures.flatMap((match) => (match?.[1] === "v1" ? [match[2] ?? ""] : [])) };
}
