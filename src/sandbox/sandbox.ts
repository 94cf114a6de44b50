import type { Faults } from "./http/faults.ts";
import { createFaults } from "./http/faults.ts";
import { createRequestLog, type RequestLog } from "./http/request-log.ts";
import { type RequestHook, startServer } from "./http/server.ts";
import { type IssueState, viewIssue } from "./issue-view.ts";
import { createPerson, type Person, type ProjectRef, requireIssue, requireProject, requireUser } from "./person.ts";
import { createPages } from "./web/pages.ts";
import { noteActivity } from "./world/activity.ts";
import * as build from "./world/build.ts";
import { type Clock, createClock } from "./world/clock.ts";
import type { Delivery, Notification } from "./world/model.ts";
import { filesAt } from "./world/repository.ts";
import type { MergeRequest } from "./world/repository-model.ts";
import { gitlabComLimits, type Limits, noLimits, type Settings } from "./world/settings.ts";
import type { World } from "./world/state.ts";
import { copyWorld, createWorld } from "./world/world.ts";

export interface SandboxOptions {
  /** 0 (default): any free one. */
  readonly port?: number;
  readonly host?: string;
  /** `/gitlab` for an instance that lives below a path. */
  readonly basePath?: string;
  /** ISO 8601: the clock stands still at this instant until it is set or advanced. Default: real time. */
  readonly now?: string;
  /** `off` (default), the documented figures of gitlab.com, or figures of one's own over `off`. */
  readonly limits?: "off" | "gitlab.com" | Partial<Limits>;
  readonly plan?: Settings["plan"];
  readonly edition?: Settings["edition"];
  readonly version?: string;
  /** Names of types of work items that people renamed (`{ issue: "Meeting" }`); webhooks tell them. */
  readonly typeNames?: Settings["typeNames"];
  /** `issue` unless said: what webhooks call an issue that a person edits, `work_item` in the pages of newer versions. */
  readonly pagesSend?: Settings["pagesSend"];
  /** UUIDs are the same for the same seed. */
  readonly seed?: number;
  /** 10,000 unless said. */
  readonly webhookTimeoutMs?: number;
  /** 25 MB unless said. */
  readonly webhookMaxBytes?: number;
  /** On unless said, as on gitlab.com; off by default on self-managed instances. */
  readonly autoDisableHooks?: boolean;
  /** Pages to look at and to click on besides the API; none unless said. */
  readonly web?: boolean;
  /** The feature flag `webhook_signing_token`, on unless said; it counts from version 19.0 on. */
  readonly webhookSigningToken?: boolean;
}

/** A pretended GitLab, listening. */
export interface Sandbox {
  /** Base URL without a trailing slash. */
  readonly url: string;
  readonly clock: Clock;
  addUser(fields: build.UserFields): { readonly id: number; readonly username: string };
  addGroup(fields: build.GroupFields): { readonly id: number; readonly path: string };
  addProject(fields: build.ProjectFields): { readonly id: number; readonly path: string };
  /** Answers the token's value. */
  addToken(fields: build.TokenFields): string;
  revokeToken(value: string): void;
  renameProject(project: ProjectRef, path: string): void;
  archiveProject(project: ProjectRef, archived?: boolean): void;
  /** Access level by user name; 0 takes the membership away. */
  setMember(project: ProjectRef, username: string, level: number): void;
  writeFile(project: ProjectRef, path: string, content: string): void;
  removeFile(project: ProjectRef, path: string): void;
  /** The files of a branch by path, those of the default branch unless said; throws for a branch that is not there. */
  files(project: ProjectRef, branch?: string): Readonly<Record<string, string>>;
  removeBranch(project: ProjectRef, branch: string): void;
  mergeRequests(project: ProjectRef): readonly Readonly<MergeRequest>[];
  /** All issues as they are now, oldest first. */
  issues(project: ProjectRef): readonly IssueState[];
  issue(project: ProjectRef, iid: number): IssueState;
  as(username: string): Person;
  readonly requests: RequestLog;
  /** What people were told of, oldest first: one row for each person and time, `at` in ISO 8601. */
  readonly notifications: readonly Notification[];
  readonly faults: Faults;
  /** Runs before each request is handled; the returned function takes it away. */
  beforeRequest(hook: RequestHook): () => void;
  /** Webhook deliveries, also those on their way. */
  readonly deliveries: readonly Delivery[];
  setLimits(limits: "off" | "gitlab.com" | Partial<Limits>): void;
  /** Waits until no webhook delivery is on its way. */
  settle(): Promise<void>;
  /**
   * Starts another GitLab that holds the same, at any free port, and goes its own way from here. What it is not told: faults,
   * hooks on requests, and deliveries under way.
   */
  copy(): Promise<Sandbox>;
  close(): Promise<void>;
}

/** Starts a GitLab on a port of this machine. Throws where the port is taken. */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return serve(createWorld(createClock(options.now), readSettings(options), options.seed ?? 1), options);
}

