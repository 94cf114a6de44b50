import { pageContext } from "../acts/context.ts";
import type { StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { issuePayload, notePayload } from "./payload.ts";

/** What a test of a trigger sends, made of the project's latest issue or comment; what is missing where it has none. */
export function testPayload(
  world: World,
  actor: StoredUser,
  project: StoredProject,
  trigger: string,
): Readonly<Record<string, unknown>> | "issues" | "notes" | "at least one commit" {
  const issue = project.issues.at(-1);
  if (trigger.endsWith("issues_events")) {
    return issue === undefined
      ? "issues"
      : issuePayload(world, actor, issue, { action: "update", changes: {}, context: pageContext(world) });
  }
  if (trigger.endsWith("note_events")) {
    const commented = project.issues.findLast((one) => one.notes.some((note) => !note.system));
    const note = commented?.notes.findLast((one) => !one.system);
    return commented === undefined || note === undefined
      ? "notes"
      : notePayload(world, actor, commented, note, "create");
  }
  if (trigger === "push_events" && project.files.size === 0) return "at least one commit";
  return { object_kind: trigger.replace(/_events$/, ""), project_id: project.id };
}
