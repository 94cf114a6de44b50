import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildAdmin } from "../../src/http/admin.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import type { CheckResult } from "../../src/http/readiness.ts";
import { openReceiverStage, type ReceiverStage } from "./receiver-stage.ts";

const open: ReceiverStage[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const NOW = "2026-11-24T10:00:00.000Z";
const fine = async (): Promise<CheckResult> => ({ ok: true, state: "connected", at: "2026-11-24T09:58:30.000Z" });

async function openStage(checks: Readonly<Record<string, () => Promise<CheckResult>>> | null): Promise<ReceiverStage> {
  const one = await openReceiverStage({ checks, now: () => NOW });
  open.push(one);
  return one;
}

describe("readiness", () => {
  it("ready when every check passes, each with its state and age in seconds", async () => {
    const never = async (): Promise<CheckResult> => ({ ok: true, state: "not due yet", at: null });
    const { status, body } = await (await openStage({ queue: fine, sweep: never })).get("/readyz");
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "ready",
      checks: {
        queue: { ok: true, state: "connected", age: 90 },
        sweep: { ok: true, state: "not due yet", age: null },
      },
    });
  });

  it("503 when one fails, throws or hangs; what it threw is for the log only", async () => {
    const one = await openStage({
      gitlab: fine,
      sweep: async () => ({ ok: false, state: "overdue", at: "2026-11-24T07:00:00.000Z" }),
      queue: () => Promise.reject(new Error("redis://user:password@host refused")),
      disk: () => new Promise(() => undefined),
    });
    const { status, body } = await one.get("/readyz");
    expect([status, body.status]).toEqual([503, "not ready"]);
    expect(body.checks).toEqual({
      gitlab: { ok: true, state: "connected", age: 90 },
      sweep: { ok: false, state: "overdue", age: 10_800 },
      queue: { ok: false, state: "failed", age: null },
      disk: { ok: false, state: "failed", age: null },
    });
    expect(one.log()).toContain("the check of disk failed");
    expect((await one.get("/healthz")).body).toEqual({ status: "alive" });
  });

  it("asks once for probes that come together", async () => {
    let asked = 0;
    const one = await openStage({
      queue: () => {
        asked += 1;
        return fine();
      },
    });
    await Promise.all([one.get("/readyz"), one.get("/readyz"), one.get("/readyz")]);
    expect(asked).toBe(1);
  });
});

describe("where health and metrics are", () => {
  it("with the webhooks unless they have a server of their own", async () => {
    const one = await openStage(null);
    const paths = ["/healthz", "/readyz", "/metrics"];
    expect(await Promise.all(paths.map(async (path) => (await one.get(path)).status))).toEqual([404, 404, 404]);
    const admin = buildAdmin({ metrics: one.metrics, checks: {}, log: pino({ level: "silent" }), now: () => NOW });
    await admin.listen({ port: 0, host: "127.0.0.1" });
    const url = `http://127.0.0.1:${(admin.server.address() as AddressInfo).port}`;
    const statuses = [...paths, "/webhooks/gitlab"].map(async (path) => (await fetch(url + path)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 404]);
    await admin.close();
  });
});

