import type { AgendaText, ItemTimeline } from "../domain/action-items/read/types.ts";
import type { IssueIid } from "../domain/ids.ts";
import { asksFor, type FirstCallPoint, firstCallPointsOf } from "../domain/meeting-types/first-call-points.ts";
import type { PlainDate } from "../domain/time/types.ts";
import { itemsOf, livingIn } from "../reconcile/model/items.ts";
import type { Planned } from "../reconcile/reconcile.ts";

/** How a point of the first call stands, from the issues alone. */
export interface CoveredPoint {
  /** Rows of the handbook. */
  readonly rows: readonly string[];
  readonly subject: string;
  /** `covered`: ticked; `not needed`: marked so; `off`: somebody took it off; `not asked`: no issue has it. */
  readonly state: "covered" | "not needed" | "open" | "off" | "not asked";
  /** The last agenda that has it, with the day of its call; null where no issue has it. */
  readonly iid: IssueIid | null;
  readonly date: PlainDate | null;
}

type Stand = Pick<CoveredPoint, "state" | "iid" | "date">;

/** The last call whose agenda has an item: in it, or before its day, the item was settled, since nothing carried it on. */
function lastCall({ appearances }: ItemTimeline, fallback: AgendaText): Pick<Stand, "iid" | "date"> {
  const { iid, date } = appearances.findLast(({ agenda }) => agenda.kind !== "follow-up")?.agenda ?? fallback;
  return { iid, date };
}

function stands(timeline: ItemTimeline): Stand {
  const { resolution } = timeline;
  switch (resolution.kind) {
    case "open":
      return { state: "open", ...lastCall(timeline, resolution.newest.agenda) };
    case "resolved": {
      const state = resolution.state === "done" ? "covered" : "not needed";
      return { state, ...lastCall(timeline, resolution.where.agenda) };
    }
    case "removed":
      return { state: "off", ...lastCall(timeline, resolution.from) };
    default:
      return resolution satisfies never;
  }
}

function covers(point: FirstCallPoint, items: readonly ItemTimeline[]): CoveredPoint {
  const { rows, subject } = point;
  const own = items.filter(({ appearances }) => appearances.some(({ text }) => asksFor(point, text)));
  const found = own.map(stands);
  // One that was covered is covered, however often it was asked for.
  const best = found.find(({ state }) => state === "covered") ?? found.at(-1);
  return { rows, subject, ...(best ?? { state: "not asked", iid: null, date: null }) };
}

/** Returns which points of the first call were covered, and in which call (handbook C6); none for a file without a profile. */
export function firstCallCoverage({ state, details }: Planned): readonly CoveredPoint[] {
  const { profile } = state.snapshot.configuration;
  if (profile === null) return [];
  const items = state.everySeries.flatMap((series) => livingIn(state, series, itemsOf(details.items, series)));
  return firstCallPointsOf(profile).map((point) => covers(point, items));
}
