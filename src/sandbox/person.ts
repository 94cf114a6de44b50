import { commitFiles } from "./acts/commit-files.ts";
import { pageContext } from "./acts/context.ts";
import { addChild, type Conversion, convertTask } from "./acts/convert-task.ts";
import { createIssue } from "./acts/create-issue.ts";
import { deleteIssue } from "./acts/delete-issue.ts";
import type { IssueParams } from "./acts/issue-params.ts";
import { toggleReaction } from "./acts/issue-reactions.ts";
import { linkIssues } from "./acts/links.ts";
import { closeMergeRequest, mergeMergeRequest } from "./acts/merge-requests.ts";
import { createNote } from "./acts/notes.ts";
import { storeIssue } from "./acts/store-issue.ts";
import { type BoxText, clickBox } from "./acts/toggle-task.ts";
import { updateIssue } from "./acts/update-issue.ts";
import { availableLabels, findIssue, findProject, findUser } from "./world/find.ts";
import type { IssueType, NotificationLevel, StoredIssue, StoredProject, StoredUser } from "./world/model.ts";
import type { StoredMergeRequest } from "./world/repository-model.ts";
import type { World } from "./world/state.ts";

/** A project by id or path. */
export type ProjectRef = number | string | { readonly id: number };

/**
 * Somebody at GitLab's web page. Acts take the same way as requests (rights, quick actions, notes, hooks,
 * notifications) but are not counted as requests. Each throws `ApiError` where GitLab would refuse.
 */
export interface WebPerson {
  /** Returns the iid. */
  createIssue(project: ProjectRef, draft: PersonDraft): number;
  editDescription(project: ProjectRef, iid: number, edit: (text: string) => string): void;
  setTitle(project: ProjectRef, iid: number, title: string): void;
  /** Ticks the first box of a line that holds the fragment; throws where there is none. */
  tick(project: ProjectRef, iid: number, fragment: string): void;
  untick(project: ProjectRef, iid: number, fragment: string): void;
  inapplicable(project: ProjectRef, iid: number, fragment: string): void;
  /** "Convert to child item" in the menu of the first box of a line that holds the fragment; answers the iid of the task. */
  convertToTask(project: ProjectRef, iid: number, fragment: string, conversion?: Conversion): number;
  /** Adds a new task below an issue; answers its iid. */
  addTask(project: ProjectRef, iid: number, draft: PersonDraft): number;
  close(project: ProjectRef, iid: number): void;
  reopen(project: ProjectRef, iid: number): void;
  /** `YYYY-MM-DD`, or null for none. */
  setDueDate(project: ProjectRef, iid: number, date: string | null): void;
  setConfidential(project: ProjectRef, iid: number, confidential: boolean): void;
  addLabels(project: ProjectRef, iid: number, ...labels: readonly string[]): void;
  removeLabels(project: ProjectRef, iid: number, ...labels: readonly string[]): void;
  /** Replaces the assignees. */
  assign(project: ProjectRef, iid: number, ...usernames: readonly string[]): void;
  /** Returns the note's id, or null where the comment was quick actions only. */
  comment(project: ProjectRef, iid: number, body: string, options?: { readonly internal?: boolean }): number | null;
  /** Puts a reaction on an issue, `thumbsup`; the same again takes it back. */
  react(project: ProjectRef, iid: number, name: string): void;
  relate(project: ProjectRef, iid: number, otherIid: number): void;
  /** How much to hear of the project by mail. */
  setNotificationLevel(project: ProjectRef, level: NotificationLevel): void;
  /** Asks for a mail about every issue that gets the label of this exact title. */
  subscribeToLabel(project: ProjectRef, label: string): void;
  deleteIssue(project: ProjectRef, iid: number): void;
  /** Commits a file to a branch that exists. */
  push(project: ProjectRef, branch: string, path: string, content: string): void;
  merge(project: ProjectRef, mergeRequest: number): void;
  closeMergeRequest(project: ProjectRef, mergeRequest: number): void;
}

export interface PersonDraft {
  readonly title: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  readonly dueDate?: string;
  readonly confidential?: boolean;
  readonly assignees?: readonly string[];
  readonly type?: IssueType;
  /** The text comes from an import or an old GitLab: stored as it is, no quick action in it runs. */
  readonly imported?: boolean;
  /** ISO 8601, for an issue from the past; Owners only, dropped otherwise. */
  readonly createdAt?: string;
}

