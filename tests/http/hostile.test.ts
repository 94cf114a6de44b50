import { createHash } from "node:crypto";
import { connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  issueEvent,
  openReceiverStage,
  PATH,
  type ReceiverStage,
  SIGNING_TOKEN,
  signed,
  TOKEN,
} from "./receiver-stage.ts";

let receiver: ReceiverStage;
/** One that waits: megabytes take their time on a crowded machine. */
let patient: ReceiverStage;
beforeAll(async () => {
  const open = (times: { readonly requestMs: number; readonly headersMs: number }): Promise<ReceiverStage> =>
    openReceiverStage({
      secrets: { signingTokens: [SIGNING_TOKEN], tokens: [TOKEN] },
      log: pino({ level: "silent" }),
      limits: { ...times, requestsPerMinute: 1_000_000, heldBytes: 8 * 1024 * 1024 },
    });
  receiver = await open({ requestMs: 1_500, headersMs: 1_000 });
  patient = await open({ requestMs: PATIENCE_MS, headersMs: PATIENCE_MS });
});
afterAll(() => Promise.all([receiver.close(), patient.close()]));

const event = issueEvent({ action: "close", labels: ["Agenda"] });
const body = JSON.stringify(event);
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

type Headers = Readonly<Record<string, string>>;

/** Far beyond what the limits of this receiver leave anybody, a crowded machine counted in. */
const PATIENCE_MS = 30_000;

/** Sends raw bytes and answers all that comes back until the server closes, or until `enough` is in it. */
function raw(bytes: readonly (string | Buffer)[], enough?: RegExp, { port } = receiver): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let received = "";
    const end = (): void => {
      socket.destroy();
      resolve(received);
    };
    socket.setTimeout(PATIENCE_MS, end);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (enough?.test(received) === true) end();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
    for (const one of bytes) socket.write(one);
  });
}

