import { fireNoteHooks } from "../hooks/fire.ts";
import { badRequest, forbidden, notFound } from "../http/api-error.ts";
import { noteCommands, runNoteActions } from "../quick-actions/run.ts";
import { canComment, canReadInternalNotes, MAINTAINER, OWNER, projectLevel } from "../world/access.ts";
import { noteActivity } from "../world/activity.ts";
import type { StoredIssue, StoredNote, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { crossReference } from "./cross-references.ts";
import { runEffects } from "./effects.ts";
import { notifyMentioned, notifyParticipants } from "./notify.ts";
import { addNote } from "./system-notes.ts";
import { updateIssue } from "./update-issue.ts";
import { characters, MAX_NOTE, tooLong } from "./validate.ts";

export interface NoteParams {
  readonly body: string;
  readonly internal?: boolean;
  /** Owners and administrators only. */
  readonly createdAt?: Date;
}

/** A note, or what its quick actions did where it held nothing else. */
export type NoteOutcome =
  | { readonly kind: "note"; readonly note: StoredNote; readonly changes: Readonly<Record<string, unknown>> }
  | {
      readonly kind: "commands";
      readonly changes: Readonly<Record<string, unknown>>;
      readonly summary: readonly string[];
    };

/** Comments on an issue. Throws 403 without the right, 400 for an empty or overlong body or failed commands. */
export function createNote(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  params: NoteParams,
  context: ActContext,
): NoteOutcome {
  if (!canComment(world, actor, issue)) throw forbidden();
  if (params.internal === true && !canReadInternalNotes(world, actor, issue.project)) throw forbidden();
  checkBody(params.body);
  const quick = runNoteActions({ world, actor, project: issue.project, issue }, params.body);
  if (quick.text === "" && !quick.applied) throw badRequest(quick.summary.join(" ") || "Failed to apply commands.");
  const note = quick.text === "" ? null : storeNote(world, actor, issue, quick.text, params, context);
  if (Object.keys(quick.params).length > 0) updateIssue(world, actor, issue, quick.params, context);
  runEffects(world, actor, issue, quick.effects, context);
  const changes = noteCommands(quick);
  return note === null ? { kind: "commands", changes, summary: quick.summary } : { kind: "note", note, changes };
}

/** Changes a note's text. Throws 403 where it is neither the caller's nor the caller a Maintainer. */
export function updateNote(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  note: StoredNote,
  body: string,
  context: ActContext,
): NoteOutcome {
  if (!mayEdit(world, actor, issue, note)) throw forbidden();
  checkBody(body);
  const quick = runNoteActions({ world, actor, project: issue.project, issue }, body, note.body);
  if (Object.keys(quick.params).length > 0) updateIssue(world, actor, issue, quick.params, context);
  runEffects(world, actor, issue, quick.effects, context);
  const before = note.body;
  if (quick.text === "") issue.notes = issue.notes.filter((one) => one !== note);
  else note.body = quick.text;
  if (note.body !== before) {
    note.updatedAt = world.clock.stamp();
    issue.updatedAt = note.updatedAt;
    notifyMentioned(world, actor, issue, note.body, { before, note });
    crossReference(world, actor, issue, note.body);
  }
  fireNoteHooks(world, actor, issue, note, "update", context);
  const changes = noteCommands(quick);
  if (quick.text === "") return { kind: "commands", changes, summary: quick.summary };
  return { kind: "note", note, changes };
}

export function deleteNote(world: World, actor: StoredUser, issue: StoredIssue, note: StoredNote): void {
  if (!mayEdit(world, actor, issue, note)) throw forbidden();
  issue.notes = issue.notes.filter((one) => one !== note);
  issue.updatedAt = world.clock.stamp();
}

function storeNote(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  body: string,
  params: NoteParams,
  context: ActContext,
): StoredNote {
  const mayDate = projectLevel(world, actor, issue.project) >= OWNER;
  const note = addNote(world, actor, issue, {
    body,
    system: false,
    internal: params.internal === true,
    ...(mayDate && params.createdAt !== undefined ? { createdAt: params.createdAt } : {}),
  });
  noteActivity(issue.project, note.createdAt);
  const mentioned = notifyMentioned(world, actor, issue, body, { note });
  notifyParticipants(world, { actor, issue, cause: "note", note }, mentioned);
  crossReference(world, actor, issue, body);
  fireNoteHooks(world, actor, issue, note, "create", context);
  return note;
}

function mayEdit(world: World, actor: StoredUser, issue: StoredIssue, note: StoredNote): boolean {
  if (issue.project.archived) return false;
  if (note.system) return false;
  return note.author === actor || projectLevel(world, actor, issue.project) >= MAINTAINER;
}

function checkBody(body: string): void {
  if (body.trim() === "") throw badRequest(`Note {:note=>["can't be blank"]}`);
  if (characters(body) > MAX_NOTE) throw badRequest(`Note {:note=>["${tooLong(MAX_NOTE)}"]}`);
}

/** The note with this id. Throws a bare 404 for none, `404 Note Not Found` for one the caller may not see. */
export function findNote(issue: StoredIssue, id: number, visible: (note: StoredNote) => boolean): StoredNote {
  const note = issue.notes.find((one) => one.id === id);
  if (note === undefined) throw notFound();
  if (!visible(note)) throw notFound("Note");
  return note;
}
