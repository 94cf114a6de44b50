import { randomUUID } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import helmet from "@fastify/helmet";
import underPressure from "@fastify/under-pressure";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { createBoundedServer } from "./connections.ts";
import type { ReceiverLimits } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import type { Strangers } from "./strangers.ts";
import { warnOfUntrustedProxy } from "./untrusted-proxy.ts";

export interface ServerOptions {
  readonly log: FastifyBaseLogger;
  readonly limits: ReceiverLimits;
  readonly strangers: Strangers;
  /** Addresses whose `X-Forwarded-For` is believed; nobody's unless given. */
  readonly trustProxy?: readonly string[];
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route answers however many requests come and however busy the process is. */
    always?: boolean;
    /** The route has a door of its own, which asks senders for a proof first and what they may cost afterwards. */
    guarded?: boolean;
  }
}

/** An HTTP server with limits, security headers and a close that ends, but without routes. */
export function createServer({ log, limits, strangers, trustProxy = [] }: ServerOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: log,
    // Its lines hold the address, where a careless operator may have put the token.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request" }),
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    trustProxy: trustProxy.length === 0 ? false : [...trustProxy],
    bodyLimit: 1024,
    serverFactory: (handler) => {
      const { headersMs: headersTimeout, requestMs, connections: limit } = limits;
      const times = { headersTimeout, requestTimeout: requestMs, keepAliveTimeout: requestMs };
      const options = { ...times, connectionsCheckingInterval: 1_000 };
      return createBoundedServer(options, { limit, strangers }, handler).setTimeout(requestMs);
    },
    clientErrorHandler: refuseConnection,
    frameworkErrors: (_error, _request, reply) => {
      const { statusCode, answer } = new Refusal("bad-request");
      (reply as FastifyReply).code(statusCode).send(answer);
    },
  });
  app.removeAllContentTypeParsers();
  addSecurityHeaders(app);
  app.register(underPressure, {
    maxEventLoopDelay: limits.eventLoopDelayMs,
    pressureHandler: async (request, reply) => {
      const { always, guarded } = request.routeOptions.config;
      if (always === true || guarded === true) return;
      reply.header("retry-after", "10");
      throw new Refusal("under-pressure");
    },
  });
  app.after(() => limitStrangers(app, strangers));
  warnOfUntrustedProxy(app, log);
  closeInTime(app, limits.closeMs);
  return app;
}

/** They are the same for all answers, but the plugin works them out anew for each: they are asked for once. */
function addSecurityHeaders(app: FastifyInstance): void {
  let kept: OutgoingHttpHeaders = {};
  app.addHook("onReady", async () => {
    kept = await readSecurityHeaders();
  });
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(kept).header("x-request-id", request.id);
    done();
  });
}

async function readSecurityHeaders(): Promise<OutgoingHttpHeaders> {
  const model = Fastify();
  model.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  model.get("/", (_request, reply) => reply.send(reply.raw.getHeaders()));
  const answer = await model.inject("/");
  return answer.json<OutgoingHttpHeaders>();
}

/** One budget per source address for all that prove nothing, on all paths, those that lead nowhere included. */
function limitStrangers(app: FastifyInstance, strangers: Strangers): void {
  app.addHook("onRequest", (request, reply, done) => done(refusalOf(request, reply, strangers) ?? undefined));
  app.addHook("onResponse", (request, _reply, done) => {
    if (request.routeOptions.config.always !== true) strangers.count(request.raw, request.ip ?? "");
    done();
  });
}

function refusalOf(request: FastifyRequest, reply: FastifyReply, strangers: Strangers): Refusal | null {
  const { always, guarded } = request.routeOptions.config;
  if (always === true) return null;
  // What was no HTTP has been answered and cut off already: there is nobody to count.
  if (request.raw.socket.remoteAddress === undefined) return new Refusal("bad-request");
  if (guarded === true) return null;
  // Here and not in the handler of such requests: by then the body would have been read.
  return tooMany(request, reply, strangers) ?? (request.is404 ? new Refusal("not-found") : null);
}

/** Why a request that proves nothing is turned away, and its connection cut, when its address has had its share; else null. */
export function tooMany(request: FastifyRequest, reply: FastifyReply, strangers: Strangers): Refusal | null {
  const seconds = strangers.wait(request.ip);
  if (seconds === 0) return null;
  reply.headers({ "retry-after": String(seconds), connection: "close" });
  return new Refusal("rate-limited");
}

/** A connection kept alive by its client would keep `close()` waiting. */
function closeInTime(app: FastifyInstance, closeMs: number): void {
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  app.addHook("preClose", (done) => {
    closing = true;
    timer = setTimeout(() => app.server.closeAllConnections(), closeMs);
    app.server.once("close", () => clearTimeout(timer));
    done();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (closing) reply.header("connection", "close");
    done();
  });
}

const CONNECTION_STATUS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** Answers what is not HTTP. Nothing is logged: the error holds the raw bytes, with the token in them perhaps. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = CONNECTION_STATUS[error.code ?? ""] ?? "400 Bad Request";
  socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
