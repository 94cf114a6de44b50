import type { Paint } from "../../app/terminal.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { formatDay, formatInstant } from "../../domain/schedule/format.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import type { ItemRow } from "../commands/item-rows.ts";
import { fit, whole } from "./columns.ts";
import { nameOf, seriesName } from "./names.ts";

export interface SeriesRows {
  readonly series: string;
  readonly items: readonly ItemRow[];
}

/** The items of one project; what `--json` prints. */
export interface ItemsDocument {
  readonly project: string;
  readonly customer: string;
  readonly at: string;
  readonly timeZone: string;
  readonly series: readonly SeriesRows[];
}

// With the blanks between them 100 columns at most.
const OWNER = 11;
const TEXT = 39;
const DUE = 12;
const AGE = 5;
const CARRIES = 3;
const PLACES = 14;

/** Issues shown by number at most; further ones are counted. */
const PLACES_SHOWN = 2;

const STATES: Readonly<Record<ItemRow["state"], string>> = {
  open: " ",
  done: "x",
  inapplicable: "~",
  removed: "-",
};

/** The first issues of a list and how many more there are: `#31 #12 +2`. */
function placesText(iids: readonly IssueIid[]): string {
  const shown = iids.slice(0, PLACES_SHOWN).map((iid) => `#${iid}`);
  const more = iids.length - shown.length;
  return [...shown, ...(more > 0 ? [`+${more}`] : [])].join(" ");
}

function dueText({ due, unclearDue, overdue }: ItemRow, year: string): string {
  if (due === null) return unclearDue === null ? "" : `? ${printable(unclearDue)}`;
  const day: PlainDate = due.startsWith(year) ? formatDay(due, { year: false }) : due;
  return `${overdue ? "!" : " "} ${day}`;
}

/** The last two columns, of ids, stay whole. */
function columns(cells: readonly string[]): string {
  const widths = [OWNER, TEXT, DUE, AGE, CARRIES, PLACES];
  return `  ${cells.map((cell, index) => (index < 5 ? fit : whole)(cell, widths[index] ?? 0)).join(" ")}`.trimEnd();
}

function rowLines(row: ItemRow, year: string, paint: Paint): readonly string[] {
  const text = printable(nameOf(row));
  const cells = [
    row.owner === null ? "-" : `@${printable(row.owner)}`,
    row.state === "open" ? text : `${STATES[row.state]} ${text}`,
    dueText(row, year),
    row.ageDays === null ? "" : `${row.ageDays} d`,
    row.carries === 0 ? "" : `${row.carries}x`,
    placesText(row.iids),
    row.issue === null ? "" : `-> #${row.issue}`,
  ];
  const line = columns(cells);
  const painted = row.overdue ? paint.yellow(line) : row.state === "open" ? line : paint.dim(line);
  const why = row.reason === null ? [] : [paint.dim(`  ${" ".repeat(OWNER)} ${printable(row.reason.text)}`)];
  return [painted, ...why];
}

/** Where items go that are in no next agenda of the series they stand in: once for all with the same reason. */
function homeLines(items: readonly ItemRow[], paint: Paint): readonly string[] {
  const counts = new Map<string, number>();
  for (const { home } of items) if (home !== null) counts.set(home.text, (counts.get(home.text) ?? 0) + 1);
  return [...counts].map(([text, count]) => paint.dim(`  ${plural(count, "open item")}: ${printable(text)}`));
}

function seriesLines({ series, items }: SeriesRows, year: string, paint: Paint): readonly string[] {
  const open = items.filter((row) => row.state === "open").length;
  const overdue = items.filter((row) => row.overdue).length;
  const late = overdue === 0 ? "" : `, ${paint.yellow(`${overdue} overdue`)}`;
  const head = `${paint.bold(seriesName(series))}  ${plural(open, "open item")}${late}`;
  if (items.length === 0) return ["", head];
  const titles = columns(["owner", "item", "  due", "age", "", "in, newest", "issue"]);
  return [
    "",
    head,
    ...homeLines(items, paint),
    paint.dim(titles),
    ...items.flatMap((row) => rowLines(row, year, paint)),
  ];
}

/** The items of a project as a table; a quiet one leaves out series without any. */
export function itemsLines(items: ItemsDocument, paint: Paint, quiet: boolean): readonly string[] {
  const when = `${formatInstant(items.at, items.timeZone)} ${items.timeZone}`;
  const shown = quiet ? items.series.filter((one) => one.items.length > 0) : items.series;
  return [
    `${paint.bold(printable(items.customer))}  ${printable(items.project)}  ${paint.dim(when)}`,
    ...shown.flatMap((one) => seriesLines(one, items.at.slice(0, 4), paint)),
  ];
}
