import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { createThrottle } from "../domain/throttle.ts";
import { MINUTE_MS } from "../domain/time/units.ts";

/** Anybody can send the header: it is said seldom. */
const WARN_EVERY_MS = 10 * MINUTE_MS;

/**
 * Warns when `X-Forwarded-For` comes from an address that is not trusted: behind a proxy that nobody named all senders share
 * one address, and what one of them may ask for is what all of them may.
 */
export function warnOfUntrustedProxy(app: FastifyInstance, log: FastifyBaseLogger): void {
  const throttle = createThrottle(WARN_EVERY_MS);
  app.addHook("onRequest", (request, _reply, done) => {
    // Of addresses that are trusted the first is followed by what they say.
    if (request.headers["x-forwarded-for"] !== undefined && (request.ips?.length ?? 1) < 2) {
      const before = throttle("untrusted", performance.now());
      const from = request.raw.socket.remoteAddress ?? null;
      const what = `X-Forwarded-For comes from ${from}, which is not trusted, and is not believed`;
      if (before !== null) log.warn({ from, before }, `${what}: if that is your proxy, name it with --trust-proxy`);
    }
    done();
  });
}