/** The acts of one user. */
export function createPerson(world: World, actor: StoredUser): WebPerson {
  const context = pageContext(world);
  const at = (project: ProjectRef, iid: number): StoredIssue => requireIssue(world, project, iid);
  const update = (project: ProjectRef, iid: number, params: IssueParams): void =>
    void updateIssue(world, actor, at(project, iid), params, context);
  const box = (project: ProjectRef, iid: number, fragment: string, wanted: BoxText): void =>
    clickBox(world, actor, at(project, iid), fragment, wanted, context);
  return {
    createIssue: (project, draft) => {
      const create = draft.imported === true ? storeIssue : createIssue;
      return create(world, actor, requireProject(world, project), readDraft(world, draft), context).iid;
    },
    editDescription: (project, iid, edit) =>
      update(project, iid, { description: edit(at(project, iid).description ?? "") }),
    setTitle: (project, iid, title) => update(project, iid, { title }),
    tick: (project, iid, fragment) => box(project, iid, fragment, "[x]"),
    untick: (project, iid, fragment) => box(project, iid, fragment, "[ ]"),
    inapplicable: (project, iid, fragment) => box(project, iid, fragment, "[~]"),
    convertToTask: (project, iid, fragment, conversion = {}) =>
      convertTask(world, actor, at(project, iid), fragment, conversion, context).iid,
    addTask(project, iid, draft) {
      const fields = { ...readDraft(world, draft), type: "task" } as const;
      const child = createIssue(world, actor, requireProject(world, project), fields, context);
      addChild(world, actor, at(project, iid), child);
      return child.iid;
    },
    close: (project, iid) => update(project, iid, { stateEvent: "close" }),
    reopen: (project, iid) => update(project, iid, { stateEvent: "reopen" }),
    setDueDate: (project, iid, dueDate) => update(project, iid, { dueDate }),
    setConfidential: (project, iid, confidential) => update(project, iid, { confidential }),
    addLabels: (project, iid, ...labels) => update(project, iid, { addLabels: labels.flat() }),
    removeLabels: (project, iid, ...labels) => update(project, iid, { removeLabels: labels.flat() }),
    assign: (project, iid, ...names) =>
      update(project, iid, { assignees: names.flat().map((name) => requireUser(world, name)) }),
    comment(project, iid, body, options = {}) {
      const params = { body, internal: options.internal ?? false };
      const outcome = createNote(world, actor, at(project, iid), params, context);
      return outcome.kind === "note" ? outcome.note.id : null;
    },
    react: (project, iid, name) => toggleReaction(world, actor, at(project, iid), name, context),
    relate: (project, iid, other) => void linkIssues(world, actor, at(project, iid), at(project, other), "relates_to"),
    setNotificationLevel: (project, level) =>
      void requireProject(world, project).notificationLevels.set(actor.id, level),
    subscribeToLabel(project, name) {
      const label = availableLabels(world, requireProject(world, project)).find((one) => one.name === name);
      if (label === undefined) throw new Error(`sandbox: no label ${name}`);
      label.subscribers.add(actor.id);
    },
    deleteIssue: (project, iid) => deleteIssue(world, actor, at(project, iid)),
    push(ref, branch, path, content) {
      const project = requireProject(world, ref);
      const known = project.repository.branches.get(branch)?.files ?? project.files;
      const action = known.has(path) ? "update" : "create";
      commitFiles(world, actor, project, { branch, message: `Edit ${path}`, actions: [{ action, path, content }] });
    },
    merge: (ref, iid) => {
      const project = requireProject(world, ref);
      mergeMergeRequest(world, actor, project, requireMergeRequest(project, iid));
    },
    closeMergeRequest: (ref, iid) => {
      const project = requireProject(world, ref);
      closeMergeRequest(world, actor, project, requireMergeRequest(project, iid));
    },
  };
}

export function requireUser(world: World, username: string): StoredUser {
  const user = findUser(world, username.replace(/^@/, ""));
  if (user === null) throw new Error(`sandbox: no user ${username}`);
  return user;
}

export function requireProject(world: World, ref: ProjectRef): StoredProject {
  const project = findProject(world, typeof ref === "object" ? ref.id : ref);
  if (project === null) throw new Error(`sandbox: no project ${JSON.stringify(ref)}`);
  return project;
}

export function requireIssue(world: World, ref: ProjectRef, iid: number): StoredIssue {
  const project = requireProject(world, ref);
  const issue = findIssue(project, iid);
  if (issue === null) throw new Error(`sandbox: no issue #${iid} in ${project.path}`);
  return issue;
}

function requireMergeRequest(project: StoredProject, iid: number): StoredMergeRequest {
  const found = project.repository.mergeRequests.find((one) => one.iid === iid);
  if (found === undefined) throw new Error(`sandbox: no merge request !${iid} in ${project.path}`);
  return found;
}

function readDraft(world: World, draft: PersonDraft): IssueParams & { readonly title: string } {
  const { assignees, createdAt, ...fields } = draft;
  return {
    ...fields,
    ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt) }),
    ...(assignees === undefined ? {} : { assignees: assignees.map((name) => requireUser(world, name)) }),
  };
}
