import type { PlanOptions } from "../../app/options.ts";
import type { Paint } from "../../app/terminal.ts";
import { repeated } from "../../domain/action-items/read/stands-under.ts";
import type { CarriedItem, LeftBehind } from "../../domain/action-items/read/types.ts";
import type { Gap } from "../../domain/follow-up/types.ts";
import { formatDay, formatInstant } from "../../domain/schedule/format.ts";
import { plain } from "../../domain/text/plain.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import { normaliseText } from "../../domain/text/similarity.ts";
import type { RequestCounts } from "../../gitlab/port.ts";
import { editVerb } from "../../reconcile/actions/edit-items.ts";
import { planWords, writesOf } from "../../reconcile/actions/kinds.ts";
import { HELD_BACK } from "../../reconcile/model/follow-up-flood.ts";
import type { Action, CreateAgenda, CreateFollowUp, EditItems, NonAction, Plan } from "../../reconcile/model/types.ts";
import { LEFT_OPEN } from "../../reconcile/plan/left-open.ts";
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

/** The owner has a column of its own. */
function withoutOwner(text: string, owner: string | null): string {
  return owner !== null && text.startsWith(`@${owner} `) ? text.slice(owner.length + 2) : text;
}

function itemFacts(item: CarriedItem): string {
  const facts = [`from #${item.origin}`];
  if (item.carries > 1) facts.push(`carried ${item.carries} times`);
  if (item.needsDecision && item.followUps > 1) facts.push(`in ${item.followUps} follow-ups`);
  if (item.due !== null) {
    facts.push(
      item.overdue
        ? `overdue since ${formatDay(item.due, { year: false })}`
        : `due ${formatDay(item.due, { year: false })}`,
    );
  }
  if (item.unclearDue !== null) facts.push(`due date unclear: "${printable(item.unclearDue)}"`);
  if (item.needsDecision) facts.push("needs a decision");
  const { home } = item.reason.data;
  if (typeof home === "string") facts.push(printable(home));
  return facts.join(", ");
}

/** One carried item and those nested in it: owner, text, where it comes from. */
function itemLine(item: CarriedItem, name: string, depth: number, paint: Paint): readonly string[] {
  const owner = item.owner === null ? "-" : `@${item.owner}`;
  const text = `${"  ".repeat(depth)}${withoutOwner(plain(name), item.owner)}`;
  const facts = item.overdue || item.needsDecision ? paint.yellow(itemFacts(item)) : paint.dim(itemFacts(item));
  const line = `        ${fit(printable(owner), 10)} ${fit(printable(text), LEFT - 13)}  ${facts}`;
  return [line, ...item.children.flatMap((child) => itemLine(child, child.text, depth + 1, paint))];
}

