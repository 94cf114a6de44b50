import type { CustomerProfile } from "../profile/types.ts";
import { type Reason, reason } from "../reason.ts";
import { formatDay } from "../schedule/format.ts";
import { addMonths, daysBetween } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { TOPIC_BANK } from "./bank.ts";
import type { OfferedTopics } from "./history.ts";
import type { CallPhase, OwnTopic, Topic, TopicInterval, TopicRules } from "./types.ts";

/** What a choice is made from. */
export interface TopicFacts {
  readonly rules: TopicRules;
  readonly profile: CustomerProfile | null;
  /** The day of the call that topics are chosen for. */
  readonly date: PlainDate;
  /** Earlier calls of the series, oldest first. */
  readonly calls: readonly OfferedTopics[];
}

/** A topic with the reason why it is offered, or is not. */
export interface JudgedTopic {
  readonly topic: Topic | OwnTopic;
  readonly reason: Reason;
}

/** What to talk about in a call. */
export interface TopicChoice {
  /** How many at most, those left over from the last call included. */
  readonly max: number;
  /** Questions, what matters most first. */
  readonly suggested: readonly JudgedTopic[];
  /** Action items that are raised now. */
  readonly raised: readonly JudgedTopic[];
  /** What is not offered in this call. */
  readonly resting: readonly JudgedTopic[];
}

const MONTH_DAYS = 30.4;

/** Left open this often in a row a topic rests like any other: nobody seems to want it. */
const MOST_TIMES_IN_A_ROW = 2;

/** The topics of the bank and of the file, in the order in which they matter: the file's own come first. */
export function topicsOf({ own }: Pick<TopicRules, "own">): readonly (Topic | OwnTopic)[] {
  return [...own, ...TOPIC_BANK];
}

/**
 * Returns what to talk about in a call: as many questions as fit (handbook A98: at the CSM's discretion, A38), each with its
 * reason. What a call did not come to is offered once more, before others (A55); what rests longest beyond its interval comes
 * first. Pure, and the same whenever it is computed.
 */
export function chooseTopics(facts: TopicFacts): TopicChoice {
  const judged = topicsOf(facts.rules).map((topic) => ({ topic, ...judge(topic, facts) }));
  const ready = judged.filter(({ urgency }) => urgency !== null);
  const questions = ready
    .filter(({ topic }) => topic.kind === "suggested")
    .sort((one, other) => (other.urgency ?? 0) - (one.urgency ?? 0) || Number(isNew(other)) - Number(isNew(one)));
  const { max } = facts.rules;
  const noRoom = questions.slice(max).map(({ topic }) => ({
    topic,
    reason: reason("topic-no-room", `${topic.id} comes later: ${max} topics are enough for a call`, { max }),
  }));
  return {
    max,
    suggested: questions.slice(0, max).map(plain),
    raised: max === 0 ? [] : ready.filter(({ topic }) => topic.kind === "sticky").map(plain),
    resting: [...noRoom, ...judged.filter(({ urgency }) => urgency === null).map(plain)],
  };
}

function isNew({ reason }: JudgedTopic): boolean {
  return reason.rule === "topic-new";
}

function plain({ topic, reason }: JudgedTopic): JudgedTopic {
  return { topic, reason };
}

interface TopicJudgement {
  /** How much it is due: 1 and more, the more the longer; null where it is not to be offered. */
  readonly urgency: number | null;
  readonly reason: Reason;
}

function judge(topic: Topic, facts: TopicFacts): TopicJudgement {
  const unfit = whyUnfit(topic, facts);
  if (unfit !== null) return { urgency: null, reason: unfit };
  const offers = facts.calls.filter(({ offered }) => offered.has(topic.id));
  const last = offers.at(-1);
  const rows = topic.rows.length === 0 ? "the file" : `handbook ${topic.rows.join(", ")}`;
  if (last === undefined) return firstTime(topic, facts, rows);
  const day = formatDay(last.date);
  if (topic.kind === "sticky") return rests(topic, `was raised for ${day} and is carried like any other item`);
  if (isLeftOpen(topic, facts.calls)) {
    const text = `${topic.id}: the call of ${day} did not come to it (${rows})`;
    return { urgency: Number.MAX_SAFE_INTEGER, reason: reason("topic-left-open", text, { last: last.date }) };
  }
  return again(topic, last, facts, rows);
}

