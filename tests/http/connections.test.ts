import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { issueEvent, openReceiverStage, PATH, type ReceiverStage, signed } from "./receiver-stage.ts";

const closed = issueEvent({ action: "close", labels: ["Agenda"] });
const body = JSON.stringify(closed);
const PORT_HOLDS = 6;

let one: ReceiverStage;
/** Requests whose head is complete. */
let heads = 0;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await one.close();
});

async function full(options: Parameters<typeof openReceiverStage>[0] = {}): Promise<void> {
  one = await openReceiverStage({ ...options, limits: { connections: PORT_HOLDS, ...options.limits } });
  heads = 0;
  one.app.server.on("request", () => (heads += 1));
}

/** A connection that is there, with what it has been answered. */
async function open(bytes = ""): Promise<{ readonly socket: Socket; readonly heard: () => string }> {
  const socket = connect(one.port, "127.0.0.1").on("error", () => undefined);
  sockets.push(socket);
  let received = "";
  socket.on("data", (data) => (received += data));
  await once(socket, "connect");
  if (bytes !== "") socket.write(bytes);
  return { socket, heard: () => received };
}

function head(lines: Readonly<Record<string, string>>, first = `POST ${PATH} HTTP/1.1`): string {
  const all = Object.entries({ host: "x", "content-type": "application/json", ...lines });
  return `${[first, ...all.map(([name, value]) => `${name}: ${value}`)].join("\r\n")}\r\n\r\n`;
}

const delivery = (): string => head({ ...signed(body), "content-length": String(Buffer.byteLength(body)) }) + body;

/** A signed webhook on a connection of its own. */
async function deliver(): Promise<void> {
  const { heard } = await open(delivery());
  await until(() => expect(heard()).toMatch(/^HTTP\/1.1 200 /));
}

const areGone = async (...gone: readonly Socket[]): Promise<void> =>
  until(() => expect(gone.map(({ closed: isClosed }) => isClosed)).toEqual(gone.map(() => true)));

describe("a port that is full", () => {
  it("lets the newest in: the oldest that has not sent a complete head goes", async () => {
    await full();
    const silent = [await open(), await open(`POST ${PATH} HTTP/1.1\r\nhost: x\r\n`)];
    for (let count = 2; count < PORT_HOLDS; count += 1) silent.push(await open());
    await deliver();
    await areGone((silent[0] as (typeof silent)[number]).socket);
    await deliver();
    await areGone((silent[1] as (typeof silent)[number]).socket);
    expect(silent.slice(2).filter(({ socket }) => socket.closed)).toEqual([]);
  });

  it("then the one that has been idle for longest, of strangers first", async () => {
    await full();
    const known = await open(delivery());
    await until(() => expect(known.heard()).toMatch(/^HTTP\/1.1 200 /));
    const strangers: Awaited<ReturnType<typeof open>>[] = [];
    for (let count = 1; count < PORT_HOLDS; count += 1) {
      const stranger = await open(head({}, "GET /lost HTTP/1.1"));
      await until(() => expect(stranger.heard()).toMatch(/^HTTP\/1.1 404 [^]*\}$/));
      strangers.push(stranger);
    }
    await deliver();
    await areGone((strangers[0] as (typeof strangers)[number]).socket);
    expect([known.socket.closed, strangers[1]?.socket.closed]).toEqual([false, false]);
  });

  it("then the one whose body has taken longest", async () => {
    await full();
    const slow: Awaited<ReturnType<typeof open>>[] = [];
    for (let count = 0; count < PORT_HOLDS; count += 1) {
      slow.push(await open(`${head({ ...signed("x"), "content-length": "1000" })}{`));
      await until(() => expect(heads).toBe(slow.length));
    }
    await deliver();
    await areGone((slow[0] as (typeof slow)[number]).socket);
    expect(slow[PORT_HOLDS - 1]?.socket.closed).toBe(false);
  });

  it("but none whose delivery is being stored", async () => {
    const waiting: (() => void)[] = [];
    await full({ enqueue: () => new Promise((resolve) => waiting.push(resolve)) });
    const served: Awaited<ReturnType<typeof open>>[] = [];
    for (let count = 0; count < PORT_HOLDS; count += 1) served.push(await open(delivery()));
    await until(() => expect(waiting).toHaveLength(PORT_HOLDS));
    const newest = await open();
    await areGone(newest.socket);
    for (const store of waiting) store();
    await until(() => {
      for (const { heard } of served) expect(heard()).toMatch(/^HTTP\/1.1 200 /);
    });
  });
});

it("requests that are sent without end on one connection end it", async () => {
  await full();
  const { socket, heard } = await open(head({}, "GET /lost HTTP/1.1").repeat(5_000));
  await areGone(socket);
  expect(heard().split("HTTP/1.1 404 ").length).toBeLessThan(100);
  await deliver();
});
