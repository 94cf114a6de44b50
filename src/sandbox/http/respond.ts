import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../world/state.ts";
import type { Answer } from "./router.ts";

/** Sends an answer; with `cut` only half of its body, then the connection is gone. Says which status went out. */
export function respond(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  cut = false,
): number {
  const { body, type } = encode(answer.body);
  const headers: Record<string, string> = {
    date: world.clock.now().toUTCString(),
    "x-request-id": world.uuid(),
    vary: "Origin",
    ...(type === null ? {} : { "content-type": type }),
    ...answer.headers,
  };
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (isRead && answer.status === 200) {
    headers["etag"] = `W/"${createHash("md5").update(body).digest("hex")}"`;
    headers["cache-control"] = "max-age=0, private, must-revalidate";
    if (request.headers["if-none-match"] === headers["etag"]) {
      response.writeHead(304, { date: headers["date"], etag: headers["etag"] }).end();
      return 304;
    }
  }
  if (answer.body !== undefined) headers["content-length"] = String(body.length);
  response.writeHead(answer.status, headers);
  if (!cut) response.end(request.method === "HEAD" ? undefined : body);
  else response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
  return answer.status;
}

function encode(body: unknown): { readonly body: Buffer; readonly type: string | null } {
  if (body === undefined) return { body: Buffer.alloc(0), type: null };
  if (Buffer.isBuffer(body)) return { body, type: "application/octet-stream" };
  if (typeof body === "string") return { body: Buffer.from(body), type: "text/plain" };
  return { body: Buffer.from(JSON.stringify(body)), type: "application/json" };
}
