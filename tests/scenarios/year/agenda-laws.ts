import type { Reconciled } from "../../../src/reconcile/reconcile.ts";
import { type Customer, callStart, complain, look, nowOf, seriesOf, toCome } from "./customer.ts";
import { type Call, callsOf, type SeriesInFile } from "./file.ts";
import type { Seen } from "./model.ts";

const DAY = 86_400_000;
const LEAD = 3 * DAY;
const WEEK = 6;
/** Clocks change within the lead time of some call, and a run may take a moment. */
const SLACK = 2 * 3_600_000;

/** The call of an agenda as the file has it; null where it has none. */
function callOf(customer: Customer, agenda: Seen): Call | null {
  const series = agenda.byBot ? seriesOf(customer, agenda) : (customer.file.series[0] ?? null);
  return series === null ? null : (callsOf(customer.file, series).find(({ id }) => id === agenda.occurrence) ?? null);
}

/** Whether an agenda to come is that of a call which the file holds; one that a person wrote is. */
export function hasCall(customer: Customer, agenda: Seen): boolean {
  return !agenda.byBot || callOf(customer, agenda)?.isHeld === true;
}

const NEAR = 3 * DAY;

/** The same for those that people wrote, which are meetings of their own where the main series has no call near their day. */
export function isOfCall(customer: Customer, agenda: Seen): boolean {
  if (agenda.byBot || callOf(customer, agenda)?.isHeld === true) return hasCall(customer, agenda);
  const [main] = customer.file.series;
  const day = Date.parse(agenda.issue.dueDate ?? "");
  if (main === undefined) return false;
  return callsOf(customer.file, main).some(({ date, isHeld }) => isHeld && Math.abs(Date.parse(date) - day) <= NEAR);
}

/** Whether an agenda belongs to a series; what people wrote is for the main one. */
export function isOf(customer: Customer, agenda: Seen, series: SeriesInFile): boolean {
  return agenda.byBot ? seriesOf(customer, agenda) === series : series === customer.file.series[0];
}

/** Iids that a plan names, with why. */
function namedIn({ plan }: Reconciled): ReadonlySet<number> {
  return new Set(plan.skipped.flatMap(({ iid }) => iid ?? []));
}

/** The bot's own day of an agenda follows the file; one whose call that has no more is named. */
function checkOpen(customer: Customer, agenda: Seen, named: ReadonlySet<number>): void {
  const { issue, madeFor, occurrence } = agenda;
  if (!agenda.byBot) return;
  const call = callOf(customer, agenda);
  const isNamed = named.has(issue.iid);
  if (call === null || !call.isHeld) {
    const what = `#${issue.iid} of ${agenda.series}/${occurrence} has no call, and nobody is told`;
    if (!isNamed) complain(customer, "unmentioned", what);
    return;
  }
  // What is due on another day than the bot gave it was moved by a person.
  if (issue.dueDate !== madeFor || issue.dueDate === call.date) return;
  if (call.start <= nowOf(customer) && isNamed) return;
  complain(customer, "calendar", `#${issue.iid} is due on ${issue.dueDate}, its call is on ${call.date}`);
}

/** One agenda for each call: of two to come at one moment people are told. */
function checkMoments(customer: Customer, ahead: readonly Seen[], named: ReadonlySet<number>): void {
  for (const [index, agenda] of ahead.entries()) {
    const twin = ahead.slice(0, index).find(({ issue }) => issue.dueDate === agenda.issue.dueDate);
    if (twin === undefined || named.has(agenda.issue.iid) || named.has(twin.issue.iid)) continue;
    const both = `#${twin.issue.iid} and #${agenda.issue.iid}`;
    complain(customer, "never twice", `${both} are agendas of ${agenda.issue.dueDate}, and nobody is told`);
  }
}

/** The next call of a series has its agenda from its lead time on. */
function checkNext(customer: Customer, series: SeriesInFile): void {
  const now = nowOf(customer);
  const agendas = look(customer).filter((one) => one.kind === "agenda" && !one.ended && isOf(customer, one, series));
  const moved = agendas.flatMap((one) => {
    const start = callStart(customer, one);
    return one.occurrence === null || start === null ? [] : [[one.occurrence, start] as const];
  });
  const starts = new Map(moved);
  const calls = callsOf(customer.file, series).filter(({ isHeld }) => isHeld);
  const next = calls
    .map(({ id, start, date }) => ({ id, date, start: starts.get(id) ?? start }))
    .filter(({ start }) => start > now)
    .sort((a, b) => a.start - b.start)[0];
  if (next === undefined || starts.has(next.id) || next.start - now > LEAD - SLACK) return;
  // The agenda of a call that is on is worked with first.
  if (calls.some(({ id, start }) => now - (starts.get(id) ?? start) < SLACK && (starts.get(id) ?? start) <= now))
    return;
  const shares = agendas.some(({ issue }) => issue.dueDate === next.date && issue.state === "opened");
  if (!shares) complain(customer, "no agenda", `the call of ${series.id} on ${next.date} has none`);
}

