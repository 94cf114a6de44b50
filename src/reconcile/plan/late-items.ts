import { planCarry } from "../../domain/action-items/carry/carry.ts";
import { allIds } from "../../domain/action-items/carry/nested.ts";
import type { CarriedItem, ItemTimeline } from "../../domain/action-items/read/types.ts";
import { ledgerOf, type SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { NoteId } from "../../domain/ids.ts";
import { renderNoteMarker } from "../../domain/marker/note-marker.ts";
import { templateLines } from "../../domain/minutes/template-lines.ts";
import { reason } from "../../domain/reason.ts";
import { botNotes } from "../model/bot.ts";
import { carryInput } from "../model/draft.ts";
import { itemsIn, textsOf } from "../model/items.ts";
import type { Action, Details, LateItems, ProjectState, SeriesAgenda, SeriesState } from "../model/types.ts";

/** The next agenda of a series whose call has not begun: items raised since are appended there. */
function openAgenda(state: ProjectState, series: SeriesState): SeriesAgenda | null {
  const upcoming = series.agendas.filter((agenda) => {
    if (agenda.issue.state !== "opened" || !agenda.stands || agenda.beforeBot) return false;
    return agenda.start !== null && Date.parse(agenda.start) > Date.parse(state.snapshot.at);
  });
  return upcoming[0] ?? null;
}

/** Items of a carry plan that an agenda does not hold yet; one whose parent stands there comes by itself. */
function notIn(items: readonly CarriedItem[], known: ReadonlySet<string>): readonly CarriedItem[] {
  return items.flatMap((item) => {
    const children = notIn(item.children, known);
    return known.has(item.id) ? children : [{ ...item, children }];
  });
}

/** Items raised since the next agenda was made, with that agenda; null when there are none. */
export function lateItems(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  details: Details,
): [SeriesAgenda, LateItems] | null {
  const agenda = openAgenda(state, series);
  const occurrence = series.decisions.decisions.find((one) => one.occurrence.id === agenda?.occurrence)?.occurrence;
  if (agenda === null || occurrence === undefined || !series.meeting.carry.enabled) return null;
  const { iid, confidential } = agenda.issue;
  const [text] = textsOf(state, { ...series, followUps: [] }, [agenda], details.comments);
  const here = itemsIn(items, iid);
  const own = here.flatMap((timeline) => timeline.appearances.filter((one) => one.agenda.iid === iid && !one.marked));
  const known = new Set([...(text === undefined ? [] : ledgerOf(text)), ...here.map((timeline) => timeline.id)]);
  const input = carryInput(state, series, occurrence, confidential, details);
  // The agenda itself is read too: a reworded original is known by its copy there.
  const followed = textsOf(state, series, [agenda], details.comments);
  const lines = templateLines(agenda.issue.description, { customer: input.sides.customer });
  const ownItems = own.map((one) => one.text);
  const carry = planCarry({ ...input, agendas: [...input.agendas, ...followed], ownItems, lines });
  const late = notIn(carry.items, known);
  if (late.length === 0) return null;
  const ids = late.flatMap(allIds);
  const before = here.flatMap((timeline) =>
    timeline.appearances.some((one) => one.agenda.iid === iid && one.marked) ? [timeline.id] : [],
  );
  return [agenda, { items: late, ids, note: lateNote(state, agenda, details, [...before, ...ids]) }];
}

/** The bot's comment on an agenda that a person wrote: which items it added, since people may take them off again. */
function lateNote(
  state: ProjectState,
  agenda: SeriesAgenda,
  details: Details,
  added: readonly string[],
): { readonly noteId: NoteId | null; readonly body: string } | null {
  const notes = botNotes(details.comments.get(agenda.issue.iid) ?? [], state.bot);
  const all = notes.filter(({ marker }) => marker.kind === "late-items");
  const said = all.find(({ note }) => note.author.former !== true);
  const before = all.flatMap(({ note, marker }) => (note.author.former === true ? marker.items : []));
  const known = said?.marker.items ?? [];
  const ids = [...new Set([...known, ...added])].filter((id) => !before.includes(id));
  if (agenda.byBot || ids.length === known.length) return null;
  const text = state.texts.comments.itemsAdded({ count: ids.length });
  return { noteId: said?.note.id ?? null, body: `${renderNoteMarker({ kind: "late-items", items: ids })}\n${text}` };
}

/** A run that was killed before it could note what it added. */
export function noteLateIds(
  state: ProjectState,
  series: SeriesState,
  details: Details,
  items: SeriesItems,
): readonly Action[] {
  const agenda = openAgenda(state, series);
  if (agenda === null || agenda.byBot) return [];
  const { iid } = agenda.issue;
  const isAdded = (timeline: ItemTimeline): boolean =>
    timeline.appearances.some((one) => one.agenda.iid === iid && one.marked);
  const added = itemsIn(items, iid).filter(isAdded);
  const note = lateNote(
    state,
    agenda,
    details,
    added.map((timeline) => timeline.id),
  );
  if (note === null) return [];
  const on = { series: series.meeting.id, iid, body: note.body, what: "late-items" } as const;
  const because = reason("late-items-noted", `#${iid} was written by hand and was given items`, { iid });
  return note.noteId === null
    ? [{ ...on, kind: "comment", dueDate: null, reason: because }]
    : [{ ...on, kind: "edit-comment", noteId: note.noteId, reason: because }];
}