function firstTime(topic: Topic, { profile, calls }: TopicFacts, rows: string): TopicJudgement {
  const isFirstCall = !calls.some(({ isHeld }) => isHeld);
  // The kickoff comes first (handbook A28).
  if (topic.kind === "sticky" && isFirstCall && profile?.customer === "new") {
    return rests(topic, "is raised after the first call");
  }
  return { urgency: 1, reason: reason("topic-new", `${topic.id}: not asked yet (${rows})`, {}) };
}

function again(topic: Topic, last: OfferedTopics, { date, calls }: TopicFacts, rows: string): TopicJudgement {
  const { every } = topic;
  const day = formatDay(last.date);
  if (every === "once") return rests(topic, `was asked on ${day}, and once is enough`);
  const since = calls.filter((call) => call.date > last.date).length + 1;
  const ready = "calls" in every ? since >= every.calls : date >= addMonths(last.date, every.months);
  const words = `was asked on ${day}, and comes ${intervalWords(every)}`;
  if (!ready) return rests(topic, words);
  const gap = daysBetween(calls.at(-1)?.date ?? last.date, date);
  // Where calls are seldom, what comes every month is no more urgent than what was never asked.
  const elapsed =
    "calls" in every ? since / every.calls : daysBetween(last.date, date) / Math.max(every.months * MONTH_DAYS, gap);
  return {
    urgency: Math.max(1, elapsed),
    reason: reason("topic-again", `${topic.id} ${words} (${rows})`, { last: last.date }),
  };
}

/** Whether the last call offered it and did not come to it, and that happened too seldom to mean anything. */
function isLeftOpen({ id }: Topic, calls: readonly OfferedTopics[]): boolean {
  const held = calls.filter(({ isHeld }) => isHeld);
  const last = held.at(-1);
  if (last === undefined || last !== calls.at(-1) || !last.offered.has(id)) return false;
  const latest = held.slice(-MOST_TIMES_IN_A_ROW);
  const isIgnored = latest.length === MOST_TIMES_IN_A_ROW && latest.every((call) => isPassedOver(call, id));
  return isPassedOver(last, id) && !isIgnored;
}

/** Left as it was; what somebody took out of the agenda is not wanted now. */
function isPassedOver({ offered, covered, standing }: OfferedTopics, id: string): boolean {
  return offered.has(id) && standing.has(id) && !covered.has(id);
}

function rests({ id }: Topic, why: string): TopicJudgement {
  return { urgency: null, reason: reason("topic-rests", `${id} ${why}`, {}) };
}

/** How often a topic comes, in words. */
function intervalWords(every: TopicInterval): string {
  if (every === "once") return "once";
  if ("calls" in every) return every.calls === 1 ? "every call" : `every ${every.calls} calls`;
  return every.months === 1 ? "every month" : `every ${every.months} months`;
}

/** When a call is in onboarding: of a new customer, up to the day that ends it. */
export function phaseOn(profile: CustomerProfile | null, date: PlainDate): CallPhase {
  return profile?.customer === "new" && date <= profile.onboarded ? "onboarding" : "steady";
}

function whyUnfit(topic: Topic, { rules, profile, date }: TopicFacts): Reason | null {
  const { id, deployments, phase, areas, regions, until } = topic;
  const unfit = (text: string): Reason => reason("topic-unfit", `${id} ${text}`, {});
  if (rules.dropped.includes(id)) return reason("topic-dropped", `${id} is dropped by the file`, {});
  if (until !== undefined && date > until)
    return reason("topic-over", `${id} was for calls until ${formatDay(until)}`, { until });
  if (deployments !== undefined && !deployments.some((one) => one === profile?.deployment)) {
    return unfit(`is for ${deployments.join(", ")}`);
  }
  if (phase !== undefined && phase !== phaseOn(profile, date)) return unfit(`is for ${phase} calls`);
  if (areas !== undefined && !shares(areas, profile?.areas ?? [])) return unfit(`is for ${areas.join(", ")}`);
  if (regions !== undefined && !shares(regions, [profile?.region ?? ""])) return unfit(`is for ${regions.join(", ")}`);
  return null;
}

function shares(wanted: readonly string[], given: readonly string[]): boolean {
  const known = new Set(given.map((one) => one.toLowerCase()));
  return wanted.some((one) => known.has(one.toLowerCase()));
}
