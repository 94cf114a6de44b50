import { createHmac, type Hmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./refusal.ts";
import { digest, type Keys } from "./secrets.ts";

/** How far the clock of a delivery may be from ours, either way (Standard Webhooks, as its libraries do). */
const TOLERANCE_SECONDS = 5 * 60;
/** GitLab sends UUIDs. Without full stops, so that `id.timestamp.body` can be cut in one way only. */
const ID = /^[\w-]{1,255}$/;
const TIMESTAMP = /^\d{1,12}$/;
/** HMAC-SHA256 in base64: what is of another length is no signature of ours and costs no comparison. */
const SIGNATURE_LETTERS = 44;

/** A delivery whose head may be GitLab's. Its body is fed in as it arrives, and judged once it is there. */
export interface Verification {
  update(chunk: Buffer): void;
  /** @throws Refusal unless the delivery is GitLab's. */
  end(): void;
}

/** What a signed delivery says about itself, before its body is looked at. */
interface SignedHead {
  readonly id: string;
  readonly timestamp: number;
  /** Base64, of the one version there is. */
  readonly signatures: readonly Buffer[];
}

const SETTLED: Verification = { update: () => undefined, end: () => undefined };

/** The signature of a delivery, to be updated with its body: HMAC-SHA256 over `id.timestamp.body` (Standard Webhooks). */
export function beginSignature(key: Buffer, id: string, timestamp: number): Hmac {
  return createHmac("sha256", key).update(`${id}.${timestamp}.`);
}

/**
 * Looks at the head of a delivery: a wrong token, and headers of a signature that are missing, malformed, out of date or of
 * no version that is known, are refused before the body is read. Whether it is GitLab's says `end`: its signature
 * (HMAC-SHA256 over `id.timestamp.body`, docs of GitLab's webhooks and the Standard Webhooks specification) where a signing
 * token is configured, else its token. A token never makes up for a signature. Compares in constant time. `now` in
 * milliseconds.
 * @throws Refusal
 */
export function beginVerification(keys: Keys, headers: IncomingHttpHeaders, now: number): Verification {
  if (keys.kind === "token") {
    checkToken(keys.digests, headers["x-gitlab-token"]);
    return SETTLED;
  }
  const { id, timestamp, signatures } = readSignedHead(headers, now);
  const sums = keys.keys.map((key) => beginSignature(key, id, timestamp));
  return {
    update(chunk) {
      for (const sum of sums) sum.update(chunk);
    },
    end() {
      let matches = 0;
      for (const sum of sums) {
        const right = Buffer.from(sum.digest("base64"));
        for (const one of signatures) matches += Number(timingSafeEqual(one, right));
      }
      if (matches === 0) throw new Refusal("bad-signature");
    },
  };
}

/**
 * The same for a delivery that is there as a whole.
 * @throws Refusal
 */
export function verifyDelivery(keys: Keys, headers: IncomingHttpHeaders, body: Buffer, now: number): void {
  const verification = beginVerification(keys, headers, now);
  verification.update(body);
  verification.end();
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
  const signatures = readSignatures(String(signature));
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) throw new Refusal("stale-timestamp");
  return { id, timestamp: Number(timestamp), signatures };
}

/**
 * The entries of a signature header that could be right. What cannot be used is passed over, as the libraries of Standard
 * Webhooks do: the list is there so that others can be added.
 */
function readSignatures(header: string): readonly Buffer[] {
  const signatures: Buffer[] = [];
  let isWellFormed = false;
  for (const entry of header.split(" ")) {
    const [version, text] = entry.split(",");
    if (!version || !text) continue;
    isWellFormed = true;
    const signature = Buffer.from(text);
    if (version === "v1" && signature.length === SIGNATURE_LETTERS) signatures.push(signature);
  }
  if (!isWellFormed) throw new Refusal("malformed-signature");
  if (signatures.length === 0) throw new Refusal("bad-signature");
  return signatures;
}
