import { createHash } from "node:crypto";
import { findGroup, findProject, findUser } from "./find.ts";
import { addLabel } from "./labels.ts";
import type { Group, Milestone, StoredProject, StoredToken, StoredUser, Visibility } from "./model.ts";
import { newRepository } from "./repository.ts";
import type { World } from "./state.ts";

export interface UserFields {
  readonly username: string;
  readonly name?: string;
  /** The user of a project or group access token. */
  readonly bot?: boolean;
  readonly admin?: boolean;
  readonly publicEmail?: string;
}

export interface GroupFields {
  /** Full path; missing parents are made too. */
  readonly path: string;
  readonly name?: string;
  readonly members?: Readonly<Record<string, number>>;
  readonly labels?: readonly string[];
  readonly visibility?: Visibility;
}

export interface ProjectFields {
  /** Full path; missing groups are made too. */
  readonly path: string;
  readonly name?: string;
  readonly members?: Readonly<Record<string, number>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly defaultBranch?: string;
  readonly labels?: readonly string[];
  readonly milestones?: readonly { readonly title: string; readonly dueDate?: string }[];
  readonly archived?: boolean;
  readonly issuesEnabled?: boolean;
  readonly mergeRequestsEnabled?: boolean;
  readonly visibility?: Visibility;
  readonly topics?: readonly string[];
  readonly templateFrom?: string;
}

export interface TokenFields {
  readonly user: string;
  readonly scopes?: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly expiresAt?: string;
  readonly name?: string;
  readonly token?: string;
}

export function addUser(world: World, fields: UserFields): StoredUser {
  if (findUser(world, fields.username) !== null) throw new Error(`sandbox: user ${fields.username} exists already`);
  const user: StoredUser = {
    id: world.nextId("user"),
    username: fields.username,
    name: fields.name ?? fields.username.charAt(0).toUpperCase() + fields.username.slice(1),
    state: "active",
    bot: fields.bot ?? false,
    admin: fields.admin ?? false,
    email: `${fields.username}@example.com`,
    publicEmail: fields.publicEmail ?? null,
    createdAt: world.clock.now(),
  };
  world.users.push(user);
  return user;
}

export function addGroup(world: World, fields: GroupFields): Group {
  const known = findGroup(world, fields.path);
  const group = known ?? newGroup(world, fields);
  for (const [id, level] of readMembers(world, fields.members)) group.members.set(id, level);
  for (const name of fields.labels ?? []) addLabel(world, { group }, { name });
  return group;
}

export function addProject(world: World, fields: ProjectFields): StoredProject {
  if (findProject(world, fields.path) !== null) throw new Error(`sandbox: project ${fields.path} exists already`);
  const parent = fields.path.split("/").slice(0, -1).join("/");
  if (parent !== "" && findUser(world, parent) === null) addGroup(world, { path: parent });
  const now = world.clock.now();
  const project: StoredProject = {
    id: world.nextId("project"),
    path: fields.path,
    formerPaths: [],
    name: fields.name ?? lastSegment(fields.path),
    description: null,
    visibility: fields.visibility ?? "private",
    members: readMembers(world, fields.members),
    notificationLevels: new Map(),
    files: new Map(Object.entries(fields.files ?? {})),
    repository: { ...newRepository(), mergeRequestsEnabled: fields.mergeRequestsEnabled ?? true },
    defaultBranch: fields.defaultBranch ?? "main",
    archived: fields.archived ?? false,
    issuesEnabled: fields.issuesEnabled ?? true,
    templateFrom: fields.templateFrom ?? null,
    topics: [...(fields.topics ?? [])],
    labels: [],
    milestones: [],
    hooks: [],
    issues: [],
    schedules: [],
    lastIid: 0,
    createdAt: now,
    lastActivityAt: now,
  };
  world.projects.push(project);
  for (const name of fields.labels ?? []) addLabel(world, { project }, { name });
  for (const milestone of fields.milestones ?? []) addMilestone(world, project, milestone);
  return project;
}

export function addMilestone(
  world: World,
  project: StoredProject,
  fields: {
    readonly title: string;
    readonly dueDate?: string;
    readonly startDate?: string;
    readonly description?: string;
  },
): Milestone {
  const at = world.clock.now();
  const milestone: Milestone = {
    id: world.nextId("milestone"),
    iid: project.milestones.length + 1,
    project,
    group: null,
    title: fields.title,
    description: fields.description ?? "",
    state: "active",
    startDate: fields.startDate ?? null,
    dueDate: fields.dueDate ?? null,
    createdAt: at,
    updatedAt: at,
  };
  project.milestones.push(milestone);
  return milestone;
}

export function addToken(world: World, fields: TokenFields): StoredToken {
  const user = findUser(world, fields.user);
  if (user === null) throw new Error(`sandbox: no user ${fields.user}`);
  const id = world.nextId("token");
  const token: StoredToken = {
    id,
    // Recognisable as no real token, and the same in every run.
    value:
      fields.token ?? `sandbox-${createHash("sha256").update(`${id} ${user.username}`).digest("hex").slice(0, 20)}`,
    name: fields.name ?? `token of ${user.username}`,
    user,
    scopes: fields.scopes ?? ["api"],
    expiresAt: fields.expiresAt ?? null,
    revoked: false,
    createdAt: world.clock.now(),
    lastUsedAt: null,
  };
  world.tokens.push(token);
  return token;
}

/** Moves a project to another path; the old one answers 301 from now on. */
export function renameProject(world: World, project: StoredProject, path: string): void {
  project.formerPaths.push(project.path);
  project.path = path;
  const parent = path.split("/").slice(0, -1).join("/");
  if (parent !== "") addGroup(world, { path: parent });
}

function newGroup(world: World, fields: GroupFields): Group {
  const parent = fields.path.split("/").slice(0, -1).join("/");
  if (parent !== "" && findGroup(world, parent) === null) newGroup(world, { path: parent });
  const group: Group = {
    id: world.nextId("group"),
    path: fields.path,
    name: fields.name ?? lastSegment(fields.path),
    visibility: fields.visibility ?? "private",
    members: new Map(),
    labels: [],
    milestones: [],
    hooks: [],
  };
  world.groups.push(group);
  return group;
}

function readMembers(world: World, members: Readonly<Record<string, number>> = {}): Map<number, number> {
  return new Map(
    Object.entries(members).map(([username, level]) => {
      const user = findUser(world, username) ?? addUser(world, { username });
      return [user.id, level];
    }),
  );
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
