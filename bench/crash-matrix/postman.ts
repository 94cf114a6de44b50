import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "../../tests/scenarios/year/random.ts";

/** A delivery that no receiver took. */
export interface Lost {
  readonly project: number;
  readonly iid: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Stands between GitLab and the receivers, and is not to be relied upon. */
export interface Postman {
  readonly url: string;
  readonly counts: {
    sent: number;
    /** Answered with 200 and thrown away. */
    dropped: number;
    doubled: number;
    /** Answered with 200 and brought later. */
    delayed: number;
    /** Brought after a younger delivery of the same project. */
    reordered: number;
    /** No receiver took it: GitLab was told so, and does not try again. */
    refused: number;
  };
  readonly lost: readonly Lost[];
  /** Brings everything at once from now on; what is on its way arrives. */
  reform(): Promise<void>;
  close(): Promise<void>;
}

interface Letter {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly path: string;
  readonly project: number;
  readonly iid: number;
  readonly number: number;
}

const HABITS = { bring: 65, drop: 12, double: 10, delay: 13 } as const;

/** Listens for GitLab; `receivers` are the addresses of those that are up. */
export async function hirePostman(receivers: () => readonly string[], chance: Chance): Promise<Postman> {
  const counts = { sent: 0, dropped: 0, doubled: 0, delayed: 0, reordered: 0, refused: 0 };
  const lost: Lost[] = [];
  const newest = new Map<number, number>();
  const underWay = new Set<Promise<unknown>>();
  let reliable = false;
  const lose = ({ project, iid }: Letter): void => void lost.push({ project, iid, at: Date.now() });
  const bring = async (letter: Letter): Promise<number> => {
    for (const url of [...receivers()].sort(() => chance.next() - 0.5)) {
      const status = await post(url, letter);
      if (status >= 500) continue;
      if (letter.number < (newest.get(letter.project) ?? 0)) counts.reordered += 1;
      else newest.set(letter.project, letter.number);
      return status;
    }
    counts.refused += 1;
    lose(letter);
    return 503;
  };
  const later = (letter: Letter, ms: number): void => {
    const way = sleep(ms).then(() => bring(letter));
    underWay.add(way);
    way.finally(() => underWay.delete(way));
  };
  const handle = async (letter: Letter): Promise<number> => {
    counts.sent += 1;
    const habit = reliable ? "bring" : chance.draw(HABITS);
    if (habit === "drop") {
      counts.dropped += 1;
      lose(letter);
      return 200;
    }
    if (habit === "delay") {
      counts.delayed += 1;
      later(letter, chance.between(500, 15_000));
      return 200;
    }
    if (habit === "double") {
      counts.doubled += 1;
      later(letter, chance.between(0, 5000));
    }
    return bring(letter);
  };
  const server = createServer(async (incoming, answer) => {
    const letter = await read(incoming, counts.sent + 1);
    answer.writeHead(await handle(letter), { "content-type": "application/json" }).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    lost,
    async reform() {
      reliable = true;
      await Promise.all(underWay);
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function read(incoming: IncomingMessage, number: number): Promise<Letter> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const event = JSON.parse(body.toString()) as {
    project: { id: number };
    issue?: { iid: number };
    object_attributes: { iid?: number };
  };
  const iid = event.issue?.iid ?? event.object_attributes.iid ?? 0;
  return { headers: incoming.headers, body, path: incoming.url ?? "/", project: event.project.id, iid, number };
}

/** The bytes and headers as GitLab sent them, so that the signature holds. Answers 599 where nobody answered. */
function post(url: string, { headers, body, path }: Letter): Promise<number> {
  return new Promise((resolve) => {
    const { host: _host, connection: _connection, ...kept } = headers;
    const outgoing = send(
      `${url}${path}`,
      { method: "POST", headers: kept, agent: false, timeout: 9000 },
      (response) => {
        response.resume();
        response.on("close", () => resolve(response.complete ? (response.statusCode ?? 599) : 599));
      },
    );
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => resolve(599));
    outgoing.end(body);
  });
}
