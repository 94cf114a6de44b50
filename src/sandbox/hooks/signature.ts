import { createHmac } from "node:crypto";

/** Whether a signing token has GitLab's form: `whsec_` and the base64 of exactly 32 bytes. */
export function isSigningToken(token: string): boolean {
  return signingKey(token) !== null;
}

/** Standard Webhooks signature: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`. */
export function sign(token: string, id: string, timestamp: number, body: string): string {
  const key = signingKey(token);
  if (key === null) throw new TypeError("signing token: expected whsec_ and the base64 of 32 bytes");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

function signingKey(token: string): Buffer | null {
  if (!token.startsWith("whsec_")) return null;
  const encoded = token.slice("whsec_".length);
  const key = Buffer.from(encoded, "base64");
  return key.length === 32 && key.toString("base64") === encoded ? key : null;
}
