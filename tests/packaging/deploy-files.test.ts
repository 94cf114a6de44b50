import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { command } from "../support/command-line.ts";
import { freePort } from "../support/servers.ts";
import { until } from "../support/until.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");
const { version } = JSON.parse(read("package.json"));
/** The process ends after so long, whatever is open. */
const DEADLINE = Number(/LAST_DEADLINE_MS = (\d+)_000/.exec(read("src/cli/commands/serve.ts"))?.[1]);
/** To the patch; of Node.js without a shell there is no such tag. */
const PINNED = /:\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** What the command says to its arguments where neither configuration nor GitLab is there. */
async function saidTo(args: readonly string[]): Promise<string> {
  const environment = {
    GITLAB_TOKEN: "glpat-0123456789",
    CADENCE_SIGNING_TOKEN: `whsec_${Buffer.alloc(32).toString("base64")}`,
    CADENCE_QUEUE_URL: "redis://127.0.0.1:1",
  };
  return (await command(null, [...args, "--log-level", "silent"], environment)).err;
}

/** All arguments were understood when only the file that they name is missing. */
const ONLY_THE_FILE_IS_MISSING = /^\/etc\/cadence\/cadence\.yml\n {2}problem {3}there is no such file$/m;

describe("docker-compose.yml", () => {
  const compose = parse(read("docker-compose.yml"), { merge: true });
  const services = Object.entries<any>(compose.services); // oxlint-disable-line typescript/no-explicit-any

  it.each(services)("%s is locked in, of a named version, and uses what is declared", (_name, service) => {
    expect(service.image).toMatch(PINNED);
    expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
    const declared = { ...compose.secrets, ...compose.volumes };
    const used = [...(service.secrets ?? []), ...service.volumes.map((one: string) => one.split(":")[0])];
    expect(used.filter((name: string) => !name.startsWith(".") && !(name in declared))).toEqual([]);
    if (service.environment === undefined) return;
    const files = Object.entries<string>(service.environment).filter(([key]) => key.endsWith("_FILE"));
    expect(files.map(([, path]) => path.replace("/run/secrets/", "")).sort()).toEqual(
      [...(service.secrets ?? [])].sort(),
    );
  });

  it("has one receiver, two workers, and Redis that neither forgets nor evicts", () => {
    const { redis, receiver, worker } = compose.services;
    expect(redis.command.join(" ")).toMatch(/--maxmemory 384mb --maxmemory-policy noeviction --appendonly yes/);
    expect([receiver.deploy?.replicas ?? 1, worker.deploy.replicas]).toEqual([1, 2]);
    for (const one of [receiver, worker]) {
      expect(Number.parseInt(one.stop_grace_period, 10)).toBeGreaterThanOrEqual(DEADLINE);
      expect(one.image).toBe(`collab-cadence:${version}`);
    }
  });

  it.each(services)("%s has a limit of memory and of logs", (_name, service) => {
    expect(service.mem_limit).toMatch(/^\d+m$/);
    expect(service.logging.options).toEqual({ "max-size": "10m", "max-file": "5" });
  });

  it("asks for GITLAB_URL, trusts the proxy, has health on a port of its own", () => {
    const { receiver, worker } = compose.services;
    for (const { environment } of [receiver, worker])
      expect(environment.GITLAB_URL).toMatch(/^\$\{GITLAB_URL:\?[^}]+\}$/);
    expect(receiver.command.join(" ")).toMatch(/--admin-port 8081 --trust-proxy uniquelocal$/);
    expect(worker.command.join(" ")).toMatch(/--port 8081$/);
    expect(read("docs/deploy/Dockerfile")).toContain("http://127.0.0.1:8081/healthz");
  });

  it.each(["receiver", "worker"])("the %s gets arguments that the command takes", async (name) => {
    expect(await saidTo(compose.services[name].command)).toMatch(ONLY_THE_FILE_IS_MISSING);
    expect(await saidTo([...compose.services[name].command, "--onli"])).not.toMatch(ONLY_THE_FILE_IS_MISSING);
  });
});

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

