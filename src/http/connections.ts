import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions } from "node:http";
import type { Socket } from "node:net";
import type { Strangers } from "./strangers.ts";

interface Connection {
  /** When what it does now began. */
  since: number;
  /** The newest request on it; null before the first head was complete. */
  request: IncomingMessage | null;
  /** Requests that are not answered yet. */
  open: number;
}

/** Whoever sends more requests without waiting for the answers is no GitLab and no proxy. */
const MAX_PIPELINED = 16;

/** In this order connections go when the port is full. */
const RANK = { head: 0, idle: 1, idleOfKnown: 2, body: 3, answering: 4, taken: 5 } as const;

/**
 * An HTTP server with at most so many connections. Node.js refuses the newest one when that is reached, so that five hundred
 * silent ones shut everybody out; here another one goes: the oldest that has not sent a complete head, then the one that has
 * been idle for longest, then the one whose body has taken longest. The newest goes only where on all others a sender is
 * being served that has proved who it is.
 */
export function createBoundedServer(
  options: ServerOptions,
  { limit, strangers }: { readonly limit: number; readonly strangers: Strangers },
  handler: RequestListener,
): Server {
  const connections = new Map<Socket, Connection>();
  const server = createServer(options, (request, response) => {
    const { socket } = request;
    const connection = connections.get(socket);
    // Node.js goes on reading what came together with the request that its connection was closed for.
    if (socket.destroyed || connection === undefined) return;
    Object.assign(connection, { since: performance.now(), request, open: connection.open + 1 });
    response.once("close", () => Object.assign(connection, { since: performance.now(), open: connection.open - 1 }));
    if (connection.open > MAX_PIPELINED) socket.destroy();
    else handler(request, response);
  });
  const rankOf = (socket: Socket, { request, open }: Connection): number => {
    if (request === null) return RANK.head;
    if (open === 0) return strangers.hasBeenUsed(socket) ? RANK.idleOfKnown : RANK.idle;
    if (!request.complete) return RANK.body;
    return strangers.isKnown(request) ? RANK.taken : RANK.answering;
  };
  const makeRoomFor = (newest: Socket): void => {
    let victim = newest;
    let [rank, since]: readonly [number, number] = [RANK.taken, Number.POSITIVE_INFINITY];
    for (const [socket, connection] of connections) {
      const one = rankOf(socket, connection);
      if (socket === newest || one > rank || (one === rank && connection.since >= since)) continue;
      if (one < RANK.taken) [victim, rank, since] = [socket, one, connection.since];
    }
    connections.delete(victim);
    victim.destroy();
  };
  server.on("connection", (socket) => {
    connections.set(socket, { since: performance.now(), request: null, open: 0 });
    socket.once("close", () => connections.delete(socket));
    if (connections.size > limit) makeRoomFor(socket);
  });
  return server;
}
