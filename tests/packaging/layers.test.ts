import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

const LAYERS = [
  "workers",
  "src/cli",
  "src/app",
  "src/http",
  "src/queue",
  "src/webhooks",
  "src/fleet",
  "src/check",
  "src/setup",
  "src/audit",
  "src/reconcile",
  "src/gitlab",
  "src/config",
  "src/domain",
];
const PLACES = [...LAYERS, "src/sandbox"];

/** The table of docs/architecture.md, written down a second time: who may import whom. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  workers: LAYERS,
  "src/cli": PLACES,
  "src/app": LAYERS.slice(2),
  "src/http": LAYERS.slice(3),
  "src/queue": LAYERS.slice(4),
  "src/webhooks": LAYERS.slice(5),
  "src/fleet": LAYERS.slice(6),
  "src/check": LAYERS.slice(7),
  "src/setup": LAYERS.slice(8),
  "src/audit": LAYERS.slice(9),
  "src/reconcile": LAYERS.slice(10),
  "src/gitlab": LAYERS.slice(11),
  "src/config": LAYERS.slice(12),
  "src/domain": LAYERS.slice(13),
  "src/sandbox": ["src/sandbox"],
};

/** The same for the rooms within a layer. */
const ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "src/reconcile": {
    actions: ["actions"],
    model: ["model", "actions"],
    plan: ["plan", "model", "actions"],
    observe: ["observe", "model", "actions"],
    apply: ["apply", "model", "actions"],
  },
  "src/domain/action-items": { read: ["read"], timeline: ["timeline", "read"], carry: ["carry", "timeline", "read"] },
  "src/gitlab": {
    http: ["http"],
    errors: ["errors", "http"],
    budget: ["budget", "http"],
    project: ["project", "errors", "http"],
    webhooks: ["webhooks", "project", "errors", "http"],
    setup: ["setup", "project", "errors", "http"],
    fleet: ["fleet", "webhooks", "project", "budget", "errors", "http"],
  },
};

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: "value" | "type";
  readonly allowed: boolean;
}

/** An import of a place by another, once as a value and once as a type only. */
function edgesBetween(from: string, to: string, allowed: boolean): readonly Edge[] {
  return (["value", "type"] as const).map((kind) => ({
    from: `${from}/deep/${kind}-from-${to.replaceAll("/", "-")}.ts`,
    to: `${to}/target.ts`,
    kind,
    allowed,
  }));
}

const edges = PLACES.flatMap((from) =>
  PLACES.flatMap((to) => edgesBetween(from, to, ALLOWED[from]?.includes(to) ?? false)),
);

const rooms = Object.entries(ROOMS).flatMap(([layer, own]) => Object.keys(own).map((room) => `${layer}/${room}`));
const roomEdges = Object.entries(ROOMS).flatMap(([layer, own]) =>
  Object.entries(own).flatMap(([from, allowed]) =>
    Object.keys(own).flatMap((to) => edgesBetween(`${layer}/${from}`, `${layer}/${to}`, allowed.includes(to))),
  ),
);

const special = [
  { file: "src/domain/deep/reads-files.ts", code: `import "node:fs";`, rule: "domain-is-pure" },
  { file: "src/domain/circle-a.ts", code: `import "./circle-b.ts";`, rule: "no-cycle" },
  { file: "src/domain/astray.ts", code: `import "./nowhere.ts";`, rule: "no-missing-file" },
  { file: "src/index.ts", code: `import "./cli/target.ts";`, rule: "public-api-is-no-entry-point" },
  { file: "src/cli/inside-out.ts", code: `import "../index.ts";`, rule: "nobody-imports-the-public-api" },
  { file: "src/newcomer/x.ts", code: `import "../domain/target.ts";`, rule: "each-file-has-a-layer" },
  { file: "src/beside.ts", code: `import type {} from "./domain/target.ts";`, rule: "each-file-has-a-layer" },
  ...[
    "project/client",
    "project/project-client",
    "fleet/fleet-client",
    "setup/setup-client",
    "webhooks/hooks-client",
  ].map((client, at) => ({
    file: `workers/builds-${at}.ts`,
    code: `import "../src/gitlab/${client}.ts";`,
    rule: "only-app-builds",
  })),
  { file: "src/cli/logs.ts", code: `import "pino";`, rule: "only-app-builds" },
  { file: "src/cli/logs-readably.ts", code: `import("pino-pretty");`, rule: "only-app-builds" },
  { file: "src/reconcile/model/up.ts", code: `import type {} from "../reconcile.ts";`, rule: "rooms-need-no-map" },
  { file: "src/cli/toys.ts", code: `import "../../tests/target.ts";`, rule: "product-needs-no-tests" },
];

