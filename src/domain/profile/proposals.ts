import { formatDay } from "../schedule/format.ts";
import { ruleDates, type SeriesRule } from "../schedule/rule-dates.ts";
import { plural } from "../text/plural.ts";
import { addDays } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { ONBOARDING_DAYS, steadyCadence } from "./cadence.ts";
import type { CustomerProfile } from "./types.ts";

/** Something that the handbook asks for and the file does not say: a proposal, never done by itself. */
export interface HandbookProposal {
  /** What it is about: `calls`, `first-call`, `profile.onboarded`. */
  readonly subject: string;
  readonly text: string;
  /** What to write, or to do; empty where nothing is missing. */
  readonly remedy: string;
  /** The row of the handbook. */
  readonly row: string;
}

/** A series as far as proposals need it. */
export interface ProposedSeries {
  readonly id: string;
  readonly rule: SeriesRule;
  /** Days of its calls that took place, oldest first. */
  readonly held: readonly PlainDate[];
}

/** What proposals are made from. */
export interface ProposalFacts {
  readonly profile: CustomerProfile;
  readonly series: readonly ProposedSeries[];
  /** Id of the cadence series. */
  readonly cadence: string;
  readonly today: PlainDate;
}

/** Returns what the handbook asks of this customer and the file does not say. Pure: it changes nothing. */
export function proposalsFor(facts: ProposalFacts): readonly HandbookProposal[] {
  return [...sparseCalls(facts), ...onboarding(facts), ...reviews(facts)];
}

/**
 * Returns what the handbook asks for beyond a file that is only drafted. Which calls were held before it is not known, so
 * nothing is said of them. Pure.
 */
export function proposalsForDraft(
  facts: Omit<ProposalFacts, "series"> & { readonly series: readonly Omit<ProposedSeries, "held">[] },
): readonly HandbookProposal[] {
  const drafted: ProposalFacts = { ...facts, series: facts.series.map((one) => ({ ...one, held: [] })) };
  const { profile, today } = facts;
  const kickoff = profile.customer === "existing" || today < profile.since ? [] : missingKickoff(drafted);
  return [...sparseCalls(drafted), ...kickoff, ...reviews(drafted)];
}

const REVIEW = "business-review";
const CHECK_IN = "leadership-check-in";

/** A review a year, in month 6 of the contract (C18, C20), and a check-in with leaders a quarter after it, which is optional (D3, D7). */
function reviews({ profile, series, today }: ProposalFacts): readonly HandbookProposal[] {
  const isOnboarding = profile.customer === "new" && today <= profile.onboarded;
  if (profile.segment !== "strategic" || today < profile.since || isOnboarding) return [];
  const review = series.find(({ id }) => id === REVIEW);
  if (review === undefined) {
    const text =
      "a strategic customer has a business review each year, in month 6 of the contract (C18, C20); the file has none";
    return [{ subject: REVIEW, text, remedy: `meetings: { ${REVIEW}: { contract: month 6 } }`, row: "C20" }];
  }
  const last = review.held.at(-1);
  if (last === undefined || series.some(({ id }) => id === CHECK_IN)) return [];
  const text = `the business review was held on ${formatDay(last)}: a quarter later is a good time to talk with the customer's leaders (D7), if they want to (D3)`;
  return [
    { subject: CHECK_IN, text, remedy: `meetings: { ${CHECK_IN}: { after: ${REVIEW}, in: 3 months } }`, row: "D7" },
  ];
}

const YEAR_DAYS = 365;

/** Fewer calls than the handbook has are somebody's choice: it is told, and nothing else (A4, C13, C14). */
function sparseCalls({ profile, series, cadence }: ProposalFacts): readonly HandbookProposal[] {
  const calls = series.find(({ id }) => id === cadence);
  if (calls === undefined) return [];
  const { perYear, every, row, of } = steadyCadence(profile);
  const start = profile.customer === "new" ? addDays(profile.onboarded, 1) : calls.rule.from;
  const first = start > calls.rule.from ? start : calls.rule.from;
  const dates = ruleDates(calls.rule, first, addDays(first, YEAR_DAYS));
  // A year may begin just after a call: one less is no other rhythm. A series that ends within it tells nothing.
  if (dates.length >= perYear - 1 || calls.rule.until !== null) return [];
  const text = `${cadence} meets ${plural(dates.length, "time")} a year, where the handbook has ${every} for ${of} (${row})`;
  return [{ subject: "calls", text, remedy: "leave it, or give calls a day and a time without how often", row }];
}

function onboarding(facts: ProposalFacts): readonly HandbookProposal[] {
  const { profile, today } = facts;
  if (profile.customer === "existing" || today < profile.since) return [];
  return [...firstCalls(facts), ...endOfOnboarding(facts)];
}

/** Days since the contract's first day on which a call of any series took place. */
function heldSince({ profile, series }: ProposalFacts): readonly PlainDate[] {
  return series.flatMap((one) => one.held).filter((day) => day >= profile.since);
}

/** Long after onboarding nobody is asked for its first calls any more. */
function isLongOver({ profile, today }: ProposalFacts): boolean {
  return today > addDays(profile.onboarded, ONBOARDING_DAYS.onboarded);
}

