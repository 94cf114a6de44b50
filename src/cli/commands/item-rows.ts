import { repeated, standsUnder } from "../../domain/action-items/read/stands-under.ts";
import type { ItemDetails, ItemTimeline } from "../../domain/action-items/read/types.ts";
import { carriesOf, followUpsOf } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { normaliseText } from "../../domain/text/similarity.ts";
import { daysBetween } from "../../domain/time/dates.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import { isOpen } from "../../reconcile/model/items.ts";

/** One action item of a project as `cadence items` shows it; with `--json` as it is. */
export interface ItemRow {
  readonly id: string;
  readonly state: "open" | "done" | "inapplicable" | "removed";
  /** As people wrote it in its newest place, on one line, without owner and due date. */
  readonly text: string;
  /** The group and the items that it stands under, in plain words; only where another item has the same text. */
  readonly under?: string;
  /** User name without `@`, or null. */
  readonly owner: string | null;
  readonly due: PlainDate | null;
  /** A day that can be read in two ways or that there is none of, as written; null where the due date is clear. */
  readonly unclearDue: string | null;
  readonly overdue: boolean;
  /** The day of the call it was raised in, or null when that is not known. */
  readonly raised: PlainDate | null;
  readonly ageDays: number | null;
  /** How often it was carried into an agenda. */
  readonly carries: number;
  /** In how many follow-ups it stands. */
  readonly followUps: number;
  /** Issues it stands in, newest call first. */
  readonly iids: readonly IssueIid[];
  /** The issue of its own, or null. */
  readonly issue: IssueIid | null;
  /** It stands in a confidential issue. */
  readonly confidential: boolean;
  /** Why it is open against another copy, resolved or taken off; null where nothing disagrees. */
  readonly reason: Reason | null;
  /** Where it goes, or why nowhere, when that is not the next agenda of the series it stands in; else null. */
  readonly home: Reason | null;
}

function stateOf({ resolution }: ItemTimeline): ItemRow["state"] {
  return resolution.kind === "resolved" ? resolution.state : resolution.kind;
}

function reasonOf({ resolution }: ItemTimeline): Reason | null {
  if (resolution.kind !== "removed") return resolution.reason;
  const { iid } = resolution.from;
  const doubt = resolution.unasked === null ? "" : `; its child items could not be asked for: ${resolution.unasked}`;
  return reason("removed", `taken off #${iid}${doubt}`, { in: iid });
}

const NO_DETAILS: ItemDetails = { bare: "", owner: null, due: null, unclearDue: null };

/** Items as they stand on a day of the project's clock, each with what tells it from another of the same text. */
export function toItemRows(
  timelines: readonly ItemTimeline[],
  today: PlainDate,
  homeOf: (timeline: ItemTimeline) => Reason | null = () => null,
): readonly ItemRow[] {
  const rows = timelines.map((timeline) => ({ timeline, row: toItemRow(timeline, today, homeOf(timeline)) }));
  const same = repeated(rows.map(({ row }) => row.text));
  return rows.map(({ timeline, row }) => {
    const under = same.has(normaliseText(row.text)) ? standsUnder(timeline) : null;
    return under === null ? row : { ...row, under };
  });
}

function toItemRow(timeline: ItemTimeline, today: PlainDate, home: Reason | null): ItemRow {
  const { bare, owner, due, unclearDue } = timeline.appearances.at(-1)?.details ?? NO_DETAILS;
  return {
    id: timeline.id,
    state: stateOf(timeline),
    text: bare,
    owner,
    due,
    unclearDue,
    overdue: isOpen(timeline) && due !== null && due < today,
    raised: timeline.originDate,
    ageDays: timeline.originDate === null ? null : Math.max(0, daysBetween(timeline.originDate, today)),
    carries: carriesOf(timeline),
    followUps: followUpsOf(timeline),
    iids: [...new Set(timeline.appearances.map((place) => place.agenda.iid))].reverse(),
    issue: timeline.issue,
    confidential: timeline.appearances.some((place) => place.agenda.confidential),
    reason: reasonOf(timeline),
    home: isOpen(timeline) ? home : null,
  };
}

const LAST = "9999-12-31";

/** Open items first: overdue ones, longest overdue first, then by due date, then the oldest. */
export function compareRows(a: ItemRow, b: ItemRow): number {
  return (
    Number(b.state === "open") - Number(a.state === "open") ||
    Number(b.overdue) - Number(a.overdue) ||
    (a.due ?? LAST).localeCompare(b.due ?? LAST) ||
    (b.ageDays ?? 0) - (a.ageDays ?? 0)
  );
}
