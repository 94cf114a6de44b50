import { createHmac, randomUUID } from "node:crypto";

/** The headers of a delivery of GitLab's about an issue, with an id of its own, signed with the key of a signing token. */
export function signedHeaders(key: Buffer, body: Buffer | string): Record<string, string> {
  const id = randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  return {
    "content-type": "application/json",
    "idempotency-key": id,
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
    "x-gitlab-event": "Issue Hook",
  };
}
