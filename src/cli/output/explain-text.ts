import type { Paint } from "../../app/terminal.ts";
import type { CarriedItem, LeftBehind } from "../../domain/action-items/read/types.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { HandbookProposal } from "../../domain/profile/proposals.ts";
import type { Reason } from "../../domain/reason.ts";
import { formatDay, formatInstant } from "../../domain/schedule/format.ts";
import type { Occurrence, OccurrenceDecision } from "../../domain/schedule/types.ts";
import { printable } from "../../domain/text/printable.ts";
import { WENT_WITHOUT } from "../../reconcile/model/recognise/missed-calls.ts";
import type { Action, NonAction } from "../../reconcile/model/types.ts";
import type { ForecastRun } from "../../reconcile/plan/forecast.ts";
import type { ItemRow } from "../commands/item-rows.ts";
import { fit, whole } from "./columns.ts";
import { nameOf, seriesName } from "./names.ts";
import { actionLine, itemLines, skippedLine } from "./plan-text.ts";

/** Why one series is treated as it is. */
export interface SeriesExplanation {
  readonly series: string;
  readonly rule: string;
  readonly calls: readonly {
    readonly occurrence: Occurrence;
    readonly decision: OccurrenceDecision["decision"];
    readonly reason: Reason;
    readonly iid: IssueIid | null;
  }[];
  /** The items of the next agenda as it would be made now; null when the series has no next call. */
  readonly nextAgenda: {
    readonly date: string;
    readonly items: readonly CarriedItem[];
    readonly leftBehind: readonly LeftBehind[];
    /** What it offers to talk about, and what it does not; empty without `profile` and `topics`. */
    readonly topics: readonly ExplainedTopic[];
  } | null;
  /** Open items that stand in it and go to another series, or nowhere, where it has no next agenda itself. */
  readonly elsewhere: readonly LeftBehind[];
  /** Boxes that GitLab shows in the last agendas and follow-ups and that are no action items, with the rule. */
  readonly leftOut: readonly LeftBehind[];
  /** Items whose copies, or whose copy and issue, say different things. */
  readonly disagreeing: readonly ItemRow[];
  /** Items taken for new that may be known ones, and boxes taken for items that may be none. */
  readonly doubtful: readonly DoubtfulItem[];
  /** Open items that an earlier version took for resolved or moved. */
  readonly lapsed: readonly DoubtfulItem[];
}

/** A topic of the next agenda, or why it is none. */
export interface ExplainedTopic {
  readonly id: string;
  readonly as: "suggested" | "action item" | "not now";
  readonly reason: Reason;
}

/** An item with the reason for what it is taken for. */
export interface DoubtfulItem {
  readonly iid: IssueIid;
  readonly text: string;
  readonly why: string;
}

/** Why one project is treated as it is; what `--json` prints. */
export interface Explanation {
  readonly project: string;
  readonly customer: string;
  readonly at: string;
  readonly timeZone: string;
  readonly series: readonly SeriesExplanation[];
  /** What a run would do now. */
  readonly actions: readonly Action[];
  /** What it would leave alone, besides calls and issues that cannot be placed. */
  readonly leftAlone: readonly NonAction[];
  readonly warnings: readonly string[];
  /** Issues that cannot be placed, with the boxes in them: nothing of theirs is read. */
  readonly unplaced: readonly {
    readonly iid: IssueIid;
    readonly title: string;
    readonly state: "opened" | "closed";
    readonly reason: Reason;
    readonly remedy: string;
    readonly boxes: readonly LeftBehind[];
  }[];
  readonly nextRuns: readonly ForecastRun[];
  /** What the handbook asks for and the file does not say; empty without a profile. */
  readonly proposals: readonly HandbookProposal[];
  /** What people must mend before the rest can be done. */
  readonly problems: readonly Readonly<Record<string, unknown>>[];
}

const SIGNS: Readonly<Record<OccurrenceDecision["decision"], string>> = {
  due: "+",
  waiting: "=",
  exists: "=",
  skipped: "-",
  missed: "!",
};

function seriesLines(one: SeriesExplanation, paint: Paint): readonly string[] {
  const lines = [`${paint.bold(seriesName(one.series))}  ${paint.dim(printable(one.rule))}`];
  if (one.calls.length > 0) lines.push("", "  Calls");
  for (const { occurrence, decision, reason, iid } of one.calls) {
    const agenda = iid === null ? "" : `#${iid}`;
    const sign = reason.rule === WENT_WITHOUT ? "-" : SIGNS[decision];
    lines.push(
      `    ${sign} ${fit(formatDay(occurrence.date), 16)} ${whole(agenda, 6)} ${paint.dim(printable(reason.text))}`,
    );
  }
  if (one.nextAgenda !== null) for (const line of ["", ...agendaLines(one.nextAgenda, paint)]) lines.push(line);
  if (one.elsewhere.length > 0) lines.push("", "  Open items that go on elsewhere");
  for (const left of one.elsewhere) lines.push(leftLine(left, paint));
  if (one.leftOut.length > 0) lines.push("", "  Boxes that are no action items");
  for (const left of one.leftOut) lines.push(leftLine(left, paint));
  if (one.disagreeing.length > 0) lines.push("", "  Items whose copies disagree");
  for (const row of one.disagreeing) lines.push(disagreeingLine(row, paint));
  for (const { iid, text, why } of [...one.doubtful, ...one.lapsed]) {
    lines.push(`    ${paint.yellow("?")} #${iid} "${printable(text)}": ${printable(why)}`);
  }
  return [...lines, ""];
}

