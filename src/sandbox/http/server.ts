import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerGraphql } from "../graphql/answer.ts";
import type { World } from "../world/state.ts";
import { ApiError } from "./api-error.ts";
import { dispatch } from "./dispatch.ts";
import type { Fault, FaultBox } from "./faults.ts";
import { type Params, parseForm, parseParams, type RequestInfo, readBody } from "./request.ts";
import type { LoggedRequest, RequestRecorder } from "./request-log.ts";
import { respond } from "./respond.ts";
import type { Answer } from "./router.ts";

export type RequestHook = (request: RequestInfo) => void | Promise<void>;

export interface ServerParts {
  readonly world: World;
  /** Empty, or `/gitlab` for an instance below a path. */
  readonly basePath: string;
  readonly requests: RequestRecorder;
  readonly faults: FaultBox;
  readonly hooks: ReadonlySet<RequestHook>;
  /** Answers what is not the API, or null: no such page. */
  readonly web: (request: WebRequest) => Answer | null;
}

/** A request to the pages for people. */
export interface WebRequest {
  readonly method: string;
  /** Below the base path, still percent-encoded. */
  readonly path: string;
  readonly query: Params;
  readonly form: Params;
  /** Another site's page sent it. */
  readonly foreign: boolean;
}

export interface RunningServer {
  readonly port: number;
  /** Returns at once, idle and busy connections included. */
  close(): Promise<void>;
}

/** Listens and answers until closed. Throws what `listen` throws, a port in use for instance. */
export async function startServer(parts: ServerParts, host: string, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => {
    handle(parts, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const MAX_URL = 8192;

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world } = parts;
  if ((request.url ?? "").length > MAX_URL) {
    respond(world, request, response, { status: 414, body: "Request-URI Too Large\n" });
    return;
  }
  const [fullPath = "/", search = ""] = splitOnce(request.url ?? "/", "?");
  const body = await readBody(request);
  if (body === null) return void response.destroy();
  const prefix = `${parts.basePath}/api/v4`;
  const isGraphql = fullPath === `${parts.basePath}/api/graphql`;
  if (!isGraphql && !fullPath.startsWith(`${prefix}/`)) {
    const path = fullPath.startsWith(`${parts.basePath}/`) ? fullPath.slice(parts.basePath.length) : fullPath;
    const page = parts.web(webRequest(request, path, search, body));
    respond(world, request, response, page ?? { status: 404, body: "404: the page could not be found\n" });
    return;
  }
  const parsed = parse(body, request.headers["content-type"] ?? "");
  const method = request.method ?? "GET";
  const entry = parts.requests.add(
    {
      method,
      path: isGraphql ? "/api/graphql" : fullPath.slice(prefix.length),
      query: parseForm(search),
      body: "refusal" in parsed ? {} : parsed.body,
      // Mutations are not played: what is asked in GraphQL only reads.
      write: method !== "GET" && method !== "HEAD" && !isGraphql,
    },
    world.clock.now().toISOString(),
  );
  for (const hook of parts.hooks) await hook(entry);
  const answer = async (): Promise<Answer> => {
    if ("refusal" in parsed) return parsed.refusal;
    if (isGraphql) return answerGraphql(world, request.headers, entry);
    return dispatch(world, entry, request.headers, fullPath, entry);
  };
  await answerWithFault(world, request, response, entry, parts.faults.take(entry), answer);
}

function webRequest(request: IncomingMessage, path: string, search: string, body: Buffer): WebRequest {
  const isForm = request.headers["content-type"]?.includes("application/x-www-form-urlencoded") === true;
  const site = request.headers["sec-fetch-site"] ?? "none";
  return {
    method: request.method ?? "GET",
    path,
    query: parseForm(search),
    form: isForm ? parseForm(body.toString("utf8")) : {},
    foreign: site !== "none" && site !== "same-origin",
  };
}

async function answerWithFault(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  entry: LoggedRequest,
  fault: Fault | null,
  answer: () => Promise<Answer>,
): Promise<void> {
  if (fault?.kind === "before") return reset(request);
  if (fault?.kind === "status") {
    entry.status = respond(world, request, response, faultAnswer(fault));
    return;
  }
  if (fault?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  const result = await answer();
  if (fault?.kind === "after") return reset(request);
  const shown = fault?.kind === "status-after" ? faultAnswer(fault) : result;
  const status = respond(world, request, response, shown, fault?.kind === "cut");
  entry.status = fault?.kind === "cut" ? null : status;
}

function faultAnswer(fault: Fault & { readonly kind: "status" | "status-after" }): Answer {
  const body =
    fault.body ??
    (fault.status >= 500 ? { message: `${fault.status} Internal Server Error` } : { message: String(fault.status) });
  return { status: fault.status, body, headers: fault.headers ?? {} };
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

function parse(body: Buffer, contentType: string): { readonly body: Params } | { readonly refusal: Answer } {
  try {
    return { body: parseParams(body, contentType) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { refusal: { status: error.status, body: error.body } };
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
