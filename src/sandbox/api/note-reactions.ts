import { addReaction, type NoteReaction, removeReaction } from "../acts/note-reactions.ts";
import { notFound } from "../http/api-error.ts";
import { type Call, caller, pathNumber } from "../http/call.ts";
import { readInput, text } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import type { Answer, Route } from "../http/router.ts";
import type { StoredNote } from "../world/model.ts";
import { callNote } from "./issue-notes.ts";
import { presentUser } from "./present/people.ts";

const base = "/projects/:id/issues/:issue_iid/notes/:note_id/award_emoji";

/** Emoji reactions on comments. */
export const noteReactionRoutes: readonly Route[] = [
  { method: "GET", pattern: base, handler: list },
  { method: "POST", pattern: base, handler: create },
  { method: "GET", pattern: `${base}/:award_id`, handler: one },
  { method: "DELETE", pattern: `${base}/:award_id`, handler: remove },
];

function list(call: Call): Answer {
  const { note } = callNote(call);
  return paginate(call, note.reactions, (reaction) => present(call, note, reaction));
}

function create(call: Call): Answer {
  const user = caller(call);
  const { issue, note } = callNote(call);
  const input = readInput(call.input);
  const name = input.required("name", text);
  input.check();
  return { status: 201, body: present(call, note, addReaction(call.world, user, issue, note, name)) };
}

function one(call: Call): Answer {
  const { note } = callNote(call);
  const id = pathNumber(call, "award_id");
  const reaction = note.reactions.find((candidate) => candidate.id === id);
  if (reaction === undefined) throw notFound();
  return { status: 200, body: present(call, note, reaction) };
}

function remove(call: Call): Answer {
  const { note } = callNote(call);
  removeReaction(call.world, caller(call), note, pathNumber(call, "award_id"));
  return { status: 204 };
}

function present(call: Call, note: StoredNote, { id, name, user, createdAt }: NoteReaction): unknown {
  return {
    id,
    name,
    user: presentUser(call.world, user),
    created_at: createdAt.toISOString(),
    updated_at: createdAt.toISOString(),
    awardable_id: note.id,
    awardable_type: "Note",
    url: null,
  };
}