/** A call that was held has its follow-up, one that was skipped has none. */
function checkFollowUps(customer: Customer, seen: readonly Seen[]): void {
  const followed = new Set(seen.flatMap((one) => (one.kind === "follow-up" ? [agendaOf(one)] : [])));
  for (const iid of customer.skipped) {
    if (followed.has(iid)) complain(customer, "follow-up", `#${iid} was skipped and has a follow-up`);
  }
  for (const iid of customer.held) {
    const agenda = seen.find(({ issue }) => issue.iid === iid);
    if (agenda === undefined || followed.has(iid) || !hasCall(customer, agenda)) continue;
    if (nowOf(customer) - Date.parse(agenda.issue.closedAt ?? "") > 10 * DAY) continue;
    // What people wrote is a meeting of its own once the file has no call on its day.
    if (!agenda.byBot && callOf(customer, agenda)?.isHeld !== true) continue;
    complain(customer, "follow-up", `#${iid} was held and has no follow-up`);
  }
}

/** The agenda that a follow-up was first written about. */
function agendaOf({ issue }: Seen): number | null {
  const match = /\bagenda #(\d+)/i.exec(issue.history[0] ?? "");
  return match === null ? null : Number(match[1]);
}

/** How agendas and follow-ups stand to the calls of the file, once two undisturbed runs have looked. */
export function checkCalls(customer: Customer, result: Reconciled): void {
  const named = namedIn(result);
  const seen = look(customer).filter(({ ended }) => !ended);
  for (const agenda of toCome(customer)) checkOpen(customer, agenda, named);
  for (const series of customer.file.series) {
    checkMoments(
      customer,
      toCome(customer).filter((one) => isOf(customer, one, series)),
      named,
    );
    checkNext(customer, series);
  }
  checkFollowUps(customer, seen);
  for (const { problems } of result.plan.problems) {
    for (const { key, problem } of problems) complain(customer, "problems", `${key}: ${problem}`);
  }
}

/** What an issue of the bot is about: no other one may ever be made about that. */
export function subjectOf(customer: Customer, one: Seen): string | null {
  if (one.kind === "follow-up") return agendaOf(one) === null ? null : `follow-up of #${agendaOf(one)}`;
  if (one.kind !== "agenda" || one.occurrence === null) return null;
  const series = one.byBot ? (seriesOf(customer, one)?.id ?? one.series) : customer.file.series[0]?.id;
  return `agenda of ${series}/${one.occurrence}`;
}

/** Never twice, what was closed at once counted too: each of them was a mail (law 1). */
export function checkCreated(customer: Customer, old: readonly Seen[], seen: readonly Seen[]): void {
  const known = new Set(old.map(({ issue }) => issue.iid));
  const subjects = new Map(old.map((one) => [subjectOf(customer, one), one.issue.iid]));
  for (const one of seen) {
    if (known.has(one.issue.iid) || !one.byBot) continue;
    const subject = subjectOf(customer, one);
    const twin = subject === null ? undefined : subjects.get(subject);
    if (twin !== undefined) complain(customer, "made twice", `#${one.issue.iid} besides #${twin}: ${subject}`);
    subjects.set(subject, one.issue.iid);
    if (one.kind === "agenda") checkAdopted(customer, seen, one);
  }
}

/** An open agenda whose call is no longer planned becomes that of the nearest one: none is made beside it. */
function checkAdopted(customer: Customer, seen: readonly Seen[], made: Seen): void {
  const series = seriesOf(customer, made);
  for (const one of seen) {
    const { issue } = one;
    if (one.kind !== "agenda" || !one.byBot || one.ended || issue.state !== "opened" || issue.dueDate === null)
      continue;
    if (series === null || seriesOf(customer, one) !== series || (callStart(customer, one) ?? 0) <= nowOf(customer))
      continue;
    const days = Math.abs(Date.parse(issue.dueDate) - Date.parse(made.issue.dueDate ?? "")) / DAY;
    if (callOf(customer, one) !== null || days > WEEK) continue;
    const what = `#${made.issue.iid} was made for ${made.occurrence}, and #${issue.iid} is open`;
    complain(customer, "made twice", what);
  }
}