function request(headers: Headers, content: string | Buffer, lines: readonly string[] = []): Buffer {
  const all = {
    host: "x",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(content)),
    ...headers,
  };
  const head = [`POST ${PATH} HTTP/1.1`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`), ...lines];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), Buffer.from(content)]);
}

function signedBytes(content: string | Buffer, headers: Headers = {}): readonly [string | Buffer, Headers] {
  // The package reads buffers as UTF-8, so other bytes are signed by their Latin-1 counterpart where they differ.
  return [content, { ...signed(content), ...headers }];
}

describe("refused, each with its status and a short answer", () => {
  const right = (): Headers => signed(body);
  it.each<readonly [string, () => readonly [string | Buffer, Headers], number, string]>([
    ["nothing to know it by", () => [body, {}], 401, "unauthorized"],
    ["a wrong signature", () => [body, signed(`${body}x`)], 401, "unauthorized"],
    ["half a signature", () => [body, { ...right(), "webhook-signature": "v1,Eg+rs1" }], 401, "unauthorized"],
    [
      "a right token, a wrong signature",
      () => [body, { ...signed("x"), "x-gitlab-token": TOKEN }],
      401,
      "unauthorized",
    ],
    ["a right token, no signature", () => [body, { "x-gitlab-token": TOKEN }], 401, "unauthorized"],
    ["an old delivery again", () => [body, signed(body, { at: minutesAgo(6) })], 401, "unauthorized"],
    ["one from the future", () => [body, signed(body, { at: minutesAgo(-6) })], 401, "unauthorized"],
    ["signed, but text", () => signedBytes(body, { "content-type": "text/plain" }), 415, "unsupported-type"],
    [
      "signed, but a form",
      () => signedBytes(body, { "content-type": "application/x-www-form-urlencoded" }),
      415,
      "unsupported-type",
    ],
    [
      "signed, but JSON of something",
      () => signedBytes(body, { "content-type": "application/problem+json" }),
      415,
      "unsupported-type",
    ],
    [
      "signed, said to be Latin-1",
      () => signedBytes(body, { "content-type": "application/json; charset=iso-8859-1" }),
      415,
      "unsupported-type",
    ],
    ["gzip", () => signedBytes(gzipSync(body), { "content-encoding": "gzip" }), 415, "unsupported-encoding"],
    ["nothing", () => signedBytes(""), 400, "invalid-json"],
    ["no JSON", () => signedBytes("{"), 400, "invalid-json"],
    ["two texts", () => signedBytes(`${body}${body}`), 400, "invalid-json"],
    ["JSON of 10,000 lists", () => signedBytes("[".repeat(10_000) + "]".repeat(10_000)), 400, "too-deep"],
    ["JSON of 10,000 maps", () => signedBytes('{"a":'.repeat(10_000) + "1" + "}".repeat(10_000)), 400, "too-deep"],
    ["10,000 brackets never closed", () => signedBytes("[".repeat(10_000)), 400, "too-deep"],
    ["__proto__", () => signedBytes(`{"__proto__":{"admin":true},${body.slice(1)}`), 400, "invalid-json"],
    [
      "__proto__ in disguise",
      () => signedBytes(`{"a":{"__pro\\u0074o__":{"x":1}},${body.slice(1)}`),
      400,
      "invalid-json",
    ],
    [
      "constructor.prototype",
      () => signedBytes(`{"constructor":{"prototype":{"x":1}},${body.slice(1)}`),
      400,
      "invalid-json",
    ],
    ["UTF-16", () => signedBytes(Buffer.from(body.replaceAll("text", "te"), "utf16le")), 400, "invalid-json"],
    ["a list", () => signedBytes("[]"), 422, "not-understood"],
    ["null", () => signedBytes("null"), 422, "not-understood"],
    ["no kind", () => signedBytes('{"project":{"id":1}}'), 422, "not-understood"],
    ["no project", () => signedBytes('{"object_kind":"issue"}'), 422, "not-understood"],
    ["a project without a path", () => signedBytes('{"object_kind":"note","project":{"id":1}}'), 422, "not-understood"],
    [
      "a project id of another kind",
      () => signedBytes('{"object_kind":"issue","project":{"id":"1","path_with_namespace":"a/b"}}'),
      422,
      "not-understood",
    ],
  ])("%s", async (_name, make, status, error) => {
    const [content, headers] = make();
    const answer = await receiver.post(content, headers);
    expect([answer.status, answer.body]).toEqual([status, { error }]);
    expect(receiver.jobs).toEqual([]);
  });

  it("bytes that are no UTF-8, rightly signed", async () => {
    const { createHmac } = await import("node:crypto");
    const bytes = Buffer.from(body.replace("text", "t\u00e9xt"), "latin1");
    const headers = signed("");
    const key = Buffer.from(SIGNING_TOKEN.slice(6), "base64");
    const head = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`;
    const signature = createHmac("sha256", key).update(head).update(bytes).digest("base64");
    const answer = await receiver.post(bytes, { ...headers, "webhook-signature": `v1,${signature}` });
    expect([answer.status, answer.body]).toEqual([400, { error: "invalid-utf8" }]);
  });

  it("prototypes are as they were", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it.each(["GET", "PUT", "DELETE", "PATCH"])("%s", async (method) => {
    expect((await fetch(receiver.url + PATH, { method })).status).toBe(404);
  });
});

describe("taken, though it looks odd", () => {
  it.each([
    [
      "keys nobody knows",
      { ...event, novelty: { a: [1] }, object_attributes: { ...(event["object_attributes"] as object), x: 1 } },
    ],
    ["strings full of brackets and quotation marks", { ...event, x: `${"[".repeat(100)}\\"${'{"'.repeat(100)}\\` }],
    ["a text that names __proto__", { ...event, x: '{"__proto__": 1}' }],
    ["a key called constructor", { ...event, constructor: "GitLab" }],
  ])("%s", async (_name, payload) => {
    const answer = await receiver.deliver(payload);
    expect([answer.status, answer.body.outcome]).toEqual([200, "queued"]);
    receiver.jobs.length = 0;
  });
});

describe("on the wire", () => {
  it("30 MB are refused before they are read, announced or not", async () => {
    const large = Buffer.alloc(30 * 1024 * 1024, 0x20);
    const announced = await raw([request(signed("x"), large)], /\r\n\r\n/, patient);
    expect(announced).toMatch(/^HTTP\/1.1 413 /);
    expect(announced).toMatch(/connection: close/i);
    const chunked = request({ ...signed("x"), "transfer-encoding": "chunked", "content-length": "" }, "")
      .toString()
      .replace(/content-length: \r\n/, "");
    const size = large.length.toString(16);
    expect(await raw([chunked, `${size}\r\n`, large, "\r\n0\r\n\r\n"], /\r\n\r\n/, patient)).toMatch(/^HTTP\/1.1 413 /);
  });

  it("the body of a request that is refused anyway is not waited for, and a large one not taken", async () => {
    const announce = (bytes: number, path: string, headers: Headers): Buffer =>
      Buffer.from(
        request({ ...headers, "content-length": String(bytes) }, "")
          .toString()
          .replace(PATH, path),
      );
    const lost = await raw([announce(5_000_000, "/lost", {})], /\}$/);
    expect(lost).toMatch(/^HTTP\/1.1 404 [^]*connection: close[^]*\{"error":"not-found"\}$/i);
    const stranger = await raw([announce(5_000_000, PATH, {})], /\}$/);
    expect(stranger).toMatch(/^HTTP\/1.1 401 [^]*connection: close/i);
    const small = await raw([announce(1_000, PATH, {})], /\}$/);
    expect(small).toMatch(/^HTTP\/1.1 401 [^]*connection: keep-alive/i);
  });

  it("a body that drips in is cut off", async () => {
    const started = performance.now();
    const answer = await raw([request({ ...signed(body), "content-length": "1000" }, "{")]);
    expect(answer).toMatch(/^(?:HTTP\/1.1 408 |$)/);
    const chunked = await raw([
      `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n${Object.entries(
        signed(body),
      )
        .map(([name, value]) => `${name}: ${value}`)
        .join("\r\n")}\r\n\r\n1\r\n{\r\n`,
    ]);
    expect(chunked).toMatch(/^(?:HTTP\/1.1 408 |$)/);
    expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
  });

  it("a head that never ends is cut off", async () => {
    const started = performance.now();
    expect(await raw([`POST ${PATH} HTTP/1.1\r\nhost: x\r\n`])).toMatch(/^(?:HTTP\/1.1 408 |$)/);
    expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
  });

  it("bodies of strangers hold so much at a time: the oldest goes, never the newest", async () => {
    const half = Buffer.alloc(5 * 1024 * 1024, 0x20);
    const head = request({ ...signed("x"), "content-length": String(2 * half.length) }, half);
    const [first, second] = [raw([head], /\r\n\r\n/, patient), raw([head], /\r\n\r\n/, patient)];
    const answer = await Promise.race([first, second]);
    expect(answer).toMatch(/^HTTP\/1.1 503 [^]*connection: close/i);
    expect(answer).toMatch(/retry-after: 30/i);
    const big = JSON.stringify({ ...event, x: "y".repeat(6 * 1024 * 1024) });
    expect((await patient.post(big, signed(big))).status).toBe(200);
    await patient.close();
    await Promise.all([first, second]);
  });

  it.each([
    ["id", (good: Headers) => [`webhook-id: ${good["webhook-id"]}`]],
    ["time", (good: Headers) => [`webhook-timestamp: ${good["webhook-timestamp"]}`]],
  ])("the header of the %s twice", async (_name, extra) => {
    const good = signed(body);
    expect(await raw([request(good, body, extra(good))], /\}$/)).toMatch(/^HTTP\/1.1 401 /);
  });

  it("the header of the signature twice: a list with one entry more than needed", async () => {
    const good = signed(body);
    const bytes = request(good, body, [`webhook-signature: ${good["webhook-signature"]}`]);
    expect(await raw([bytes], /\}$/)).toMatch(/^HTTP\/1.1 200 /);
    receiver.jobs.length = 0;
  });

  it("two lengths, two framings, no host, no HTTP", async () => {
    const good = signed(body);
    expect(await raw([request(good, body, ["content-length: 3"])])).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw([request(good, body, ["transfer-encoding: chunked"])])).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(["\u0000\u0001\u0002 nonsense\r\n\r\n"])).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw([`POST ${PATH} HTTP/1.1\r\n\r\n`])).toMatch(/^HTTP\/1.1 400 /);
  });

  it("headers that are too long", async () => {
    const answer = await raw([request({ ...signed(body), "x-long": "y".repeat(100_000) }, body)]);
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    const many = `v1,${"A".repeat(43)}= `.repeat(200).trim();
    expect((await receiver.post(body, { ...signed(body), "webhook-signature": many })).status).toBe(401);
  });

  it("requests sent without waiting for the answers are answered in order", async () => {
    const [first, second] = [signed(body), signed("wrong")];
    const third = request({ ...signed(body), connection: "close" }, body);
    const answer = await raw([Buffer.concat([request(first, body), request(second, body), third])]);
    expect([...answer.matchAll(/HTTP\/1.1 (\d+)/g)].map((match) => match[1])).toEqual(["200", "401", "200"]);
    receiver.jobs.length = 0;
  });
});

