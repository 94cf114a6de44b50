import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { it as base } from "vitest";

/** How the stub answers one request. */
export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Body as JSON; goes before `text`. */
  readonly json?: unknown;
  readonly text?: string;
  /**
   * `reset`: the connection ends without an answer; `cut`: the headers promise more than the body holds; `silent`: no
   * answer at all until the client gives up.
   */
  readonly fault?: "reset" | "cut" | "silent";
}

export interface StubRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP server that knows beforehand every request it will get. */
export interface HttpStub {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly received: readonly StubRequest[];
  /** Adds requests to come, answered in this order; `url` is path and query, the order of query keys does not matter. */
  expect(method: string, url: string, ...answers: readonly StubAnswer[]): void;
  /**
   * Stops the server.
   * @throws AssertionError where a request came that nobody expected, or an expected one did not come.
   */
  finish(): Promise<void>;
}

interface Expected {
  readonly method: string;
  readonly url: string;
  readonly answer: StubAnswer;
}

/** Starts a stub on a free port. */
export async function startHttpStub(): Promise<HttpStub> {
  const expected: Expected[] = [];
  const received: StubRequest[] = [];
  const surprises: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const index = expected.findIndex((entry) => entry.method === method && sortQuery(entry.url) === sortQuery(url));
    const [match] = index < 0 ? [] : expected.splice(index, 1);
    if (match === undefined) surprises.push(`${method} ${url}`);
    // 418 is in no table of the client: it neither repeats nor explains it away.
    reply(response, match?.answer ?? { status: 418, json: { message: "not expected" } });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    received,
    expect(method, url, ...answers) {
      for (const answer of answers) expected.push({ method, url, answer });
    },
    async finish() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      assert.deepEqual(surprises, [], "requests that nobody expected");
      assert.deepEqual(
        expected.map((entry) => `${entry.method} ${entry.url}`),
        [],
        "expected requests that did not come",
      );
    },
  };
}

function reply(response: ServerResponse, answer: StubAnswer): void {
  // A test that sets the client's clock gives its own Date where it wants one.
  response.sendDate = false;
  if (answer.fault === "silent") return;
  if (answer.fault === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const isJson = answer.json !== undefined;
  const body = Buffer.from(isJson ? JSON.stringify(answer.json) : (answer.text ?? ""));
  response.writeHead(answer.status ?? 200, {
    ...(isJson ? { "content-type": "application/json" } : {}),
    "content-length": String(body.length),
    ...answer.headers,
  });
  if (answer.fault !== "cut") {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
}

function sortQuery(url: string): string {
  const [path = "", query = ""] = url.split("?");
  return `${path}?${query.split("&").sort().join("&")}`;
}

/** vitest's `it` with a stub that is checked at the end of each test. */
export const it = base.extend<{ stub: HttpStub }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from this pattern
  stub: async ({}, use) => {
    const stub = await startHttpStub();
    await use(stub);
    await stub.finish();
  },
});
