import { randomUUID } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import underPressure from "@fastify/under-pressure";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from "fastify";
import type { ReceiverLimits } from "./limits.ts";
import { Refusal } from "./refusal.ts";

export interface ServerOptions {
  readonly log: FastifyBaseLogger;
  readonly limits: ReceiverLimits;
  /** Addresses whose `X-Forwarded-For` is believed; nobody's unless given. */
  readonly trustProxy?: readonly string[];
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route answers however many requests come and however busy the process is. */
    always?: boolean;
  }
}

/** An HTTP server with limits, security headers and a close that ends, but without routes. */
export function createServer({ log, limits, trustProxy }: ServerOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: log,
    // Its lines hold the address, where a careless operator may have put the token.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request" }),
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    trustProxy: trustProxy === undefined || trustProxy.length === 0 ? false : [...trustProxy],
    bodyLimit: 1024,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.requestMs,
    keepAliveTimeout: limits.requestMs,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: 1_000 },
    clientErrorHandler: refuseConnection,
    frameworkErrors: (_error, _request, reply) => {
      const { statusCode, answer } = new Refusal("bad-request");
      (reply as FastifyReply).code(statusCode).send(answer);
    },
  });
  app.server.maxConnections = limits.connections;
  app.removeAllContentTypeParsers();
  addSecurityHeaders(app);
  app.register(underPressure, {
    maxEventLoopDelay: limits.eventLoopDelayMs,
    pressureHandler: async (request, reply) => {
      if (request.routeOptions.config.always === true) return;
      reply.header("retry-after", "10");
      throw new Refusal("under-pressure");
    },
  });
  app.register(rateLimit, { global: false, max: limits.requestsPerMinute, timeWindow: 60_000 });
  app.after(() => limitRequests(app));
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

/** One budget per source address for all paths, those that lead nowhere included. */
function limitRequests(app: FastifyInstance): void {
  const check = app.createRateLimit();
  app.addHook("onRequest", async (request, reply) => {
    if (request.routeOptions.config.always === true) return;
    // What was no HTTP has been answered and cut off already: there is nobody to count.
    if (request.raw.socket.remoteAddress === undefined) throw new Refusal("bad-request");
    const budget = await check(request);
    if (!budget.isAllowed && budget.isExceeded) {
      reply.header("retry-after", String(budget.ttlInSeconds));
      throw new Refusal("rate-limited");
    }
    // Here and not in the handler of such requests: by then the body would have been read.
    if (request.is404) throw new Refusal("not-found");
  });
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
