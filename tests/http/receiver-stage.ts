import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { Webhook } from "standardwebhooks";
import { createMetrics, type Metrics } from "../../src/http/metrics.ts";
import { buildReceiver } from "../../src/http/receiver.ts";
import type { OwnEdit, ReceiverDependencies, WebhookJob } from "../../src/http/types.ts";

export const SIGNING_TOKEN = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
export const TOKEN = "a-secret-token-of-a-webhook";
export const PATH = "/webhooks/gitlab";
export const LABELS = { agenda: "Agenda", others: ["Follow-up", "Unresolved"] };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** A receiver that listens, and all that it did. */
export interface ReceiverStage {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly port: number;
  readonly jobs: WebhookJob[];
  readonly repairs: OwnEdit[];
  readonly metrics: Metrics;
  /** Everything logged so far, as written. */
  log(): string;
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** As GitLab does it: signed now with the signing token. */
  deliver(payload: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function openReceiverStage(options: Partial<ReceiverDependencies> = {}): Promise<ReceiverStage> {
  const lines: string[] = [];
  const jobs: WebhookJob[] = [];
  const repairs: OwnEdit[] = [];
  const metrics = createMetrics({ processMetrics: false });
  const app = buildReceiver({
    secrets: { signingTokens: [SIGNING_TOKEN], tokens: [] },
    enqueue: async (job) => void jobs.push(job),
    onOwnUpdate: async (edit) => void repairs.push(edit),
    isServed: () => true,
    isBot: (userId) => userId === 4242,
    labelsOf: () => LABELS,
    log: pino({ level: "trace", base: null }, { write: (line: string) => void lines.push(line) }),
    metrics,
    checks: {},
    now: () => new Date().toISOString(),
    ...options,
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const post = (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    fetch(url + PATH, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : new Uint8Array(body),
    }).then(read);
  return {
    app,
    url,
    port,
    jobs,
    repairs,
    metrics,
    log: () => lines.join(""),
    post,
    deliver: (payload, headers) => {
      const body = JSON.stringify(payload);
      return post(body, { ...signed(body), ...headers });
    },
    get: (path) => fetch(url + path).then(read),
    close: () => app.close(),
  };
}

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  const json = (answer.headers.get("content-type") ?? "").includes("application/json");
  return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text };
}

/** Headers of a signed delivery, made by the published package of Standard Webhooks. */
export function signed(
  body: string | Buffer,
  { token = SIGNING_TOKEN, at = new Date(), id = randomUUID() as string } = {},
): Readonly<Record<string, string>> {
  return {
    "webhook-id": id,
    "idempotency-key": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(token).sign(id, at, body),
    "x-gitlab-event": "Issue Hook",
  };
}

/** One of GitLab's example payloads. */
// oxlint-disable-next-line typescript/no-explicit-any
export function example(name: string): any {
  return JSON.parse(readFileSync(new URL(`../fixtures/gitlab-webhook-payloads/${name}`, import.meta.url), "utf8"));
}

interface IssueFields {
  readonly action?: string;
  readonly actor?: number;
  readonly labels?: readonly string[];
  readonly description?: string | null;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly type?: string;
  readonly kind?: string;
}

/** An event of issue #7 in project 14, by a person, about nothing of ours unless told. */
export function issueEvent(fields: IssueFields = {}): Readonly<Record<string, unknown>> {
  const { action = "update", actor = 3, labels = [], description = "text", changes = {}, type = "Issue" } = fields;
  return {
    object_kind: fields.kind ?? "issue",
    event_type: "issue",
    user: { id: actor, username: "jane" },
    project: { id: 14, path_with_namespace: "acme/collaboration" },
    object_attributes: { iid: 7, action, type, description, updated_at: "2026-11-24 10:00:00 UTC" },
    labels: labels.map((title) => ({ title })),
    changes,
  };
}

interface NoteFields {
  readonly actor?: number;
  readonly labels?: readonly string[];
  readonly on?: string;
  readonly internal?: boolean;
  readonly system?: boolean;
  readonly description?: string | null;
}

/** A comment on issue #7 of project 14. */
export function noteEvent(fields: NoteFields = {}): Readonly<Record<string, unknown>> {
  const { actor = 3, labels = [], on = "Issue", internal = false, system = false, description = "text" } = fields;
  return {
    object_kind: "note",
    event_type: "note",
    user: { id: actor, username: "jane" },
    project_id: 14,
    project: { id: 14, path_with_namespace: "acme/collaboration" },
    object_attributes: {
      action: "create",
      note: "hi",
      noteable_type: on,
      internal,
      system,
      updated_at: "2026-11-24T10:00:00Z",
    },
    issue: { iid: 7, description, labels: labels.map((title) => ({ title })) },
  };
}