type Place = Pick<SandboxOptions, "port" | "host" | "basePath" | "web">;

async function serve(world: World, place: Place): Promise<Sandbox> {
  const { clock, settings } = world;
  const requests = createRequestLog();
  const faults = createFaults();
  const hooks = new Set<RequestHook>();
  const basePath = (place.basePath ?? "").replace(/\/$/, "");
  const host = place.host ?? "127.0.0.1";
  const web = place.web === true ? createPages(world) : () => null;
  const server = await startServer({ world, basePath, requests, faults, hooks, web }, host, place.port ?? 0);
  world.url = `http://${host.includes(":") ? `[${host}]` : host}:${server.port}${basePath}`;
  return {
    url: world.url,
    clock: { now: clock.now, set: clock.set, advance: clock.advance },
    ...builders(world),
    ...views(world),
    as: (username) => createPerson(world, requireUser(world, username)),
    requests,
    faults,
    beforeRequest(hook) {
      hooks.add(hook);
      return () => void hooks.delete(hook);
    },
    setLimits: (limits) => {
      settings.limits = readLimits(limits, settings.plan);
    },
    settle: () => settle(world),
    copy: () => serve(copyWorld(world), { ...place, port: 0 }),
    close: () => server.close(),
  };
}

function builders(
  world: World,
): Pick<
  Sandbox,
  | "addUser"
  | "addGroup"
  | "addProject"
  | "addToken"
  | "revokeToken"
  | "renameProject"
  | "archiveProject"
  | "setMember"
  | "writeFile"
  | "removeFile"
  | "removeBranch"
> {
  return {
    addUser(fields) {
      const { id, username } = build.addUser(world, fields);
      return { id, username };
    },
    addGroup(fields) {
      const { id, path } = build.addGroup(world, fields);
      return { id, path };
    },
    addProject(fields) {
      const { id, path } = build.addProject(world, fields);
      return { id, path };
    },
    addToken: (fields) => build.addToken(world, fields).value,
    revokeToken(value) {
      for (const token of world.tokens) if (token.value === value) token.revoked = true;
    },
    renameProject: (project, path) => build.renameProject(world, requireProject(world, project), path),
    archiveProject(project, archived = true) {
      requireProject(world, project).archived = archived;
    },
    setMember(project, username, level) {
      const { members } = requireProject(world, project);
      const { id } = requireUser(world, username);
      if (level === 0) members.delete(id);
      else members.set(id, level);
    },
    writeFile(project, path, content) {
      const found = requireProject(world, project);
      found.files.set(path, content);
      noteActivity(found, world.clock.now());
    },
    removeFile(project, path) {
      const found = requireProject(world, project);
      found.files.delete(path);
      noteActivity(found, world.clock.now());
    },
    removeBranch: (project, branch) => void requireProject(world, project).repository.branches.delete(branch),
  };
}

function views(
  world: World,
): Pick<Sandbox, "issues" | "issue" | "notifications" | "deliveries" | "files" | "mergeRequests"> {
  return {
    files(ref, branch = "HEAD") {
      const files = filesAt(requireProject(world, ref), branch);
      if (files === null) throw new Error(`sandbox: no branch ${branch}`);
      return Object.fromEntries(files);
    },
    mergeRequests: (project) => requireProject(world, project).repository.mergeRequests.map((one) => ({ ...one })),
    issues: (project) => requireProject(world, project).issues.map((issue) => viewIssue(world, issue)),
    issue: (project, iid) => viewIssue(world, requireIssue(world, project, iid)),
    notifications: world.notifications,
    deliveries: world.deliveries,
  };
}

function readSettings(options: SandboxOptions): Settings {
  const plan = options.plan ?? "premium";
  return {
    plan,
    edition: options.edition ?? "ee",
    version: options.version ?? "19.2.1-ee",
    typeNames: options.typeNames ?? {},
    pagesSend: options.pagesSend ?? "issue",
    limits: readLimits(options.limits ?? "off", plan),
    webhookTimeoutMs: options.webhookTimeoutMs ?? 10_000,
    webhookMaxBytes: options.webhookMaxBytes ?? 25 * 1024 * 1024,
    autoDisableHooks: options.autoDisableHooks ?? true,
    webhookSigningToken: options.webhookSigningToken ?? true,
  };
}

function readLimits(limits: "off" | "gitlab.com" | Partial<Limits>, plan: Settings["plan"]): Limits {
  if (limits === "off") return noLimits;
  return limits === "gitlab.com" ? gitlabComLimits(plan) : { ...noLimits, ...limits };
}

/** Deliveries can set off further ones, so the chains are looked at until nothing new was added. */
async function settle(world: World): Promise<void> {
  for (let before = -1; before !== world.deliveries.length; ) {
    before = world.deliveries.length;
    await Promise.all(world.deliveryChains.values());
  }
}
