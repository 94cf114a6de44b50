import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createThrottle } from "../domain/throttle.ts";
import { MINUTE_MS } from "../domain/time/units.ts";
import { createBackOff } from "./back-off.ts";
import { digest } from "./secrets.ts";
import { networkOf, type Strangers } from "./strangers.ts";

/** The only user there is. */
const USER = "admin";
const CHALLENGE = 'Basic realm="cadence", charset="UTF-8"';
/** Wrong passwords are worth a line, six thousand of them are not: the next one says how many there were. */
const WARN_EVERY_MS = MINUTE_MS;

/**
 * Lets those in who know one of the passwords, on all routes of a scope. Whoever is wrong again and again has to wait, longer
 * each time, and meanwhile is not even compared.
 */
export function addDoor(app: FastifyInstance, passwords: () => readonly string[], strangers: Strangers): void {
  const backOff = createBackOff();
  const throttle = createThrottle(WARN_EVERY_MS);
  app.addHook("onRoute", (route) => {
    route.config = { ...route.config, guarded: true };
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const { authorization } = request.headers;
    const who = networkOf(request.ip);
    if (authorization === undefined) {
      const seconds = strangers.wait(request.ip);
      return seconds > 0 ? askToWait(reply, seconds) : challenge(reply);
    }
    const milliseconds = backOff.wait(who);
    if (milliseconds > 0) return askToWait(reply, Math.ceil(milliseconds / 1000));
    if (isLetIn(authorization, passwords())) {
      backOff.succeed(who);
      strangers.vouch(request.raw);
      return;
    }
    backOff.fail(who);
    warn(request, throttle("wrong", performance.now()));
    return challenge(reply);
  });
}

function challenge(reply: FastifyReply): FastifyReply {
  return reply.code(401).header("www-authenticate", CHALLENGE).send({ error: "unauthorized" });
}

function askToWait(reply: FastifyReply, seconds: number): FastifyReply {
  return reply
    .code(429)
    .headers({ "retry-after": String(seconds), connection: "close" })
    .send({ error: "rate-limited" });
}

function warn(request: FastifyRequest, before: number | null): void {
  if (before === null) return;
  const facts = { from: request.ip, path: request.routeOptions.url, before };
  request.log.warn(facts, "the admin page was asked with a wrong password");
}

/** Compares digests of all passwords in constant time: how long it takes tells neither which one came near nor how long it is. */
function isLetIn(header: string, passwords: readonly string[]): boolean {
  const encoded = /^basic ([a-z0-9+/]+=*)$/i.exec(header)?.[1];
  if (encoded === undefined) return false;
  const given = digest(Buffer.from(encoded, "base64").toString("utf8"));
  let matches = 0;
  for (const password of passwords) matches += Number(timingSafeEqual(digest(`${USER}:${password}`), given));
  return matches > 0;
}