describe.skipIf(!hasRedis)("the Redis of docker-compose.yml and kubernetes.yaml, in a shell of this machine", () => {
  const { redis } = parse(read("docker-compose.yml"), { merge: true }).services;
  const sets = parseAllDocuments(read("docs/deploy/kubernetes.yaml")).map((document) => document.toJS());
  const [container] = sets.find(({ kind }) => kind === "StatefulSet").spec.template.spec.containers;
  const inCompose = { start: redis.command, health: ["sh", "-c", redis.healthcheck.test[1]] };
  const inKubernetes = { start: container.command, health: container.livenessProbe.exec.command };

  it.each([
    ["docker-compose.yml", inCompose],
    ["kubernetes.yaml", inKubernetes],
  ])(
    "%s: is alive for who has the password, and shows it to no list of processes",
    async (_file, { start, health }) => {
      expect(String(redis.healthcheck.test[0])).toBe("CMD-SHELL");
      const folder = mkdtempSync(join(tmpdir(), "cadence-redis-"));
      const port = await freePort();
      const [right, wrong] = [join(folder, "queue-url"), join(folder, "wrong")];
      writeFileSync(right, "redis://:0123456789abcdef@redis:6379\n");
      writeFileSync(wrong, "redis://:another@redis:6379\n");
      const here = (words: readonly string[], secret: string): readonly string[] =>
        words.map((word) =>
          word
            .replace(/\/run\/secrets\/[\w/-]*queue-url/g, secret)
            .replace("--dir /data", `--dir ${folder} --port ${port}`)
            .replace("redis-cli", `redis-cli -p ${port}`),
        );
      const [shell = "", ...args] = here(start, right);
      const server = spawn(shell, args, { stdio: "ignore" });
      try {
        const ask = (secret: string): number | null => {
          const [program = "", ...rest] = here(health, secret);
          return spawnSync(program, rest).status;
        };
        await until(() => expect(ask(right)).toBe(0));
        expect(ask(wrong)).not.toBe(0);
        expect(spawnSync("redis-cli", ["-p", String(port), "-e", "ping"]).status).not.toBe(0);
        const processes = spawnSync("ps", ["-eo", "args"]).stdout.toString();
        expect(processes).toContain(`redis-server *:${port}`);
        expect(processes).not.toContain("0123456789abcdef");
        const limit = spawnSync("redis-cli", ["-p", String(port), "config", "get", "maxmemory"], {
          env: { ...process.env, REDISCLI_AUTH: "0123456789abcdef" },
        }).stdout.toString();
        expect(Number(limit.split("\n")[1])).toBeGreaterThan(100_000_000);
        // It is the first process, so that a signal reaches it.
        server.kill("SIGTERM");
        await once(server, "exit");
      } finally {
        server.kill("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

describe("docs/deploy/cadence.service", () => {
  const unit = read("docs/deploy/cadence.service");
  const valuesOf = (key: string): readonly string[] =>
    [...unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map((match) => match[1] ?? "");

  it("starts the command with arguments that it takes, and gives it the time that it needs", async () => {
    const [program, main, ...args] = (valuesOf("ExecStart")[0] ?? "").split(" ");
    expect([program, main]).toEqual(["/usr/bin/node", expect.stringMatching(/\/dist\/cli\/cadence\.cjs$/)]);
    expect(await saidTo(args)).toMatch(ONLY_THE_FILE_IS_MISSING);
    expect(Number(valuesOf("TimeoutStopSec")[0])).toBeGreaterThanOrEqual(DEADLINE);
  });

  it("names the GitLab that the token is for, trusts its own machine, has health on a port of its own", () => {
    expect(valuesOf("Environment")).toContain("GITLAB_URL=https://gitlab.example.com");
    expect(valuesOf("ExecStart")[0]).toMatch(/--admin-port 8081 --trust-proxy loopback$/);
  });

  it("hands over every secret as a credential, none in the environment", () => {
    const credentials = valuesOf("LoadCredential").map((value) => value.split(":")[0]);
    const files = valuesOf("Environment").flatMap((value) => /_FILE=%d\/(.*)$/.exec(value)?.[1] ?? []);
    expect(files).toEqual(credentials);
    expect(valuesOf("Environment").filter((value) => /TOKEN=|SECRET=|PASSWORD=/.test(value))).toEqual([]);
  });

  it("may do little, and is found right by systemd where that is installed", () => {
    for (const setting of ["DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet="])
      expect(unit.split("\n")).toContain(setting);
    const verified = spawnSync("systemd-analyze", ["verify", join(REPOSITORY, "docs/deploy/cadence.service")]);
    // Absent, it says nothing. Node may be in another place here.
    const complaints = (verified.stderr?.toString() ?? "")
      .split("\n")
      .filter((line) => !/^$|not executable/.test(line));
    expect(complaints).toEqual([]);
  });
});

interface Resource {
  readonly kind: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly metadata: { readonly name: string; readonly [key: string]: any };
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly [key: string]: any;
}

describe("docs/deploy/kubernetes.yaml", () => {
  const text = read("docs/deploy/kubernetes.yaml");
  const resources = parseAllDocuments(text).map((document): Resource => document.toJS());
  const all = (kind: string): readonly Resource[] => resources.filter((one) => one.kind === kind);
  const workloads = [...all("Deployment"), ...all("StatefulSet")];
  const byName = workloads.map((one) => [one.metadata.name, one["spec"]] as const);
  const labelsOf = (one: Resource): Readonly<Record<string, string>> => one["spec"].template.metadata.labels;
  const matches = (selector: Readonly<Record<string, string>>): number =>
    workloads.filter((one) => Object.entries(selector).every(([key, value]) => labelsOf(one)[key] === value)).length;

  it("keeps receivers, workers and Redis apart, two of those that serve", () => {
    expect(byName.map(([name, spec]) => [name, spec.replicas])).toEqual([
      ["cadence-receiver", 2],
      ["cadence-worker", 2],
      ["cadence-redis", 1],
    ]);
  });

  it.each(byName)("%s is locked in, has probes, measures and the time to end", (_name, { template, selector }) => {
    const { spec, metadata } = template;
    expect(selector.matchLabels).toEqual(metadata.labels);
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(DEADLINE);
    for (const container of spec.containers) {
      expect(container.image).toMatch(PINNED);
      expect(container).toMatchObject({
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        livenessProbe: expect.anything(),
        readinessProbe: expect.anything(),
        resources: {
          requests: { cpu: expect.any(String), memory: expect.any(String) },
          limits: { memory: expect.any(String) },
        },
      });
      const mounted = container.volumeMounts.map((one: { name: string }) => one.name);
      const there = [...(spec.volumes ?? []), { name: "data" }].map((one: { name: string }) => one.name);
      expect(mounted.filter((name: string) => !there.includes(name))).toEqual([]);
    }
  });

  it("its processes get arguments that the command takes, and this version", async () => {
    for (const { spec } of all("Deployment").map((one) => one["spec"].template)) {
      expect(await saidTo(spec.containers[0].args)).toMatch(ONLY_THE_FILE_IS_MISSING);
      expect(spec.containers[0].image.endsWith(`:${version}`)).toBe(true);
      expect(spec.containers[0].livenessProbe.httpGet.path).toBe("/healthz");
      expect(spec.containers[0].readinessProbe.httpGet.path).toBe("/readyz");
    }
  });

  it("its configuration is a good one, and every key and secret it refers to is there", () => {
    const [map] = all("ConfigMap");
    expect(parseServiceConfiguration(map?.["data"]["cadence.yml"], "cadence.yml").groups).toEqual([
      "account-management",
    ]);
    const made = [...text.matchAll(/--from-file=([a-z-]+)/g)].map((match) => match[1]);
    const used = [...text.matchAll(/\{ key: ([a-z-]+), path: \1/g)].map((match) => match[1]);
    expect(new Set(used)).toEqual(new Set(made));
    expect(text).not.toMatch(/kind: Secret/);
    // An argument of kubectl can be read by whoever may list processes.
    expect(text).not.toMatch(/--from-literal/);
  });

  it("services, budgets and policies select what is there; the webhooks alone are let in from outside", () => {
    for (const one of all("Service")) expect(matches(one["spec"].selector)).toBe(1);
    for (const one of all("PodDisruptionBudget")) expect(matches(one["spec"].selector.matchLabels)).toBe(1);
    expect(all("NetworkPolicy").map((one) => matches(one["spec"].podSelector.matchLabels))).toEqual([2, 1]);
    // GitLab sends 25 MB, and the receiver takes 26.
    const [ingress] = all("Ingress");
    expect(ingress?.["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"]).toBe("26m");
    const paths = all("Ingress").flatMap((one) => one["spec"].rules[0].http.paths);
    expect(paths.map(({ path, pathType }) => [path, pathType])).toEqual([["/webhooks/gitlab", "Exact"]]);
    const services = all("Service").map((one) => one.metadata.name);
    expect(services).toEqual(expect.arrayContaining(paths.map(({ backend }) => backend.service.name)));
  });
});
