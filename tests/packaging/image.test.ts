import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ServiceStage, setServiceStage, untilReady } from "../service/service-stage.ts";
import { findRedis, forgetPrefix } from "../support/servers.ts";
import { until } from "../support/until.ts";
import { execForm, listing, readStages, unpackImage } from "./image.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const [build = [], final = []] = readStages("docs/deploy/Dockerfile");
const NOBODY = 65_534;
/** Another user than the one who owns the files, where that can be chosen. */
const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const redis = await findRedis();

describe("the Dockerfile", () => {
  it("has images of named versions, the last one without a shell and not as root", () => {
    const images = [build, final].map((stage) => stage[0]?.text ?? "");
    expect(images).toEqual([
      expect.stringMatching(/^docker\.io\/library\/node:\d+\.\d+\.\d+-\w+-slim AS build$/),
      expect.stringMatching(/^gcr\.io\/distroless\/nodejs\d+-debian\d+:nonroot$/),
    ]);
    // Each would need a shell, or bring in something that was not built.
    expect(final.filter(({ name }) => ["RUN", "ADD", "SHELL"].includes(name))).toEqual([]);
    expect(final.find(({ name }) => name === "USER")?.text).toBe("65532:65532");
    const copies = final.filter(({ name }) => name === "COPY");
    expect(copies.filter(({ text }) => !text.startsWith("--from=build "))).toEqual([]);
    for (const name of ["HEALTHCHECK", "ENTRYPOINT"]) expect(execForm(final, name)[0]).toBe("/nodejs/bin/node");
  });

  it("says the version of this package, and leaves out of its context nothing that it copies", () => {
    const { version } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
    expect(final.find(({ name }) => name === "LABEL")?.text).toContain(`image.version="${version}"`);
    const ignored = readFileSync(join(REPOSITORY, ".dockerignore"), "utf8").split("\n");
    const needed = [
      ".ci",
      ".npmrc",
      "package.json",
      "package-lock.json",
      "src",
      "workers",
      "issue_templates",
      "LICENSE",
    ];
    expect(needed.filter((path) => ignored.includes(path) || !existsSync(join(REPOSITORY, path)))).toEqual([]);
  });
});

describe("what the image holds, read-only, run by another user without a shell", () => {
  let image: ReturnType<typeof unpackImage>;
  let stage: ServiceStage;
  let directory: string;
  let child: ChildProcess | null = null;
  beforeAll(() => {
    if (!existsSync(join(REPOSITORY, "dist/cli/cadence.cjs"))) throw new Error("there is no dist: npm run build");
    image = unpackImage(final);
  });
  afterAll(() => image.remove());
  beforeEach(async () => {
    stage = await setServiceStage();
    chmodSync(stage.folder, 0o755);
    directory = mkdtempSync(join(tmpdir(), "cadence-state-"));
    if (user.uid !== undefined) chownSync(directory, user.uid, user.gid);
  });
  afterEach(async () => {
    child?.kill("SIGKILL");
    rmSync(directory, { recursive: true, force: true });
    await stage.close();
  });

  const inImage = (path: string): string => (path === "/nodejs/bin/node" ? process.execPath : join(image.root, path));

  /** The command of the image with files of the stage, or arguments of one's own; answers its port for health and its log. */
  async function start(environment: Readonly<Record<string, string>>, more: readonly string[] = []) {
    const places: Readonly<Record<string, string>> = {
      "/etc/cadence/cadence.yml": join(stage.folder, "cadence.yml"),
      "/var/lib/cadence": directory,
    };
    const [node = "", main = ""] = execForm(final, "ENTRYPOINT").map(inImage);
    const args = execForm(final, "CMD").map((word) => places[word] ?? word);
    // No shell can be found, no folder for temporary files is there.
    const env = { ...stage.environment, ...environment, PATH: "", HOME: "/nonexistent", TMPDIR: "/nonexistent" };
    const one = spawn(node, [main, ...args, "--port", "0", "--admin-port", "0", ...more], {
      cwd: join(image.root, "app"),
      env,
      stdio: ["ignore", "ignore", "pipe"],
      ...user,
    });
    child = one;
    let log = "";
    one.stderr.on("data", (data) => (log += data));
    const port = await until(() => {
      const isThere = /"address":"http:\/\/0\.0\.0\.0:\d+"/.test(log);
      const found = isThere ? /"admin":"http:\/\/0\.0\.0\.0:(\d+)"/.exec(log)?.[1] : undefined;
      if (found === undefined && one.exitCode === null) throw new Error(`it does not listen yet: ${log}`);
      return found ?? `it ended with ${one.exitCode}: ${log}`;
    });
    return { port, log: () => log };
  }

  /** The health check of the image, against a port of one's own. */
  async function isHealthy(port: string): Promise<boolean> {
    const [node = "", ...args] = execForm(final, "HEALTHCHECK");
    const words = args.map((word) => word.replace(":8081/", `:${port}/`));
    const [code] = await once(spawn(inImage(node), words, { env: { PATH: "" }, ...user }), "exit");
    return code === 0;
  }

  async function expectServing(environment: Readonly<Record<string, string>>): Promise<void> {
    const before = listing(image.root);
    const { port, log } = await start(environment);
    await until(() => expect(log()).toContain('"outcome":"reconciled"'));
    expect(await Promise.all([isHealthy(port), isHealthy("1")])).toEqual([true, false]);
    await untilReady(`http://127.0.0.1:${port}`, {});
    child?.kill("SIGTERM");
    const [code] = await once(child as ChildProcess, "exit");
    expect(code).toBe(0);
    expect(listing(image.root)).toEqual(before);
  }

  it.skipIf(redis === null)("serves with Redis, writes nothing, says that it lives, ends on SIGTERM", async () => {
    const prefix = `t_${randomBytes(6).toString("hex")}`;
    const url = redis?.url ?? "";
    try {
      await expectServing({ CADENCE_QUEUE_URL: url, CADENCE_QUEUE_PREFIX: prefix });
      expect(listing(directory)).toHaveLength(1);
    } finally {
      await forgetPrefix(url, prefix);
    }
  });

  it("serves with the queue in its volume, and writes nowhere else", async () => {
    await expectServing({});
    expect(listing(directory).length).toBeGreaterThan(1);
  });
});
