import { isUnknownOutcomeError } from "../../domain/errors.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { parseIssueMarker, withMarker } from "../../domain/marker/issue-marker.ts";
import type { GitLab, Issue, Note } from "../../gitlab/port.ts";
import { isRemembered } from "../actions/comment.ts";
import type { ActionOf } from "../actions/kinds.ts";
import { isSame } from "../model/same-comment.ts";
import type { ApplyDependencies } from "./applied.ts";
import { editDescription } from "./edit-description.ts";

const SETTLE_MS = 2_000;

async function post(gitlab: GitLab, iid: IssueIid, body: string, sleep: (ms: number) => Promise<void>): Promise<Note> {
  try {
    return await gitlab.createNote(iid, body);
  } catch (error) {
    if (!isUnknownOutcomeError(error)) throw error;
    await sleep(SETTLE_MS);
    const notes = await gitlab.listNotes(iid, "comments");
    const newest = notes.at(-1)?.createdAt ?? "";
    return notes.findLast((note) => isSame(note, body, newest)) ?? (await gitlab.createNote(iid, body));
  }
}

async function saidBy(gitlab: GitLab, iid: IssueIid, userId: number | null, body: string, near: string) {
  const notes = await gitlab.listNotes(iid, "comments");
  return notes.filter((note) => note.author.id === userId && isSame(note, body, near));
}

/**
 * Says something once: a comment is known by the marker on its first line. What another run said since this one looked, at
 * `at`, stays; when two said it at the same time the older comment stays and the other is deleted.
 */
export async function commentOnce(
  gitlab: GitLab,
  iid: IssueIid,
  body: string,
  { sleep, botId, at }: Pick<ApplyDependencies, "sleep" | "botId" | "at">,
): Promise<Note> {
  const [there] = await saidBy(gitlab, iid, botId, body, at);
  if (there !== undefined) return there;
  const made = await post(gitlab, iid, body, sleep);
  const [first = made, ...more] = await saidBy(gitlab, iid, made.author.id, body, made.createdAt);
  for (const note of more) if (note.author.former !== true) await gitlab.deleteNote(iid, note.id);
  return first;
}

/**
 * Says something, and puts into the marker that people were told: a comment can be deleted or rewritten. A follow-up
 * that they are told of gets its due date with the same write, as long as no person gave it one.
 */
export async function say(
  iid: IssueIid,
  { what, body, dueDate }: Pick<ActionOf<"comment">, "what" | "body" | "dueDate">,
  deps: ApplyDependencies,
): Promise<void> {
  const { createdAt: told } = await commentOnce(deps.gitlab, iid, body, deps);
  if (!isRemembered(what)) return;
  const isFree = ({ description, dueDate: stands }: Issue): boolean =>
    dueDate !== null && stands !== null && parseIssueMarker(description)?.due === stands;
  await editDescription(
    deps,
    iid,
    (issue) => {
      const due = isFree(issue) ? { due: dueDate } : {};
      return parseIssueMarker(issue.description)?.told === null
        ? withMarker(issue.description, { told, ...due })
        : null;
    },
    (issue) => (isFree(issue) && dueDate !== issue.dueDate ? { dueDate: dueDate === "none" ? null : dueDate } : {}),
  );
}
