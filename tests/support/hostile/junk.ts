import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/**
 * What strangers send to a receiver. Each resolves with the number of requests that it made; none throws. Whoever is not
 * answered within so many milliseconds goes on to the next.
 */
export type Junk = (port: number, patienceMs?: number) => Promise<number>;

const PATH = "/webhooks/gitlab";
const PATIENCE_MS = 2_000;
const MANY = 20;

type Lines = Readonly<Record<string, string>>;

function head(lines: Lines, first = `POST ${PATH} HTTP/1.1`): string {
  const all = Object.entries({ host: "x", "content-type": "application/json", ...lines });
  return `${[first, ...all.map(([name, value]) => `${name}: ${value}`)].join("\r\n")}\r\n\r\n`;
}

/** Headers that could be right until the body is read. */
function plausible(bytes: number): Lines {
  return {
    "webhook-id": randomUUID(),
    "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
    "webhook-signature": `v1,${randomBytes(32).toString("base64")}`,
    "content-length": String(bytes),
  };
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  await Promise.race([once(socket, "connect"), once(socket, "close")]);
  return socket;
}

/** Until something came back, the connection was closed, or patience is over. */
function answered(socket: Socket, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      socket.off("data", end).off("close", end);
      resolve();
    };
    const timer = setTimeout(end, patienceMs);
    socket.once("data", end).once("close", end);
    if (socket.destroyed) end();
  });
}

/** One connection for each, closed after the answer. */
function single(make: () => string | Buffer, requests = 1): Junk {
  return async (port, patienceMs = PATIENCE_MS) => {
    const socket = await open(port);
    socket.write(make());
    await answered(socket, patienceMs);
    socket.destroy();
    return requests;
  };
}

/** Many on one connection, each after the answer to the last. */
function keptAlive(make: () => string | Buffer): Junk {
  return async (port, patienceMs = PATIENCE_MS) => {
    const socket = await open(port);
    let sent = 0;
    while (sent < MANY && !socket.closed && socket.writable) {
      socket.write(make());
      await answered(socket, patienceMs);
      sent += 1;
    }
    socket.destroy();
    return Math.max(1, sent);
  };
}

const wrong = (bytes: number) => (): Buffer =>
  Buffer.concat([Buffer.from(head(plausible(bytes))), Buffer.alloc(bytes, 0x20)]);
const unsigned = (): string => `${head({ "content-length": "2" })}{}`;

/** Junk of all shapes, by name. */
export const JUNK: Readonly<Record<string, Junk>> = {
  "wrong signature": single(wrong(4_000)),
  "wrong signature, kept alive": keptAlive(wrong(4_000)),
  "no signature": single(unsigned),
  "no signature, kept alive": keptAlive(unsigned),
  "wrong token": single(() => `${head({ "x-gitlab-token": "guess", "content-length": "2" })}{}`),
  "huge body": single(wrong(3_000_000)),
  "slow body": single(() => `${head(plausible(5_000))}{`),
  "endless head": single(() => `POST ${PATH} HTTP/1.1\r\nhost: x\r\n`),
  "no HTTP": single(() => "\u0000\u0001\u0002 nonsense\r\n\r\n"),
  TLS: single(() => Buffer.from("16030100f8010000f40303", "hex")),
  "unknown path": single(() => head({}, `GET /${randomUUID()} HTTP/1.1`)),
  "unknown paths, kept alive": keptAlive(() => head({}, `GET /${randomUUID()} HTTP/1.1`)),
  pipelining: single(() => head({}, "GET /lost HTTP/1.1").repeat(100), 100),
  "unsigned, pipelined": single(() => unsigned().repeat(100), 100),
  "a head of 30 KB": single(() => head({ "x-long": "y".repeat(30_000) })),
  "password of the admin page": single(() =>
    head({ authorization: "Basic YWRtaW46Z3Vlc3M=" }, "GET /admin/queues HTTP/1.1"),
  ),
};

/** Connections that never say a word, opened again whenever they are cut. Answers how to end them. */
export async function holdIdle(port: number, count: number): Promise<() => void> {
  const sockets = new Set<Socket>();
  let isOver = false;
  const openOne = async (): Promise<void> => {
    if (isOver) return;
    const socket = await open(port);
    sockets.add(socket);
    socket.once("close", () => {
      sockets.delete(socket);
      setTimeout(() => void openOne(), 1_000).unref();
    });
  };
  await Promise.all(Array.from({ length: count }, openOne));
  return () => {
    isOver = true;
    for (const socket of sockets) socket.destroy();
  };
}
