import { readReferences } from "../text/references.ts";
import { canReadIssue } from "../world/access.ts";
import { findIssue, findProject } from "../world/find.ts";
import type { StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { addNote } from "./system-notes.ts";

/** Leaves `mentioned in issue #N` on every issue a text refers to, once per pair of issues. */
export function crossReference(world: World, actor: StoredUser, source: StoredIssue, text: string): void {
  for (const reference of readReferences(text).issues) {
    const project =
      reference.project === null ? source.project : findProject(world, trimBase(world, reference.project));
    const target = project === null ? null : findIssue(project, reference.iid);
    if (target === null || target === source || !canReadIssue(world, actor, target)) continue;
    if (target.notes.some((note) => note.source === source)) continue;
    const body = `mentioned in issue ${referenceTo(source, target.project)}`;
    addNote(world, actor, target, { body, system: true, internal: false, source });
  }
}

/** `#7` within a project, `group/project#7` from another. */
export function referenceTo(issue: StoredIssue, from: StoredProject): string {
  return issue.project === from ? `#${issue.iid}` : `${issue.project.path}#${issue.iid}`;
}

/** An address on an instance below a base path holds that path before the project's. */
function trimBase(world: World, path: string): string {
  const base = world.url.replace(/^https?:\/\/[^/]+\/?/, "");
  return base !== "" && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
}
