import { createNote, deleteNote, findNote, type NoteOutcome, updateNote } from "../acts/notes.ts";
import { forbidden, notFound } from "../http/api-error.ts";
import { type Call, caller, callIssue, pathNumber } from "../http/call.ts";
import { flag, instant, oneOf, readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import { limitAction } from "../http/rate-limits.ts";
import type { Answer, Route } from "../http/router.ts";
import { canReadNote } from "../world/access.ts";
import type { StoredIssue, StoredNote } from "../world/model.ts";
import { presentLabelEvent, presentStateEvent } from "./present/issue.ts";
import { presentNote } from "./present/note.ts";

const base = "/projects/:id/issues/:issue_iid";

/** Comments, and the record of states and labels. */
export const noteRoutes: readonly Route[] = [
  { method: "GET", pattern: `${base}/notes`, handler: list },
  { method: "POST", pattern: `${base}/notes`, handler: create },
  { method: "GET", pattern: `${base}/notes/:note_id`, handler: one },
  { method: "PUT", pattern: `${base}/notes/:note_id`, handler: update },
  { method: "DELETE", pattern: `${base}/notes/:note_id`, handler: remove },
  { method: "GET", pattern: `${base}/resource_state_events`, handler: listStateEvents },
  { method: "GET", pattern: `${base}/resource_state_events/:event_id`, handler: oneStateEvent },
  { method: "GET", pattern: `${base}/resource_label_events`, handler: listLabelEvents },
  { method: "GET", pattern: `${base}/resource_label_events/:event_id`, handler: oneLabelEvent },
];

function list(call: Call): Answer {
  const issue = callIssue(call);
  const input = readInput(call.input);
  const order = input.get("order_by", oneOf("created_at", "updated_at")) ?? "created_at";
  const sort = input.get("sort", oneOf("asc", "desc")) ?? "desc";
  const filter = input.get("activity_filter", oneOf("all_notes", "only_comments", "only_activity")) ?? "all_notes";
  input.check();
  const time = (note: StoredNote): number => (order === "created_at" ? note.createdAt : note.updatedAt).getTime();
  const rows = issue.notes
    .filter((note) => canReadNote(call.world, call.user, issue, note))
    .filter((note) => filter === "all_notes" || note.system === (filter === "only_activity"))
    .sort((first, second) => time(first) - time(second) || first.id - second.id);
  if (sort === "desc") rows.reverse();
  return paginate(call, rows, (note) => presentNote(call.world, issue, note));
}

function create(call: Call): Answer {
  const user = caller(call);
  const issue = callIssue(call);
  limitAction(call.world, `notes ${user.id}`, call.world.settings.limits.notesPerMinute);
  if (issue.project.archived) throw forbidden();
  const input = readInput(call.input);
  const body = input.required("body", text);
  const internal = input.get("internal", flag) ?? input.get("confidential", flag) ?? false;
  const createdAt = input.get("created_at", instant);
  input.check();
  const params = { body, internal, ...(createdAt === undefined ? {} : { createdAt }) };
  return answer(call, issue, createNote(call.world, user, issue, params, call.context), 201);
}

function update(call: Call): Answer {
  const { issue, note } = callNote(call);
  const input = readInput(call.input);
  const body = input.required("body", text);
  input.check();
  return answer(call, issue, updateNote(call.world, caller(call), issue, note, body, call.context), 200);
}

function one(call: Call): Answer {
  const { issue, note } = callNote(call);
  return { status: 200, body: presentNote(call.world, issue, note) };
}

function remove(call: Call): Answer {
  const { issue, note } = callNote(call);
  deleteNote(call.world, caller(call), issue, note);
  return { status: 204 };
}

function answer(call: Call, issue: StoredIssue, outcome: NoteOutcome, status: number): Answer {
  if (outcome.kind === "commands") {
    return { status: 202, body: { commands_changes: outcome.changes, summary: outcome.summary } };
  }
  return { status, body: { ...presentNote(call.world, issue, outcome.note), commands_changes: outcome.changes } };
}

/** The comment of `:note_id` with its issue. Throws 404 for none and for no access. */
export function callNote(call: Call): { readonly issue: StoredIssue; readonly note: StoredNote } {
  const issue = callIssue(call);
  const visible = (note: StoredNote): boolean => canReadNote(call.world, call.user, issue, note);
  return { issue, note: findNote(issue, pathNumber(call, "note_id"), visible) };
}

function listStateEvents(call: Call): Answer {
  const issue = callIssue(call);
  return paginate(call, issue.stateEvents, (event) => presentStateEvent(call.world, issue, event));
}

function oneStateEvent(call: Call): Answer {
  const issue = callIssue(call);
  return { status: 200, body: presentStateEvent(call.world, issue, callEvent(call, issue.stateEvents)) };
}

function oneLabelEvent(call: Call): Answer {
  const issue = callIssue(call);
  return { status: 200, body: presentLabelEvent(call.world, issue, callEvent(call, issue.labelEvents)) };
}

function callEvent<T extends { readonly id: number }>(call: Call, events: readonly T[]): T {
  const id = pathNumber(call, "event_id");
  const event = events.find((one) => one.id === id);
  if (event === undefined) throw notFound();
  return event;
}

function listLabelEvents(call: Call): Answer {
  const issue = callIssue(call);
  return paginate(call, issue.labelEvents, (event) => presentLabelEvent(call.world, issue, event));
}
