import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { type ServeOptions, usageError } from "../src/cli/options.ts";

/** Whoever finds the queue of the kernel full is silently told to try again after a second, then two, then four. */
const BACKLOG = 4096;

/** Listens, and answers the address. Throws a `ConfigError` for a port or an address that cannot be had. */
export async function listen(
  app: FastifyInstance,
  { host, port }: Pick<ServeOptions, "host" | "port">,
): Promise<string> {
  try {
    await app.listen({ host, port, backlog: BACKLOG });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !["EADDRINUSE", "EACCES", "EADDRNOTAVAIL", "ENOTFOUND"].includes(code)) throw error;
    const problem = `cannot be listened on (${code})`;
    throw usageError("--port", `${host}:${port}`, problem, ["a free port", "an address of this machine"]);
  }
  const { address, port: actual } = app.server.address() as AddressInfo;
  return `http://${address.includes(":") ? `[${address}]` : address}:${actual}`;
}
