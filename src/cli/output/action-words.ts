import type { NoteKind } from "../../domain/marker/note-marker.ts";
import type { Action, EditItems, ItemEdit } from "../../reconcile/model/types.ts";
import { plain } from "./plain.ts";

/** What the bot says in a comment, as the end of "comment: ". */
const NOTES: Readonly<Record<NoteKind, string>> = {
  gaps: "what is missing",
  participants: "tells the participants",
  "taken-back": "taken back",
  updated: "what is new",
  reminder: "reminder",
  answer: "answer",
  "late-items": "which items were added",
  reply: "reply",
};

/** How one kind of action is told. */
interface Words<A> {
  /** Something new, or a change of what is there. */
  readonly sign: "+" | "~";
  /** What is to be done. */
  readonly plan: (action: A) => string;
  /** What was done; `iid` is the issue that was made or changed. */
  readonly done: (action: A, iid: number | null) => string;
  /** Writes it takes at least; 1 where it is not given. */
  readonly writes?: (action: A) => number;
}

type Kind = Action["kind"];
type Table = { readonly [K in Kind]: Words<Extract<Action, { kind: K }>> };

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function numbered(iid: number | null, words: string): string {
  return iid === null ? words : `#${iid} ${words}`;
}

/** What happens to an item in one issue, `tick`. */
export function editVerb({ to, point }: ItemEdit): string {
  const verbs = { open: "untick", done: "tick", inapplicable: "mark not applicable" } as const;
  if (to !== null) return verbs[to];
  return point === null ? "leave" : `point to #${point}`;
}

function editWords({ edits, late }: EditItems): string {
  const [first] = edits;
  if (first !== undefined && edits.length === 1 && late === null) return `${editVerb(first)}: ${plain(first.text)}`;
  const verbs = new Map<string, number>();
  for (const edit of edits) verbs.set(editVerb(edit), (verbs.get(editVerb(edit)) ?? 0) + 1);
  const added = late === null ? [] : [`add ${plural(late.ids.length, "item")} raised since`];
  return [...[...verbs].map(([verb, count]) => `${verb} ${plural(count, "item")}`), ...added].join(", ");
}

function labelWords(add: readonly string[], remove: readonly string[]): string {
  const parts = [
    ...(add.length === 0 ? [] : [`label ${add.join(", ")}`]),
    ...(remove.length === 0 ? [] : [`take off ${remove.join(", ")}`]),
  ];
  return parts.join("; ");
}

function takenUp(facts: Extract<Action, { kind: "take-up" }>["facts"]): string {
  if ("assigned" in facts) return `@${facts.assigned} is assigned`;
  return "told" in facts ? "its participants were told" : "its agenda was closed again";
}

/** That participants were told is written into the marker as well. */
function writesOfComment({ what }: { readonly what: NoteKind }): number {
  return what === "participants" ? 2 : 1;
}

