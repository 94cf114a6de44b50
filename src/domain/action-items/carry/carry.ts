import { stripPromotion } from "../../commands/promotion.ts";
import { type Reason, reason } from "../../reason.ts";
import { textKey } from "../../text/similarity.ts";
import { makeItemInert, makeNotesInert, type OwnProject } from "../../text-safety/index.ts";
import type { Texts } from "../../texts/texts.ts";
import { daysBetween } from "../../time/dates.ts";
import type { PlainDate } from "../../time/types.ts";
import { type Candidate, copyInAgenda, groupWritten, whyStays } from "../read/candidate.ts";
import { renderTrailer } from "../read/carry-note.ts";
import { groupOf, ownerAmong } from "../read/group.ts";
import { pinItemText, withColumnsSaid } from "../read/item-text.ts";
import { type Nested, nestItems, withContext } from "../read/nest.ts";
import { wordsOf } from "../read/read.ts";
import { doubtAbout } from "../read/select.ts";
import { type LeftBy, tellApart } from "../read/stands-under.ts";
import { readWord } from "../read/state-words.ts";
import type {
  AgendaText,
  Appearance,
  CarriedItem,
  CarryPlan,
  CarryRules,
  ItemTimeline,
  LeftBehind,
  Sides,
} from "../read/types.ts";
import type { ItemEvidence } from "../timeline/resolution.ts";
import { broughtBy, standingItems } from "../timeline/standing.ts";
import { carriesOf, followUpsOf, placeKey, readTimelines, type SeriesItems } from "../timeline/timelines.ts";
import { fitInto } from "./fit-into.ts";
import { allIds, sourcesOf } from "./nested.ts";
import { compareForShow } from "./order.ts";
import { sinceLastOf } from "./since-last.ts";
import { isToDecide } from "./to-decide.ts";
import { whyLeftBefore } from "./too-old.ts";

/** Whether an item belongs in an agenda. */
export type Belonging =
  /** `note`: in words, that it comes from another series, the first time it does, or had to stay; else null. */
  | { readonly here: true; readonly note: string | null }
  /** `reason`: where it goes, of an item that people look for here; else null. */
  | { readonly here: false; readonly reason: Reason | null };

const STAYS: Belonging = { here: true, note: null };

export interface CarryInput {
  /** Earlier agendas of the series and of those whose items it may take, oldest first. */
  readonly agendas: readonly AgendaText[];
  /** Id of the series of the new agenda; that of texts without one by default. */
  readonly series?: string;
  /** Whether the new agenda is where an item belongs; all do by default. */
  readonly belongs?: ((timeline: ItemTimeline) => Belonging) | undefined;
  /** Whether the new agenda is confidential (law 5). */
  readonly confidential: boolean;
  /** The day the agenda is made, in the series' zone: overdue and age are told from it. */
  readonly today: PlainDate;
  /** Texts of the action items the template brings by itself. */
  readonly templateItems: readonly string[];
  /** Texts of items that the agenda has already, where it was made before. */
  readonly ownItems?: readonly string[];
  /** Its lines (`templateLines`), or those of its template: a question among them is asked there without being carried. */
  readonly lines?: ReadonlySet<string>;
  readonly rules: CarryRules;
  /** What is known beyond the texts; nothing by default. */
  readonly evidence?: ItemEvidence | undefined;
  readonly sides: Sides;
  /** How mentions in carried text are written. */
  readonly mentions: "quiet" | "notify";
  /** The project; unknown by default. */
  readonly project?: OwnProject | null;
  /** The language that the new agenda is written in. */
  readonly texts: Texts;
  /** Characters of Markdown the carried block may take. */
  readonly maxLength: number;
}