const COUNTS: Readonly<Record<ItemRow["state"], string>> = {
  open: "open",
  done: "done",
  inapplicable: "n/a",
  removed: "off",
};

function disagreeingLine(row: ItemRow, paint: Paint): string {
  const { state, iids, reason } = row;
  const places = iids.map((iid) => `#${iid}`).join(" ");
  const why = reason === null ? "" : reason.text;
  const left = `${fit(COUNTS[state], 5)}${fit(printable(nameOf(row)), 43)} ${places}`;
  return `      ${whole(left, 62)}  ${paint.dim(printable(why))}`.trimEnd();
}

/** What a run would do at this moment, and what it would leave alone. */
function nowLines(one: Explanation, paint: Paint): readonly string[] {
  const lines = [paint.bold("A run would now")];
  if (one.actions.length === 0) lines.push(paint.dim("  do nothing"));
  for (const action of one.actions) lines.push(actionLine(action, paint));
  if (one.leftAlone.length > 0) lines.push("", paint.bold("and leave alone"));
  for (const left of one.leftAlone) lines.push(skippedLine(left, paint));
  for (const warning of one.warnings) lines.push(`  ${paint.yellow("!")} ${printable(warning)}`);
  return [...lines, ""];
}

function agendaLines(next: NonNullable<SeriesExplanation["nextAgenda"]>, paint: Paint): readonly string[] {
  return [...agendaItemLines(next, paint), ...topicLines(next, paint)];
}

function topicLines({ date, topics }: NonNullable<SeriesExplanation["nextAgenda"]>, paint: Paint): readonly string[] {
  if (topics.length === 0) return [];
  const isUnfit = ({ reason }: ExplainedTopic): boolean => reason.rule === "topic-unfit";
  const names = topics
    .filter(isUnfit)
    .map(({ id }) => printable(id))
    .join(", ");
  return [
    "",
    `  Topics of the agenda of ${formatDay(date)}`,
    ...topics
      .filter((one) => !isUnfit(one))
      .map(({ as, reason }) => {
        const line = `    ${as === "not now" ? "-" : "+"} ${printable(reason.text)}`;
        return as === "not now" ? paint.dim(line) : `${line}${as === "action item" ? ", as an action item" : ""}`;
      }),
    ...(names === "" ? [] : [paint.dim(`    - not for this customer, or not yet: ${names}`)]),
  ];
}

function agendaItemLines(next: NonNullable<SeriesExplanation["nextAgenda"]>, paint: Paint): readonly string[] {
  const lines = [`  Action items of the agenda of ${formatDay(next.date)}`];
  if (next.items.length === 0 && next.leftBehind.length === 0) return [...lines, paint.dim("    none is open")];
  for (const line of itemLines(next.items, paint)) lines.push(line);
  for (const left of next.leftBehind) lines.push(leftLine(left, paint, "stays: "));
  return lines;
}

/** The text is not cut: people look for what they wrote. */
function leftLine({ iid, text, reason }: LeftBehind, paint: Paint, lead = ""): string {
  const what = printable(`#${iid} ${text}`);
  return `      - ${what.length > 54 ? what : fit(what, 54)}  ${paint.dim(lead + printable(reason.text))}`;
}

/** The whole explanation of a project. */
export function explainLines(one: Explanation, paint: Paint): readonly string[] {
  const head = `${paint.bold(printable(one.customer))}  ${printable(one.project)}`;
  const lines = [`${head}  ${paint.dim(`${formatInstant(one.at, one.timeZone)} ${one.timeZone}`)}`, ""];
  for (const line of one.series.flatMap((series) => seriesLines(series, paint))) lines.push(line);
  for (const { iid, title, state, reason, remedy, boxes } of one.unplaced) {
    const isOpen = state === "opened";
    const what = `#${iid} "${printable(title)}" ${printable(reason.text)}${isOpen ? `: ${printable(remedy)}` : ""}`;
    lines.push(`${isOpen ? paint.yellow("!") : "-"} ${what}`);
    for (const left of boxes) lines.push(leftLine(left, paint));
  }
  for (const line of nowLines(one, paint)) lines.push(line);
  if (one.proposals.length > 0) lines.push(paint.bold("Proposed by the handbook, done by nobody but you"));
  for (const { subject, text, remedy } of one.proposals) {
    lines.push(`  ${printable(subject)}: ${printable(text)}`);
    if (remedy !== "") lines.push(`    ${paint.dim(printable(remedy))}`);
  }
  lines.push(paint.bold("Next runs that make an agenda"));
  if (one.nextRuns.length === 0) lines.push(paint.dim("  none is to come"));
  for (const { at, creates } of one.nextRuns) {
    const when = `${formatInstant(at, one.timeZone)}`;
    for (const { series, date } of creates) lines.push(`  ${fit(when, 24)} agenda of ${series}, ${formatDay(date)}`);
  }
  return lines;
}
