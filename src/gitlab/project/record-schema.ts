import * as z from "zod/mini";
import { NoteId } from "../../domain/ids.ts";
import type { LabelEvent, Note, Reaction, StateEvent } from "../port.ts";
import { ApiUser, Count, GHOST, GitLabInstant } from "./schema.ts";

/**
 * What is read of comments, reactions and the record of an issue.
 * GitLab docs: Notes API, Emoji reactions API, Resource state events API, Resource label events API.
 */

interface RecordRow {
  readonly id: number;
  readonly created_at: string;
}

/** Rows oldest first, each once: one that moved to a later page while paging comes twice, the later reading is newer. */
function oldestFirst<T extends RecordRow>(rows: readonly T[]): readonly T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...byId.values()].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at) || a.id - b.id);
}

const NoteRow = z.object({
  id: NoteId.check(z.nonnegative()),
  body: z.optional(z.nullable(z.string())),
  author: z.optional(z.nullable(ApiUser)),
  system: z.optional(z.nullable(z.boolean())),
  created_at: GitLabInstant,
  updated_at: z.optional(z.nullable(GitLabInstant)),
});

function toNote(row: z.output<typeof NoteRow>): Note {
  return {
    id: row.id,
    body: row.body ?? "",
    author: row.author ?? GHOST,
    system: row.system ?? false,
    createdAt: row.created_at,
    updatedAt: row.updated_at ?? row.created_at,
  };
}

export const ApiNote = z.pipe(NoteRow, z.transform(toNote));

/** Comments or activity without internal ones, which leave with the whole row before anything of them is read (law 5). */
export const ApiNotes = z.pipe(
  z.pipe(
    z.array(z.unknown()),
    z.transform((rows) => rows.filter((row) => !isInternal(row))),
  ),
  z.pipe(
    z.array(NoteRow),
    z.transform((rows): readonly Note[] => oldestFirst(rows).map(toNote)),
  ),
);

const Flags = z.object({ internal: z.optional(z.unknown()), confidential: z.optional(z.unknown()) });

/** `confidential` is what `internal` was called before 15.5; anything but a plain no counts as a yes. */
function isInternal(row: unknown): boolean {
  const flags = z.safeParse(Flags, row);
  if (!flags.success) return false;
  return Boolean(flags.data.internal) || Boolean(flags.data.confidential);
}

/** What GitLab answers (202) where a text was quick actions only: what they did, and no comment. */
export const ApiCommands = z.object({
  id: z.optional(z.undefined()),
  commands_changes: z.unknown().check(z.refine((changes) => changes !== undefined, "missing")),
  summary: z.optional(z.nullable(z.array(z.string()))),
});

export const ApiReactions = z.array(
  z.pipe(
    z.object({
      name: z.string(),
      user: z.optional(z.nullable(ApiUser)),
      created_at: z.optional(z.nullable(GitLabInstant)),
    }),
    z.transform(
      ({ name, user, created_at: at }): Reaction => ({
        name,
        user: user ?? GHOST,
        ...(at === undefined || at === null ? {} : { createdAt: at }),
      }),
    ),
  ),
);

const Event = { id: Count, user: z.optional(z.nullable(ApiUser)), created_at: GitLabInstant };

/** Reopening is `reopened` in GitLab's code and `opened` in the documentation's example. */
const STATES = { closed: "closed", opened: "reopened", reopened: "reopened" } as const;

/** Events of other states, which issues do not have today, are left out. */
export const ApiStateEvents = z.pipe(
  z.array(z.object({ ...Event, state: z.string() })),
  z.transform((rows): readonly StateEvent[] =>
    oldestFirst(rows).flatMap(({ state, user, created_at }) => {
      const known = Object.entries(STATES).find(([name]) => name === state);
      return known === undefined ? [] : [{ state: known[1], user: user ?? null, createdAt: created_at }];
    }),
  ),
);

const LabelName = z.optional(z.nullable(z.object({ name: z.string() })));

export const ApiLabelEvents = z.pipe(
  z.array(z.object({ ...Event, action: z.enum(["add", "remove"]), label: LabelName })),
  z.transform((rows): readonly LabelEvent[] =>
    oldestFirst(rows).map(({ action, label, user, created_at }) => ({
      action,
      label: label?.name ?? null,
      user: user ?? null,
      createdAt: created_at,
    })),
  ),
);