function oneLine(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function resolvedReason(timeline: ItemTimeline): Reason | null {
  if (timeline.resolution.kind === "resolved") return timeline.resolution.reason;
  if (timeline.resolution.kind === "removed") {
    const { from, unasked } = timeline.resolution;
    const doubt = unasked === null ? "" : `; its child items could not be asked for: ${unasked}`;
    return reason("removed", `was in #${from.iid} and a person took it off${doubt}`, { from: from.iid });
  }
  return null;
}

function leftBehindBy(timeline: ItemTimeline, { agenda, text }: Appearance, why: Reason): LeftBy {
  return { timeline, left: { iid: agenda.iid, text: oneLine(text), reason: why } };
}

/** Only what the last agenda or its follow-up knew is news; older decisions were told before. */
function leftBehindSinceLast(items: SeriesItems, input: CarryInput): readonly LeftBy[] {
  const isRecent = sinceLastOf(input);
  return items.timelines.flatMap((timeline) => {
    const why = resolvedReason(timeline);
    const newest = timeline.appearances.at(-1);
    return why === null || newest === undefined || !isRecent(timeline) ? [] : [leftBehindBy(timeline, newest, why)];
  });
}

/** Notes of the newest agenda's copy; a follow-up shows none, so that what people wrote there comes after them. */
function notesOf(timeline: ItemTimeline, place: Appearance): string {
  const clean = (one: Appearance): string => stripPromotion(place.text, wordsOf(one).notes).notes;
  if (place.agenda.kind !== "follow-up") return clean(place);
  const copy = copyInAgenda(timeline, place);
  return [...(copy === undefined ? [] : [copy]), place]
    .map(clean)
    .filter((notes) => notes !== "")
    .join("\n\n");
}

/** A word that asked for the next call, or that says what the item is not any more, stays behind. */
function movedText(text: string): string {
  const word = readWord(text);
  return word === null || word.word === "TODO" || word.word === "DOTO" ? text : word.rest;
}

function toCarriedItem(nested: Nested<Candidate>, input: CarryInput): CarriedItem {
  const { timeline, place } = nested.value;
  const pinned = pinItemText(movedText(wordsOf(place).text), place.reading);
  const text = place.agenda.kind === "follow-up" ? withColumnsSaid(pinned, input.texts) : pinned;
  const { details } = place;
  const owner = ownerAmong(details.owner, input.sides);
  const carries = carriesOf(timeline) + 1;
  const raised = timeline.originDate ?? place.agenda.date;
  const ageDays = Math.max(0, daysBetween(raised, input.today));
  const safety = { mentions: input.mentions, project: input.project ?? null };
  const facts = { from: place.agenda.iid, origin: timeline.origin, carries };
  const { issue, origin } = timeline;
  const overdue = details.due !== null && details.due < input.today;
  const overdueSince = overdue ? details.due : null;
  return {
    id: timeline.id,
    origin,
    from: place.agenda.iid,
    text: makeItemInert(withContext(nested.context, text), safety),
    notes: makeNotesInert(notesOf(timeline, place), safety),
    children: nested.children.map((child) => toCarriedItem(child, input)).sort(compareForShow),
    group: groupOf(nested.value.group, owner, input.sides),
    owner,
    due: details.due,
    unclearDue: details.unclearDue,
    overdue,
    carries,
    followUps: followUpsOf(timeline),
    ageDays,
    needsDecision: isToDecide(timeline, ageDays, input.rules),
    issue,
    trailer: renderTrailer({ origin, carries, issue, overdueSince, today: input.today }, input.texts),
    reason: whyCarried(nested.value, facts),
  };
}

function whyCarried({ timeline, place, doubt, note }: Candidate, facts: Reason["data"]): Reason {
  const [rule, text] =
    doubt === null
      ? ["open", openText(timeline, place)]
      : ["doubtful", `open in #${place.agenda.iid}: ${doubt}; taken for new`];
  return note === null ? reason(rule, text, facts) : reason(rule, `${text}; ${note}`, { ...facts, home: note });
}

function openText(timeline: ItemTimeline, place: Appearance): string {
  const why = timeline.resolution.kind === "open" ? timeline.resolution.reason : null;
  const open = why === null ? `open in #${place.agenda.iid}` : `open in #${place.agenda.iid}: ${why.text}`;
  const doubt = place.marked ? null : doubtAbout(place.document, place.item);
  return doubt === null ? open : `${open}; it ${doubt}`;
}

/**
 * What goes from the earlier agendas of a series into its next one, and what stays behind with the reason (laws 2, 5
 * and 7). Open items go with their notes and open children; an open child of a resolved parent goes with the parent's
 * text before it; what the template brings by itself is not doubled.
 */
export function planCarry(input: CarryInput): CarryPlan {
  if (!input.rules.enabled) return { items: [], leftBehind: [], standing: [], ids: [], sources: [] };
  const known = readTimelines(input.agendas, input.rules, input.evidence);
  const seen = new Map<string, Candidate>();
  const isBrought = broughtBy(input.templateItems, input.ownItems ?? []);
  const brought: Candidate[] = [];
  const leftBy: LeftBy[] = [...leftBehindSinceLast(known, input)];
  const takenElsewhere: string[] = [];
  const candidates = known.timelines.flatMap((timeline): readonly Candidate[] => {
    // Only a comment remembers what was taken off an agenda that a person wrote: the next ledger goes on with it.
    if (timeline.resolution.kind === "removed" && !timeline.resolution.from.byBot) takenElsewhere.push(timeline.id);
    if (timeline.resolution.kind !== "open") return [];
    const belongs = input.belongs?.(timeline) ?? STAYS;
    const tooOld = whyLeftBefore(timeline, input.rules);
    if (tooOld !== null) {
      // It is named where it stands, and where it would have gone to.
      const isNamed = belongs.here || belongs.reason !== null;
      if (isNamed) leftBy.push(leftBehindBy(timeline, timeline.resolution.newest, tooOld));
      return [];
    }
    if (!belongs.here) {
      if (belongs.reason !== null) leftBy.push(leftBehindBy(timeline, timeline.resolution.newest, belongs.reason));
      return [];
    }
    // What also stands where everybody sees it is carried as it stands there (law 5).
    const newest =
      (input.confidential ? null : timeline.appearances.findLast((one) => !one.agenda.confidential)) ??
      timeline.resolution.newest;
    if (newest.boxless === true && input.lines?.has(textKey(newest.text)) === true) {
      leftBy.push(leftBehindBy(timeline, newest, reason("template-brings-it", "it is asked there anyway")));
      return [];
    }
    const doubt = known.doubtful.get(newest) ?? null;
    const { note } = belongs;
    const candidate = {
      timeline,
      place: newest,
      group: groupWritten(timeline, newest, input, input.texts.sections.openQuestions),
      doubt,
      note,
    };
    const why = whyStays(candidate, input.confidential, isBrought, seen);
    if (why === null) return [candidate];
    leftBy.push(leftBehindBy(timeline, newest, why));
    if (why.rule !== "confidential-source") takenElsewhere.push(timeline.id);
    if (why.rule === "template-brings-it") brought.push(candidate);
    return [];
  });
  const nested = nestItems(
    candidates.map((candidate) => ({ id: candidate.timeline.id, place: candidate.place, value: candidate })),
    (iid, index) => known.idAt.get(placeKey(iid, index)) ?? null,
  );
  const items = nested.map((one) => toCarriedItem(one, input)).sort(compareForShow);
  const { fitting, excess } = fitInto(items, input.maxLength);
  const leftBehind = [...tellApart(leftBy, known.timelines), ...excess.flatMap(beyondLength)];
  const ids = [...fitting.flatMap(allIds), ...takenElsewhere];
  const standing = standingItems(brought, known);
  return { items: fitting, leftBehind, standing, ids, sources: sourcesOf(fitting) };
}

/** An item that does not fit stays with all that is nested in it, however deep. */
function beyondLength(excess: CarriedItem): readonly LeftBehind[] {
  const left: LeftBehind[] = [];
  const pending = [excess];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { from, text, children } = item;
    const why = "the new agenda has no room for it (GitLab allows 1,048,576 characters)";
    left.push({ iid: from, text: oneLine(text), reason: reason("no-room", why, { from }) });
    for (const child of children.toReversed()) pending.push(child);
  }
  return left;
}
