import { catchUp } from "./acts/nightly.ts";
import type { Faults } from "./http/faults.ts";
import { createFaults } from "./http/faults.ts";
import { createRequestLog, type RequestLog } from "./http/request-log.ts";
import { type RequestHook, startServer } from "./http/server.ts";
import { type IssueState, viewIssue } from "./issue-view.ts";
import { readLimits, type SandboxOptions, sandboxSettings } from "./options.ts";
import { createPerson, type ProjectRef, requireIssue, requireProject, requireUser, type WebPerson } from "./person.ts";
import { createPages } from "./web/pages.ts";
import { noteActivity } from "./world/activity.ts";
import * as build from "./world/build.ts";
import { type Clock, createClock } from "./world/clock.ts";
import type { Delivery, Mail } from "./world/model.ts";
import { filesAt } from "./world/repository.ts";
import type { StoredMergeRequest } from "./world/repository-model.ts";
import type { Limits } from "./world/settings.ts";
import type { World } from "./world/state.ts";
import { copyWorld, createWorld } from "./world/world.ts";

/** A pretended GitLab, listening. */
export interface Sandbox {
  /** Base URL without a trailing slash. */
  readonly url: string;
  readonly clock: Clock;
  addUser(fields: build.UserFields): { readonly id: number; readonly username: string };
  addGroup(fields: build.GroupFields): { readonly id: number; readonly path: string };
  addProject(fields: build.ProjectFields): { readonly id: number; readonly path: string };
  /** Returns the token's value. */
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
  mergeRequests(project: ProjectRef): readonly Readonly<StoredMergeRequest>[];
  /** All issues as they are now, oldest first. */
  issues(project: ProjectRef): readonly IssueState[];
  issue(project: ProjectRef, iid: number): IssueState;
  as(username: string): WebPerson;
  readonly requests: RequestLog;
  /** Every mail that GitLab sent to people about issues, oldest first, `at` in ISO 8601; also those that nobody caused. */
  readonly mails: readonly Mail[];
  /** The same without those: what people were told of because somebody did something. */
  readonly notifications: readonly Mail[];
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
  return serve(createWorld(createClock(options.now), sandboxSettings(options), options.seed ?? 1), options);
}

type SandboxPlace = Pick<SandboxOptions, "port" | "host" | "basePath" | "web">;

async function serve(world: World, place: SandboxPlace): Promise<Sandbox> {
  const { settings } = world;
  catchUp(world);
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
    clock: clockOf(world),
    ...builders(world),
    ...views(world),
    as: (username) => createPerson(world, requireUser(world, username)),
    requests,
    get mails() {
      catchUp(world);
      return world.mails;
    },
    get notifications() {
      return world.mails.filter((one) => one.cause !== "due");
    },
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

/** The clock as tests move it: what GitLab does by itself in the time that passes is done. */
function clockOf(world: World): Clock {
  const { clock } = world;
  return {
    now: clock.now,
    set(iso) {
      clock.set(iso);
      catchUp(world);
    },
    advance(milliseconds) {
      clock.advance(milliseconds);
      catchUp(world);
    },
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

function views(world: World): Pick<Sandbox, "issues" | "issue" | "deliveries" | "files" | "mergeRequests"> {
  return {
    files(ref, branch = "HEAD") {
      const files = filesAt(requireProject(world, ref), branch);
      if (files === null) throw new Error(`sandbox: no branch ${branch}`);
      return Object.fromEntries(files);
    },
    mergeRequests: (project) => requireProject(world, project).repository.mergeRequests.map((one) => ({ ...one })),
    issues: (project) => requireProject(world, project).issues.map((issue) => viewIssue(world, issue)),
    issue: (project, iid) => viewIssue(world, requireIssue(world, project, iid)),
    deliveries: world.deliveries,
  };
}

/** Deliveries can set off further ones, so the chains are looked at until nothing new was added. */
async function settle(world: World): Promise<void> {
  for (let before = -1; before !== world.deliveries.length; ) {
    before = world.deliveries.length;
    await Promise.all(world.deliveryChains.values());
  }
}