function missingKickoff(facts: ProposalFacts): readonly HandbookProposal[] {
  const isThere = facts.series.some(({ id }) => id === "first-call") || heldSince(facts).length > 0;
  return isThere || isLongOver(facts) ? [] : [noKickoff(facts.profile, facts.today)];
}

/** The kickoff within 14 days, the first cadence call within 30 (handbook C6). */
function firstCalls(facts: ProposalFacts): readonly HandbookProposal[] {
  const { profile, series, cadence, today } = facts;
  const held = heldSince(facts);
  const heldCadence = series.flatMap(({ id, held: days }) => (id === cadence ? days : []));
  if (isLongOver(facts)) return [];
  const watched = [
    { subject: "first-call", what: "no call was held", days: ONBOARDING_DAYS.kickoff, isMet: held.length > 0 },
    {
      subject: cadence,
      what: "no cadence call was held",
      days: ONBOARDING_DAYS.firstCall,
      isMet: heldCadence.some((day) => day >= profile.since),
    },
  ];
  const late = watched.flatMap(({ subject, what, days, isMet }): readonly HandbookProposal[] => {
    const day = addDays(profile.since, days);
    if (isMet || today <= day) return [];
    const text = `${what} by ${formatDay(day)}, within ${days} days of the contract's first day (C6)`;
    return [{ subject, text, remedy: "hold it, or say in the agenda why it is later", row: "C6" }];
  });
  return [...missingKickoff(facts), ...late];
}

function noKickoff({ since }: CustomerProfile, today: PlainDate): HandbookProposal {
  const latest = addDays(since, ONBOARDING_DAYS.kickoff);
  const day = today < latest ? latest : addDays(today, 7);
  const text = `a new customer begins with a call to get to know each other, by ${formatDay(latest)} (A21, C6); the file has none`;
  return {
    subject: "first-call",
    text,
    remedy: `meetings: { first-call: { repeat: once on ${day} at 10:00 } }`,
    row: "A21",
  };
}

/** The second call is the end of onboarding (handbook C6); only the file says so, since schedules come from it alone. */
function endOfOnboarding({ profile, series, cadence, today }: ProposalFacts): readonly HandbookProposal[] {
  const calls = series.find(({ id }) => id === cadence);
  const held = calls?.held.filter((day) => day >= profile.since) ?? [];
  const [, second] = held;
  if (today > profile.onboarded) {
    if (held.length >= 2 || today > addDays(profile.onboarded, ONBOARDING_DAYS.onboarded)) return [];
    const later = addDays(today, ONBOARDING_DAYS.kickoff);
    const text = `onboarding ended on ${formatDay(profile.onboarded)}, and ${plural(held.length, "cadence call")} took place: the handbook has two (C6)${changed(calls, profile, later, today)}`;
    return [{ subject: "profile.onboarded", text, remedy: `onboarded: ${later}`, row: "C6" }];
  }
  if (second === undefined) return [];
  const text = `the second call took place on ${formatDay(second)}: the handbook counts onboarding as done then (C6)${changed(calls, profile, today, today)}`;
  return [{ subject: "profile.onboarded", text, remedy: `onboarded: ${today}`, row: "C6" }];
}

/** Which calls another end of onboarding drops and adds. */
function changed(
  calls: ProposedSeries | undefined,
  { onboarded }: CustomerProfile,
  end: PlainDate,
  today: PlainDate,
): string {
  const rule = calls === undefined ? null : endingAt(calls.rule, onboarded, end);
  if (rule === null || calls === undefined) return "";
  const until = addDays(onboarded > end ? onboarded : end, ONBOARDING_DAYS.onboarded);
  const words = changedCalls(calls.rule, rule, { from: addDays(today, 1), to: until });
  return words === null ? "" : `; it ${words}`;
}

/** The rule with another end of its onboarding, or null where its rhythm does not depend on it. */
function endingAt(rule: SeriesRule, onboarded: PlainDate, end: PlainDate): SeriesRule | null {
  const next = addDays(onboarded, 1);
  if (!rule.recurrences.some(({ lastDay }) => lastDay === onboarded)) return null;
  const recurrences = rule.recurrences.map((one) => ({
    ...one,
    ...(one.lastDay === onboarded ? { lastDay: end } : {}),
    ...(one.firstDay === next ? { firstDay: addDays(end, 1) } : {}),
  }));
  return { ...rule, recurrences };
}

/**
 * Returns which calls one rule plans and another does not, `drops the call of Tue 10 Mar 2026 and adds that of …`; null where
 * they plan the same days. `from` and `to` are days, both included.
 */
export function changedCalls(
  before: SeriesRule,
  after: SeriesRule,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): string | null {
  const [old, fresh] = [before, after].map((rule) => ruleDates(rule, from, to)) as [
    readonly PlainDate[],
    readonly PlainDate[],
  ];
  const named = (verb: string, days: readonly PlainDate[]): readonly string[] =>
    days.length === 0
      ? []
      : [`${verb} the ${days.length === 1 ? "call" : "calls"} of ${days.map((day) => formatDay(day)).join(", ")}`];
  const parts = [
    ...named(
      "drops",
      old.filter((day) => !fresh.includes(day)),
    ),
    ...named(
      "adds",
      fresh.filter((day) => !old.includes(day)),
    ),
  ];
  return parts.length === 0 ? null : parts.join(" and ");
}