/** Carried items with those nested in them; the group in front of the text where another item has the same one. */
export function itemLines(items: readonly CarriedItem[], paint: Paint): readonly string[] {
  const same = repeated(items.map(({ text }) => text));
  return items.flatMap((item) => {
    const group = same.has(normaliseText(item.text)) ? item.group : null;
    return itemLine(item, group === null ? item.text : `${group} › ${item.text}`, 0, paint);
  });
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

function agendaLines(action: CreateAgenda, line: string, left: readonly LeftBehind[], paint: Paint): readonly string[] {
  const { agenda } = action;
  const lines = [line];
  const count = countItems(agenda.carry.items);
  const decisions = decisionsNeeded(agenda.carry.items);
  if (count > 0) {
    const flagged = decisions === 0 ? "" : `, ${decisions} ${decisions === 1 ? "needs" : "need"} a decision`;
    lines.push(`      ${plural(count, "action item")} carried forward${flagged}`);
    const shown = itemLines(agenda.carry.items, paint);
    for (const line of shown.slice(0, ITEMS_SHOWN)) lines.push(line);
    if (shown.length > ITEMS_SHOWN) lines.push(paint.dim(`        and ${shown.length - ITEMS_SHOWN} more`));
  }
  const leftLine = leftBehindLine(left);
  if (leftLine !== null) lines.push(`      ${paint.dim(printable(leftLine))}`);
  return lines;
}

/** What an agenda lacks, counted: the texts of the items stand in the comment that says so. */
const GAPS: Readonly<Record<Gap["kind"], (count: number) => string>> = {
  "no-owner": (count) => `an owner for ${plural(count, "item")}`,
  "no-date": (count) => `a date for ${plural(count, "item")}`,
  "empty-recap": () => "a recap",
  "no-box": (count) => `a box for ${plural(count, "line")}`,
  "bare-link": (count) => `a word on ${plural(count, "link")}`,
  "no-action-items": () => "action items",
};

function followUpLines({ followUp, comments }: CreateFollowUp, line: string, paint: Paint): readonly string[] {
  const { ids, gaps, dueDate, assignees } = followUp;
  const who = assignees.length === 0 ? "" : `, assigned to @${assignees.join(", @")}`;
  const facts = `${plural(ids.length, "action item")}, due ${formatDay(dueDate, { year: false })}${who}`;
  const lines = [line, `      ${printable(facts)}`];
  const missing = gaps.map(({ kind, items }) => GAPS[kind](items.length));
  if (missing.length > 0) lines.push(`      ${paint.yellow(`missing: ${missing.join(", ")}`)}`);
  if (comments.some(({ what }) => what === "participants")) lines.push(`      ${paint.dim("participants are told")}`);
  return lines;
}

/** Several changes of one issue, each with its reason. */
function editLines({ edits, late }: EditItems, paint: Paint): readonly string[] {
  if (edits.length + (late?.ids.length ?? 0) < 2) return [];
  const lines = [
    ...edits.map((edit) => {
      const text = fit(printable(`${editVerb(edit)}: ${plain(edit.text)}`), LEFT - 4);
      return `        ${text}  ${paint.dim(printable(edit.reason.text))}`;
    }),
    ...itemLines(late?.items ?? [], paint),
  ];
  if (lines.length <= ITEMS_SHOWN) return lines;
  return [...lines.slice(0, ITEMS_SHOWN), paint.dim(`        and ${lines.length - ITEMS_SHOWN} more`)];
}

/** One action on one line. */
export function actionLine(action: Action, paint: Paint): string {
  const { sign, text } = planWords(action);
  const why = action.kind === "create-agenda" ? `due: ${action.reason.text}` : action.reason.text;
  const right = action.series === "" ? why : `${action.series}  ${why}`;
  return row(sign === "+" ? paint.green(sign) : paint.yellow(sign), text, right, paint);
}

/** The lines of one action; `left` are the items that stay behind when an agenda is created. */
export function actionLines(action: Action, left: readonly LeftBehind[], paint: Paint): readonly string[] {
  const line = actionLine(action, paint);
  switch (action.kind) {
    case "create-agenda":
      return agendaLines(action, line, left, paint);
    case "create-follow-up":
      return followUpLines(action, line, paint);
    case "edit-items":
      return [line, ...editLines(action, paint)];
    default:
      return [line];
  }
}

/** Rules by which something stays undone that somebody counts on: a call without agenda, a command that nobody followed, an open agenda that the configuration left behind. */
const ATTENTION: ReadonlySet<string> = new Set(["missed", "not-allowed", HELD_BACK, ...LEFT_OPEN]);

/** Something that people should look at, whatever else is done. */
function needsAttention(one: NonAction): boolean {
  return one.series === "" || ATTENTION.has(one.reason.rule);
}

/** Whether a quiet run has something to say about a project. */
export function hasNews(plan: Plan): boolean {
  if (plan.problems.length > 0) return true;
  return plan.actions.length > 0 || plan.warnings.length > 0 || plan.skipped.some(needsAttention);
}

/** One thing that is left alone, and why. */
export function skippedLine(one: NonAction, paint: Paint): string {
  const issue = one.iid === null ? one.series : `#${one.iid}`;
  const subject = one.occurrence === null ? issue : `${one.series} ${one.date ?? one.occurrence}`;
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

/** The closing line of a plan. */
export function planSummary(
  plan: Plan,
  requests: RequestCounts,
  paint: Paint,
  { only, now, catchUp }: Pick<PlanOptions, "only" | "now" | "catchUp">,
  commandName: string,
): string {
  const creates = plan.actions.filter((action) => planWords(action).sign === "+").length;
  const changes = plan.actions.length - creates;
  if (plan.actions.length === 0) {
    return `Nothing to do. ${plural(requests.reads, "request")} read, nothing was written.`;
  }
  const facts = [`${creates} to create`, `${changes} to change`, `${plural(requests.reads, "request")} read`];
  facts.push(`${plan.actions.reduce((sum, action) => sum + writesOf(action), 0)} to write`);
  const options = [
    ...(only === null ? [] : [`--only ${only.join(",")}`]),
    ...(now ? ["--now"] : []),
    ...(catchUp > 0 ? [`--catch-up ${catchUp}`] : []),
  ];
  const command = [`${commandName} run`, ...options].join(" ");
  return `${facts.join(", ")}. Nothing was written. Apply with: ${paint.bold(command)}`;
}
