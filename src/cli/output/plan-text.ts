import type { CarriedItem, LeftBehind } from "../../domain/action-items/types.ts";
import { formatDay, formatInstant } from "../../domain/schedule/format.ts";
import type { RequestCounts } from "../../gitlab/port.ts";
import type { Action, NonAction, Plan } from "../../reconcile/types.ts";
import { type Paint, printable } from "../terminal.ts";
import { fit } from "./columns.ts";

const LEFT = 58;
const ITEMS_SHOWN = 12;

/** What the lines about one project need besides its plan. */
export interface PlanHead {
  readonly customer: string;
  readonly project: string;
  readonly timeZone: string;
}

function row(sign: string, left: string, right: string, paint: Paint): string {
  return `  ${sign} ${fit(printable(left), LEFT)}  ${paint.dim(printable(right))}`.trimEnd();
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** An item's text as a person would read it: without the escapes that keep GitLab quiet. */
function plain(text: string): string {
  return text.replace(/\\([@#!~%&/<>[\]*_`\\-])/g, "$1").replace(/<br>/g, " ");
}

/** The owner has a column of its own. */
function withoutOwner(text: string, owner: string | null): string {
  return owner !== null && text.startsWith(`@${owner} `) ? text.slice(owner.length + 2) : text;
}

function itemFacts(item: CarriedItem): string {
  const facts = [`from #${item.origin}`];
  if (item.carries > 1) facts.push(`carried ${item.carries} times`);
  if (item.due !== null) {
    facts.push(
      item.overdue
        ? `overdue since ${formatDay(item.due, { year: false })}`
        : `due ${formatDay(item.due, { year: false })}`,
    );
  }
  if (item.needsDecision) facts.push("needs a decision");
  return facts.join(", ");
}

/** One carried item and those nested in it: owner, text, where it comes from. */
export function itemLine(item: CarriedItem, depth: number, paint: Paint): readonly string[] {
  const owner = item.owner === null ? "-" : `@${item.owner}`;
  const text = `${"  ".repeat(depth)}${withoutOwner(plain(item.text), item.owner)}`;
  const facts = item.overdue || item.needsDecision ? paint.yellow(itemFacts(item)) : paint.dim(itemFacts(item));
  const line = `        ${fit(printable(owner), 10)} ${fit(printable(text), LEFT - 13)}  ${facts}`;
  return [line, ...item.children.flatMap((child) => itemLine(child, depth + 1, paint))];
}

function countItems(items: readonly CarriedItem[]): number {
  return items.reduce((sum, item) => sum + 1 + countItems(item.children), 0);
}

function decisionsNeeded(items: readonly CarriedItem[]): number {
  return items.reduce((sum, item) => sum + Number(item.needsDecision) + decisionsNeeded(item.children), 0);
}

function leftBehindLine(left: readonly LeftBehind[]): string | null {
  if (left.length === 0) return null;
  const byReason = new Map<string, number>();
  for (const { reason } of left) byReason.set(reason.text, (byReason.get(reason.text) ?? 0) + 1);
  const parts = [...byReason].map(([text, count]) => `${count} ${text}`);
  return `${left.length} left behind: ${parts.join(", ")}`;
}

function agendaLines(
  action: Extract<Action, { kind: "create-agenda" }>,
  left: readonly LeftBehind[],
  paint: Paint,
): readonly string[] {
  const { agenda } = action;
  const lines = [row(paint.green("+"), `agenda  ${agenda.title}`, `due: ${action.reason.text}`, paint)];
  const count = countItems(agenda.carry.items);
  const decisions = decisionsNeeded(agenda.carry.items);
  if (count > 0) {
    const flagged = decisions === 0 ? "" : `, ${decisions} ${decisions === 1 ? "needs" : "need"} a decision`;
    lines.push(`      ${plural(count, "action item")} carried forward${flagged}`);
    const itemLines = agenda.carry.items.flatMap((item) => itemLine(item, 0, paint));
    lines.push(...itemLines.slice(0, ITEMS_SHOWN));
    if (itemLines.length > ITEMS_SHOWN) lines.push(paint.dim(`        and ${itemLines.length - ITEMS_SHOWN} more`));
  }
  const leftLine = leftBehindLine(left);
  if (leftLine !== null) lines.push(`      ${paint.dim(printable(leftLine))}`);
  return lines;
}

/** The lines of one action; `left` are the items that stay behind when an agenda is created. */
export function actionLines(action: Action, left: readonly LeftBehind[], paint: Paint): readonly string[] {
  switch (action.kind) {
    case "create-agenda":
      return agendaLines(action, left, paint);
    case "relate":
      return [row(paint.yellow("~"), `#${action.iid}  relate to #${action.to}`, action.reason.text, paint)];
    case "close-twin":
      return [row(paint.yellow("~"), `#${action.iid}  close, related to #${action.stays}`, action.reason.text, paint)];
    case "set-due-date":
      return [row(paint.yellow("~"), `#${action.iid}  due date ${action.dueDate}`, action.reason.text, paint)];
  }
}

/** Something that people should look at, whatever else is done. */
function needsAttention(one: NonAction): boolean {
  return one.series === "" || ["missed", "hand-written-agenda"].includes(one.reason.rule);
}

/** Whether a quiet run has something to say about a project. */
export function hasNews(plan: Plan): boolean {
  return plan.actions.length > 0 || plan.warnings.length > 0 || plan.skipped.some(needsAttention);
}

function skippedLine(one: NonAction, paint: Paint): string {
  const issue = one.iid === null ? one.series : `#${one.iid}`;
  const subject = one.occurrence === null ? issue : `${one.series} ${one.occurrence}`;
  const sign = needsAttention(one) ? paint.yellow("!") : paint.dim("=");
  return row(
    sign,
    one.occurrence !== null && one.iid !== null ? `${subject}  #${one.iid}` : subject,
    one.reason.text,
    paint,
  );
}

/** The head line and the body of a project's plan; a quiet one leaves out what needs no attention. */
export function planLines(head: PlanHead, plan: Plan, paint: Paint, quiet: boolean): readonly string[] {
  const when = `${formatInstant(plan.at, head.timeZone)} ${head.timeZone}`;
  const lines = [
    `${paint.bold(printable(head.customer))}  ${printable(head.project)}  ${paint.dim(when)}`,
    "",
    ...plan.actions.flatMap((action) =>
      actionLines(action, action.kind === "create-agenda" ? (plan.leftBehind.get(action.series) ?? []) : [], paint),
    ),
    ...plan.skipped.filter((one) => !quiet || needsAttention(one)).map((one) => skippedLine(one, paint)),
    ...plan.warnings.map((warning) => `  ${paint.yellow("!")} ${printable(warning)}`),
  ];
  return lines;
}

/** How many writes the actions will take at least. */
function writesOf(actions: readonly Action[]): number {
  return actions.reduce((sum, action) => {
    if (action.kind === "create-agenda") return sum + 1 + action.relateTo.length;
    return sum + (action.kind === "close-twin" ? 2 : 1);
  }, 0);
}

/** The closing line of a plan. */
export function planSummary(plan: Plan, requests: RequestCounts, paint: Paint): string {
  const creates = plan.actions.filter((action) => action.kind === "create-agenda").length;
  const changes = plan.actions.length - creates;
  if (plan.actions.length === 0) {
    return `Nothing to do. ${plural(requests.reads, "request")} read, nothing was written.`;
  }
  const parts = [`${creates} to create`, `${changes} to change`, `${plural(requests.reads, "request")} read`];
  parts.push(`${writesOf(plan.actions)} to write`);
  return `${parts.join(", ")}. Nothing was written. Apply with: ${paint.bold("cadence run")}`;
}
