import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tryPorts } from "../../src/app/port-error.ts";
import { command } from "../support/command-line.ts";
import { type ServiceStage, setServiceStage } from "./service-stage.ts";

const HOST = "127.0.0.1";

let stage: ServiceStage;
let taken: Server;
let port: number;
/** Connections to what stands in for the server of the queue. */
let calls = 0;
let queue: Server;

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}

beforeEach(async () => {
  stage = await setServiceStage();
  taken = createServer();
  port = await listening(taken);
  calls = 0;
  queue = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
});

afterEach(async () => {
  for (const server of [taken, queue]) server.close();
  await stage.close();
});

/** A free port that nobody holds. */
async function freePort(): Promise<number> {
  const server = createServer();
  const free = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return free;
}

describe("cadence serve on a port that is taken does nothing but say so", () => {
  it.each([
    ["--port", (own: number) => ["--port", `${own}`], "--port"],
    ["--admin-port", (own: number) => ["--port", "0", "--admin-port", `${own}`], "--admin-port"],
    ["a worker's --port", (own: number) => ["--only", "worker", "--port", `${own}`], "--port"],
  ])("%s", async (_, args, option) => {
    const directory = join(stage.folder, "state");
    const audit = join(stage.folder, "audit.jsonl");
    const place = ["--service", join(stage.folder, "cadence.yml"), "--directory", directory, "--audit", audit];
    const url = `redis://${HOST}:${await listening(queue)}`;
    stage.sandbox.requests.reset();
    for (const environment of [{}, { CADENCE_QUEUE_URL: url }]) {
      if (args(port).includes("worker") && !("CADENCE_QUEUE_URL" in environment)) continue;
      const { exitCode, err } = await command(null, ["serve", ...place, ...args(port), "--log-level", "silent"], {
        ...stage.environment,
        ...environment,
      });
      expect([exitCode, err]).toEqual([2, said(option, port)]);
    }
    expect([existsSync(directory), existsSync(audit), calls]).toEqual([false, false, 0]);
    expect(stage.sandbox.requests.all).toEqual([]);
  });

  it("nor on one port for both", async () => {
    const own = await freePort();
    const args = ["serve", "--group", "a", "--directory", join(stage.folder, "state"), "--log-level", "silent"];
    const { err } = await command(null, [...args, "--port", `${own}`, "--admin-port", `${own}`], stage.environment);
    expect(err).toBe(said("--admin-port", own));
    expect(existsSync(join(stage.folder, "state"))).toBe(false);
  });

  it("and leaves free ones free", async () => {
    const own = await freePort();
    await tryPorts([{ option: "--port", host: HOST, port: own }]);
    await tryPorts([{ option: "--port", host: HOST, port: own }]);
    const both = [own, port].map((one) => ({ option: "--port", host: HOST, port: one }) as const);
    await expect(tryPorts(both)).rejects.toThrow("--port");
    await tryPorts([{ option: "--port", host: HOST, port: own }]);
  });

  it("nor on an address of another machine", async () => {
    const args = ["serve", "--group", "a", "--host", "192.0.2.7", "--log-level", "silent"];
    const { err } = await command(null, args, stage.environment);
    expect(err).toMatch(/--host\n {2}found +"192\.0\.2\.7"\n {2}problem +cannot be listened on: .*\(EADDRNOTAVAIL\)/);
  });
});

function said(option: string, own: number): string {
  return [
    `command line  ${option}`,
    `  found     "${HOST}:${own}"`,
    "  problem   cannot be listened on: something listens there already (EADDRINUSE)",
    "  allowed   a free port | 0 for any",
  ].join("\n");
}

it("cadence sandbox speaks like cadence serve", async () => {
  expect(await command(null, ["sandbox", "--port", `${port}`])).toEqual({
    exitCode: 2,
    out: "",
    err: said("--port", port),
  });
});

describe("what a person reads who starts the service", () => {
  it("fits a terminal of 80 columns and lists every variable of the service", async () => {
    const source = readFileSync(
      join(import.meta.dirname, "../../src/config/environment/environment-service.ts"),
      "utf8",
    );
    const variables = new Set(
      [...source.matchAll(/(?:readWords\(env, |env\[)"(CADENCE_\w+)"/g)].map((match) => match[1] ?? ""),
    );
    expect(variables.size).toBeGreaterThanOrEqual(5);
    const { out } = await command(null, ["serve", "--help"]);
    for (const variable of variables) expect(out).toContain(variable);
    const refusal = await command(null, ["serve", "--group", "a"], { GITLAB_TOKEN: "glpat-xxxxxxxxxxxxxxxxxxxx" });
    expect(refusal.err).toContain("openssl rand");
    for (const name of ["CADENCE_SIGNING_TOKEN", "CADENCE_WEBHOOK_TOKEN"]) expect(refusal.err).toContain(name);
    const lines = [out, refusal.err].flatMap((text) => text.split("\n"));
    // Examples are copied, and as long as the command is called.
    const wide = lines.filter((line) => line.length > 80 && !line.startsWith("  $ "));
    expect(wide).toEqual([]);
  });
});