let folder = "";
let violations: readonly Violation[] = [];

async function plant(file: string, code: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), `${code}\n`);
}

/** Runs the project's own layer check over a planted tree. It exits with an error on violations, so both ends count. */
async function findViolations(): Promise<readonly Violation[]> {
  const tool = join(REPOSITORY, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = join(REPOSITORY, ".dependency-cruiser.mjs");
  const args = [tool, "--config", config, "--output-type", "json", "src", "workers"];
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }).catch(
    (error: { readonly stdout: string }) => error,
  );
  return JSON.parse(stdout).summary.violations;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cadence-layers-"));
  await symlink(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  await plant("package.json", `{ "type": "module" }`);
  await plant("tests/target.ts", "export const target = 1;");
  for (const place of [...PLACES, ...rooms])
    await plant(`${place}/target.ts`, "export const target = 1;\nexport type Target = 1;");
  for (const { from, to, kind } of [...edges, ...roomEdges]) {
    const path = relative(dirname(from), to);
    await plant(
      from,
      kind === "type" ? `import type { Target } from "${path}";\nexport type T = Target;` : `import "${path}";`,
    );
  }
  await plant("src/domain/circle-b.ts", `import type { A } from "./circle-a.ts";\nexport type B = A;`);
  await plant("src/reconcile/reconcile.ts", "export type A = 1;");
  for (const { file, code } of special) {
    await plant(file, code);
    const [client] = /src\/gitlab\/.*\.ts/.exec(code) ?? [];
    if (client !== undefined) await plant(client, "export {};");
  }
  violations = await findViolations();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the layer check", () => {
  it.each(PLACES)("%s may import what stands below it, values and types, and nothing else", (place) => {
    const own = edges.filter(({ from }) => from.startsWith(`${place}/deep/`));
    const refused = own.filter(({ from, to }) => violations.some((one) => one.from === from && one.to === to));
    expect(refused.map(({ from }) => from)).toEqual(own.filter(({ allowed }) => !allowed).map(({ from }) => from));
  });

  it.each(rooms)("%s may import the rooms that it needs, and no other of its layer", (room) => {
    const own = roomEdges.filter(({ from }) => from.startsWith(`${room}/deep/`));
    const refused = own.filter(({ from, to }) => violations.some((one) => one.from === from && one.to === to));
    expect(refused.map(({ from }) => from)).toEqual(own.filter(({ allowed }) => !allowed).map(({ from }) => from));
  });

  it.each(["src/domain/action-items", "src/gitlab", "src/reconcile"])("names each room of %s", async (layer) => {
    const config: { readonly default: { readonly forbidden: readonly { readonly name: string }[] } } = await import(
      join(REPOSITORY, ".dependency-cruiser.mjs")
    );
    const rooms = readdirSync(join(REPOSITORY, layer), { withFileTypes: true }).filter((one) => one.isDirectory());
    const names = new Set(config.default.forbidden.map(({ name }) => name));
    const missing = rooms.filter(({ name }) => !names.has(`${layer.slice("src/".length)}-${name}-keeps-to-its-rooms`));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it("sees every import: none is written inside a type, where its parser does not look", () => {
    const inType = /\btypeof import\(|\bimport\("[^"]+"\)\.[A-Z]/;
    expect(inType.test('let a: import("./b.ts").C')).toBe(true);
    const sources = ["src", "workers"].flatMap((top) =>
      readdirSync(join(REPOSITORY, top), { recursive: true, encoding: "utf8" }).map((file) => join(top, file)),
    );
    const found = sources.filter(
      (file) => file.endsWith(".ts") && inType.test(readFileSync(join(REPOSITORY, file), "utf8")),
    );
    expect(found).toEqual([]);
  });

  it("names each client that src/gitlab has", async () => {
    const clients = readdirSync(join(REPOSITORY, "src/gitlab"), { recursive: true, encoding: "utf8" })
      .map((file) => join("src/gitlab", file))
      .filter((file) => file.endsWith("client.ts"));
    const planted = special.flatMap(({ code }) => /src\/gitlab\/.*\.ts/.exec(code) ?? []);
    expect(planted.toSorted()).toEqual(clients.toSorted());
  });

  it.each(special)("$file breaks $rule", ({ file, rule }) => {
    expect(violations.filter(({ from }) => from === file).map(({ rule: { name } }) => name)).toContain(rule);
  });
});
