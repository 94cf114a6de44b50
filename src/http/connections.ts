import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import type { Strangers } from "./strangers.ts";

interface Connection {
  /** When what it does now began. */
  since: number;
  /** The newest request on it. */
  request: IncomingMessage;
  response: ServerResponse;
  /** Requests that are not answered yet. */
  open: number;
}

/** Whoever sends more requests without waiting for the answers is no GitLab and no proxy. */
const MAX_PIPELINED = 8;

/** In this order connections go that have sent a complete head; none goes that is taken. */
const RANK = { idle: 0, idleOfKnown: 1, body: 2, answering: 3, taken: 4 } as const;

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
  /** Oldest first: who floods opens these, so to find the next to go must cost nothing. */
  const silent = new Set<Socket>();
  const heard = new Map<Socket, Connection>();
  const server = createServer(options, (request, response) => {
    const { socket } = request;
    // Node.js goes on reading what came together with the request that its connection was closed for.
    const known = heard.get(socket);
    if (socket.destroyed || known?.response.getHeader("connection") === "close") return;
    silent.delete(socket);
    const connection = known ?? { since: 0, request, response, open: 0 };
    Object.assign(connection, { since: performance.now(), request, response, open: connection.open + 1 });
    heard.set(socket, connection);
    response.once("close", () => Object.assign(connection, { since: performance.now(), open: connection.open - 1 }));
    if (connection.open > MAX_PIPELINED) socket.destroy();
    else handler(request, response);
  });
  const forget = (socket: Socket): void => {
    silent.delete(socket);
    heard.delete(socket);
  };
  server.on("connection", (socket) => {
    silent.add(socket);
    socket.once("close", () => forget(socket));
    if (silent.size + heard.size <= limit) return;
    const [oldest = socket] = silent;
    const victim = oldest === socket ? (nextToGo(heard, strangers) ?? socket) : oldest;
    forget(victim);
    victim.destroy();
  });
  return server;
}

/** The connection that can be done without best; null where none can. */
function nextToGo(heard: ReadonlyMap<Socket, Connection>, strangers: Strangers): Socket | null {
  let next: Socket | null = null;
  let [rank, since]: readonly [number, number] = [RANK.taken, Number.NEGATIVE_INFINITY];
  for (const [socket, connection] of heard) {
    const one = rankOf(socket, connection, strangers);
    if (one > rank || (one === rank && connection.since >= since)) continue;
    [next, rank, since] = [socket, one, connection.since];
  }
  return next;
}

function rankOf(socket: Socket, { request, open }: Connection, strangers: Strangers): number {
  if (open === 0) return strangers.hasBeenUsed(socket) ? RANK.idleOfKnown : RANK.idle;
  if (!request.complete) return RANK.body;
  return strangers.isKnown(request) ? RANK.taken : RANK.answering;
}