describe("metrics", () => {
  it("are in Prometheus' form, those of Node.js too when asked for", async () => {
    const { headers, body } = await (await openStage({})).get("/metrics");
    expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(body).toContain("# TYPE cadence_webhook_duration_seconds histogram");
    expect(await createMetrics().registry.metrics()).toContain("process_resident_memory_bytes");
  });

  it("count the fleet once each time they are read", async () => {
    const metrics = createMetrics({ processMetrics: false });
    const fleet = async (): Promise<readonly string[]> =>
      (await metrics.registry.metrics())
        .split("\n")
        .filter((line) => /^cadence_(projects|agendas_(due|missing)|open)/.test(line));
    expect(await fleet()).toEqual([]);
    let counted = 0;
    metrics.watchFleet(() => {
      counted += 1;
      const openItems = { "0-7d": 2, "8-30d": 0, "31-90d": 0, "over-90d": 1 };
      const agendas = { agendasDue: 3, agendasMissing: counted, agendasNotClosed: 0 };
      return { projects: 5, inError: 1, ...agendas, followUpsLate: 0, followUpsHeldBack: 0, openItems };
    });
    const lines = (missing: number): readonly string[] => [
      "cadence_projects 5",
      "cadence_projects_in_error 1",
      "cadence_agendas_due 3",
      `cadence_agendas_missing ${missing}`,
      'cadence_open_action_items{age="0-7d"} 2',
      'cadence_open_action_items{age="8-30d"} 0',
      'cadence_open_action_items{age="31-90d"} 0',
      'cadence_open_action_items{age="over-90d"} 1',
    ];
    expect(await fleet()).toEqual(lines(1));
    expect(await fleet()).toEqual(lines(2));
  });

  it("ask the queue when they are read, and do without it when it does not answer", async () => {
    const metrics = createMetrics({ processMetrics: false });
    const queue = async (): Promise<string> =>
      (await metrics.registry.metrics())
        .split("\n")
        .filter((line) => line.startsWith("cadence_queue"))
        .join("; ");
    expect(await queue()).toBe("");
    metrics.watchQueue(async () => ({ jobs: { waiting: 3, active: 1 }, oldestSeconds: 12 }));
    expect(await queue()).toBe(
      'cadence_queue_jobs{state="waiting"} 3; cadence_queue_jobs{state="active"} 1; cadence_queue_oldest_seconds 12',
    );
    metrics.watchQueue(() => Promise.reject(new Error("down")));
    expect(await queue()).toBe("");
  });

  it("say nothing of what nobody has looked at yet", async () => {
    const metrics = createMetrics({ processMetrics: false });
    const days = async (): Promise<string | undefined> =>
      /^cadence_gitlab_token_days_left (\d+)/m.exec(await metrics.registry.metrics())?.[1];
    expect(await days()).toBeUndefined();
    metrics.tokenDaysLeft.set(13);
    expect(await days()).toBe("13");
  });

  const ours = async (): Promise<readonly { name: string; help: string; type: string }[]> =>
    (await createMetrics({ processMetrics: false }).registry.getMetricsAsJSON()) as never;
  const docs = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

  it("are all described in docs/metrics.md, and no others", async () => {
    const rows = [...docs("metrics.md").matchAll(/^\| `(cadence_\w+)`/gm)].map((match) => match[1]);
    expect([...rows].sort()).toEqual((await ours()).map(({ name }) => name).sort());
  });

  it("are what Grafana shows, each of them on the dashboard of docs/deploy", async () => {
    const dashboard: {
      readonly schemaVersion: number;
      readonly panels: readonly {
        readonly id: number;
        readonly type: string;
        readonly gridPos: { readonly x: number; readonly w: number };
        readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly type: string } }[];
      }[];
    } = JSON.parse(docs("deploy/grafana-dashboard.json"));
    // Of Grafana 10.4; newer ones bring it up to date when it is imported.
    expect(dashboard.schemaVersion).toBe(39);
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
    const targets = panels.flatMap(({ type, targets: own = [] }) => {
      expect(own.length > 0).toBe(type !== "row");
      return own;
    });
    expect(targets.filter(({ datasource }) => datasource.type !== "prometheus")).toEqual([]);
    const series = targets.flatMap(({ expr }) => [...expr.matchAll(/cadence_\w+/g)].map(([name]) => name));
    const shown = new Set(series.map((name) => name.replace(/_bucket$/, "")));
    expect([...shown].sort()).toEqual((await ours()).map(({ name }) => name).sort());
  });

  it("are what the alerts ask about", async () => {
    const known = new Set(
      (await ours()).flatMap(({ name }) => [name, `${name}_bucket`, `${name}_count`, `${name}_sum`]),
    );
    const { groups } = parse(docs("alerts.yml")) as {
      groups: readonly { rules: readonly Record<string, unknown>[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(6);
    for (const rule of rules) {
      const used = [...String(rule["expr"]).matchAll(/cadence_\w+/g)].map(([name]) => name);
      expect(used.length).toBeGreaterThan(0);
      expect(used.filter((name) => !known.has(name))).toEqual([]);
      expect(rule).toMatchObject({
        alert: expect.any(String),
        labels: { severity: expect.stringMatching(/^(warning|critical)$/) },
        annotations: { summary: expect.any(String), description: expect.any(String) },
      });
    }
  });
});