/** Bytes in use by objects and buffers once all that is garbage is gone. */
async function settledMemory(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it("2,000 hostile requests leave the process alive and its memory as it was", async () => {
  const shapes: readonly (() => Promise<unknown>)[] = [
    () => receiver.post(body, {}),
    () => receiver.post(body, signed(`${body}x`)),
    () => receiver.post("[".repeat(10_000), signed("[".repeat(10_000))),
    () => receiver.post(gzipSync(body), { ...signed(body), "content-encoding": "gzip" }),
    () => receiver.post(`{"__proto__":1,${body.slice(1)}`, signed(`{"__proto__":1,${body.slice(1)}`)),
    () =>
      fetch(`${receiver.url}/${createHash("sha1").update(String(Math.random())).digest("hex")}`).then((one) =>
        one.text(),
      ),
    () => raw([request({ ...signed(body), "x-long": "y".repeat(100_000) }, body)]),
    () => raw([request({ ...signed("x"), "content-length": String(30 * 1024 * 1024) }, "")], /\r\n\r\n/),
    () => receiver.post("x".repeat(100_000), signed("y")),
    () => raw(["GET / HTTP/9.9\r\n\r\n"]),
  ];
  const flood = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => shapes[index % shapes.length]?.()));
    }
  };
  await flood(400);
  const before = await settledMemory();
  await flood(2_000);
  const grown = ((await settledMemory()) - before) / 1024 / 1024;
  console.log(`2,000 hostile requests: ${grown.toFixed(2)} MiB more in use afterwards`);
  expect(receiver.jobs).toEqual([]);
  expect((await receiver.get("/healthz")).body).toEqual({ status: "alive" });
  expect((await receiver.deliver(event)).status).toBe(200);
  // The client is in the same process; the bodies of the flood are 25 MiB.
  expect(grown).toBeLessThan(4);
});

describe("what is no HTTP", () => {
  it.each([
    ["a body without a length, HTTP/1.0", `POST ${PATH} HTTP/1.0\r\ncontent-type: application/json\r\n\r\n{}`],
    ["a body without a length", `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\r\n{}`],
    ["a broken chunk", `POST ${PATH} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`],
  ])("%s is refused, and is no fault of ours", async (_what, bytes) => {
    expect(await raw([bytes], /\r\n\r\n/)).toMatch(/^HTTP\/1.1 4\d\d /);
    expect(await receiver.metrics.registry.metrics()).not.toContain('why="internal"');
  });

  it("an address that cannot be read is answered as everything else", async () => {
    expect(await receiver.get(`${PATH}/%ff`)).toMatchObject({ status: 400, body: { error: "bad-request" } });
  });
});
