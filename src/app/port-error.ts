import { createServer } from "node:net";
import { usageError } from "./options.ts";

/** A port that an option asks for; 0 is any free one. */
export interface WantedPort {
  readonly option: "--port" | "--admin-port";
  readonly host: string;
  readonly port: number;
}

const TAKEN: Readonly<Record<string, string>> = {
  EADDRINUSE: "something listens there already",
  EACCES: "this user may not listen there",
};
const NOWHERE: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: "this machine does not have that address",
  ENOTFOUND: "nobody knows that name",
};

/** What a failed attempt to listen means to the person who chose the port; the error itself where it means something else. */
export function portError(error: unknown, { option, host, port }: WantedPort): unknown {
  const code = String((error as { readonly code?: unknown } | null)?.code);
  const problem = (reason: string): string => `cannot be listened on: ${reason} (${code})`;
  const [taken, nowhere] = [TAKEN[code], NOWHERE[code]];
  if (taken !== undefined) return usageError(option, `${host}:${port}`, problem(taken), ["a free port", "0 for any"]);
  if (nowhere !== undefined) return usageError("--host", host, problem(nowhere), ["an address of this machine"]);
  return error;
}

/**
 * Listens on all of them for a moment, so that a port that is taken, or asked for twice, is known before anything else is
 * opened. Throws a `ConfigError` for the first that cannot be had.
 */
export async function tryPorts(wanted: readonly WantedPort[]): Promise<void> {
  const servers = wanted.filter(({ port }) => port !== 0).map((one) => ({ one, server: createServer() }));
  try {
    for (const { one, server } of servers) {
      await new Promise<void>((resolve, reject) => {
        server.once("error", (error) => reject(portError(error, one)));
        server.listen({ host: one.host, port: one.port }, resolve);
      });
    }
  } finally {
    await Promise.all(servers.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  }
}