const TABLE: Table = {
  "create-agenda": {
    sign: "+",
    plan: ({ agenda }) => `agenda  ${agenda.title}`,
    done: ({ occurrence }, iid) => numbered(iid, `agenda of ${occurrence.date}`),
    writes: ({ relateTo }) => 1 + relateTo.length,
  },
  "create-follow-up": {
    sign: "+",
    plan: ({ followUp }) => `follow-up  ${followUp.title}`,
    done: ({ agendaIid }, iid) => numbered(iid, `follow-up of #${agendaIid}`),
    writes: ({ comments }) => 2 + comments.reduce((sum, comment) => sum + writesOfComment(comment), 0),
  },
  "refresh-follow-up": {
    sign: "~",
    plan: ({ iid, reopen, dueDate }) =>
      `#${iid}  ${reopen ? "reopen and " : ""}bring up to date${dueDate === null ? "" : `, due ${dueDate}`}`,
    done: ({ iid }) => `#${iid} brought up to date`,
  },
  "edit-items": {
    sign: "~",
    plan: (action) => `#${action.iid}  ${editWords(action)}`,
    done: ({ iid, edits, late }) => `#${iid} ${plural(edits.length + (late?.ids.length ?? 0), "item")} changed`,
    writes: ({ edits, late }) => Number(edits.length > 0 || late !== null) + Number((late?.note ?? null) !== null),
  },
  comment: {
    sign: "~",
    plan: ({ iid, what }) => `#${iid}  comment: ${NOTES[what]}`,
    done: ({ iid, what }) => `#${iid} comment: ${NOTES[what]}`,
    writes: writesOfComment,
  },
  "edit-comment": {
    sign: "~",
    plan: ({ iid, what }) => `#${iid}  change comment: ${NOTES[what]}`,
    done: ({ iid, what }) => `#${iid} comment changed: ${NOTES[what]}`,
  },
  "delete-comment": {
    sign: "~",
    plan: ({ iid }) => `#${iid}  delete a comment of the bot`,
    done: ({ iid }) => `#${iid} comment of the bot deleted`,
  },
  "promote-item": {
    sign: "+",
    plan: ({ title }) => `issue  ${title}`,
    done: ({ id }, iid) => numbered(iid, `issue of the item ${id}`),
    writes: ({ relateTo, pointers }) => 1 + relateTo.length + pointers.length,
  },
  "create-label": {
    sign: "+",
    plan: ({ label }) => `label  ${label.name}`,
    done: ({ label }) => `label ${label.name}`,
  },
  relate: {
    sign: "~",
    plan: ({ iid, to }) => `#${iid}  relate to #${to}`,
    done: ({ iid, to }) => `#${iid} related to #${to}`,
  },
  "close-twin": {
    sign: "~",
    plan: ({ iid, stays }) => `#${iid}  close, related to #${stays}`,
    done: ({ iid, stays }) => `#${iid} closed, #${stays} stays`,
    writes: () => 2,
  },
  "set-due-date": {
    sign: "~",
    plan: ({ iid, dueDate }) => `#${iid}  due date ${dueDate}`,
    done: ({ iid, dueDate }) => `#${iid} due ${dueDate}`,
  },
  "set-labels": {
    sign: "~",
    plan: ({ iid, add, remove }) => `#${iid}  ${labelWords(add, remove)}`,
    done: ({ iid, add, remove }) => `#${iid} ${labelWords(add, remove)}`,
  },
  "close-follow-up": {
    sign: "~",
    plan: ({ iid, agendaIid }) => `#${iid}  close: follow-up of #${agendaIid}`,
    done: ({ iid, agendaIid }) => `#${iid} closed: follow-up of #${agendaIid}`,
  },
  "reopen-follow-up": {
    sign: "~",
    plan: ({ iid }) => `#${iid}  reopen`,
    done: ({ iid }) => `#${iid} reopened`,
  },
  "skip-call": {
    sign: "~",
    plan: ({ iid, occurrence }) => `#${iid}  close: the call of ${occurrence} is skipped`,
    done: ({ iid, occurrence }) => `#${iid} closed: the call of ${occurrence} is skipped`,
  },
  snooze: {
    sign: "~",
    plan: ({ iid, id, until }) => `#${iid}  note: no reminder of item ${id} before ${until}`,
    done: ({ iid, id, until }) => `#${iid} notes: no reminder of item ${id} before ${until}`,
  },
  "take-up": {
    sign: "~",
    plan: ({ iid, facts }) => `#${iid}  note that ${takenUp(facts)}`,
    done: ({ iid, facts }) => `#${iid} notes that ${takenUp(facts)}`,
  },
  assign: {
    sign: "~",
    plan: ({ iid, from, to }) => `#${iid}  assign to @${to} instead of @${from.join(", @")}`,
    done: ({ iid, to }) => `#${iid} assigned to @${to}`,
  },
  react: {
    sign: "~",
    plan: ({ iid, name }) => `#${iid}  answer a comment with :${name}:`,
    done: ({ iid, name }) => `#${iid} comment answered with :${name}:`,
  },
};

/** The words of one action. The table has a row for each kind, which the compiler checks; it cannot match kind to row. */
function wordsOf(action: Action): Words<Action> {
  return TABLE[action.kind] as Words<Action>;
}

/** What an action will do: its sign and a few words, as written, not yet safe for a terminal. */
export function planWords(action: Action): { readonly sign: "+" | "~"; readonly text: string } {
  const words = wordsOf(action);
  return { sign: words.sign, text: words.plan(action) };
}

/** What an action has done, or should have. */
export function doneWords(action: Action, iid: number | null): string {
  return wordsOf(action).done(action, iid);
}

/** Writes that an action takes at least. */
export function writesOf(action: Action): number {
  return wordsOf(action).writes?.(action) ?? 1;
}

/** A series as people know it: by its id, the meetings that belong to none by what they are. */
export function seriesName(id: string): string {
  return id === "" ? "meetings outside of every series" : id;
}
