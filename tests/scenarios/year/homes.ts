import { type Customer, look, nowOf, seriesOf } from "./customer.ts";
import { callsOf, nextCallOf, type SeriesInFile } from "./file.ts";
import type { ModelItem, Seen } from "./model.ts";

const DAY = 86_400_000;
const LONGEST_WAIT = 100;
/** People are at work on an agenda until its call is over. */
const CALL = 2 * 3_600_000;

/** The series that goes on from one, as far as the file says so. */
function successorOf({ file }: Customer, id: string): SeriesInFile | null {
  return file.series.find(({ continues }) => continues.includes(id)) ?? null;
}

/** Where the open items of a series go; null where no series has a call to come. */
function homeOfSeries(customer: Customer, series: SeriesInFile | null, id: string | null): SeriesInFile | null {
  const { file } = customer;
  const now = nowOf(customer);
  const next = series === null ? null : nextCallOf(file, series, now);
  if (series !== null && next !== null && series.home !== "main") {
    if (series.home === "own" || next.start - now <= LONGEST_WAIT * DAY) return series;
  }
  const successor = id === null || series?.home === "main" ? null : successorOf(customer, id);
  if (successor !== null && nextCallOf(file, successor, now) !== null) return successor;
  return file.series.find((one) => nextCallOf(file, one, now) !== null) ?? null;
}

function isRunning({ file }: Customer, series: SeriesInFile, now: number): boolean {
  return callsOf(file, series).some(({ start, isHeld }) => isHeld && start <= now && now < start + CALL);
}

/** The series whose next agenda takes an open item that was raised in an issue: mostly one, more where that is not clear. */
export function homesOf(customer: Customer, { raisedIn }: Pick<ModelItem, "raisedIn">): readonly SeriesInFile[] {
  const place: Seen | undefined = look(customer).find(({ issue }) => issue.iid === raisedIn);
  if (place === undefined) return [];
  const own = seriesOf(customer, place);
  const id = own?.id ?? place.series;
  const home = homeOfSeries(customer, own, id);
  // What people wrote for a call is its series' agenda while the file has that call, else a meeting of its own.
  const byHand = place.series === null ? customer.file.series : [];
  const atWork = own !== null && isRunning(customer, own, nowOf(customer)) ? [own] : [];
  return [...new Set([...(home === null ? [] : [home]), ...byHand, ...atWork])];
}
