import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { portError, type WantedPort } from "../src/app/port-error.ts";

/** Whoever finds the queue of the kernel full is silently told to try again after a second, then two, then four. */
const BACKLOG = 4096;

/** Listens, and answers the address. Throws a `ConfigError` for a port or an address that cannot be had. */
export async function listen(app: FastifyInstance, wanted: WantedPort): Promise<string> {
  const { host, port } = wanted;
  try {
    await app.listen({ host, port, backlog: BACKLOG });
  } catch (error) {
    throw portError(error, wanted);
  }
  const { address, port: actual } = app.server.address() as AddressInfo;
  return `http://${address.includes(":") ? `[${address}]` : address}:${actual}`;
}
