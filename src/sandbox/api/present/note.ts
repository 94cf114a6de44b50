import type { StoredIssue, StoredNote } from "../../world/model.ts";
import type { World } from "../../world/state.ts";
import { presentUser } from "./people.ts";

/** A comment or system note: the keys of GitLab's published schema. */
export function presentNote(world: World, issue: StoredIssue, note: StoredNote): Readonly<Record<string, unknown>> {
  return {
    id: note.id,
    type: null,
    body: note.body,
    attachment: null,
    author: presentUser(world, note.author),
    created_at: note.createdAt.toISOString(),
    updated_at: note.updatedAt.toISOString(),
    system: note.system,
    noteable_id: issue.id,
    noteable_type: "Issue",
    noteable_iid: issue.iid,
    resolvable: false,
    confidential: note.internal,
    internal: note.internal,
    commands_changes: {},
  };
}
