import type { CustomerProfile } from "../../../src/domain/profile/types.ts";
import { formatDay } from "../../../src/domain/schedule/format.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";
import { addDays } from "../../../src/domain/time/dates.ts";
import { chooseTopics, type TopicChoice } from "../../../src/domain/topics/choose.ts";
import type { OfferedTopics } from "../../../src/domain/topics/history.ts";
import type { TopicRules } from "../../../src/domain/topics/types.ts";
import { wordsOfTopic } from "../../../src/domain/topics/words.ts";

export const RULES: TopicRules = { max: 4, own: [], dropped: [] };

/** A customer of a year: weekly calls until the end of onboarding, then every so many days. */
export interface YearOfCalls {
  readonly profile: CustomerProfile;
  readonly first: string;
  readonly everyDays: number;
  readonly rules?: Partial<TopicRules>;
}

export interface PlayedCall {
  readonly date: string;
  readonly choice: TopicChoice;
}

export function profileOf(change: Partial<CustomerProfile> = {}): CustomerProfile {
  return {
    segment: "strategic",
    priority: 1,
    deployment: "self-managed",
    since: "2026-01-12",
    customer: "existing",
    onboarded: "2026-02-26",
    region: null,
    areas: [],
    ...change,
  };
}

/** Plays a year of calls that come to what they offer, but for what `misses` says. */
export function play(
  { profile, first, everyDays, rules = {} }: YearOfCalls,
  misses: (id: string, date: string) => boolean = () => false,
): readonly PlayedCall[] {
  const calls: OfferedTopics[] = [];
  const played: PlayedCall[] = [];
  const isWeekly = (date: string): boolean => profile.customer === "new" && date <= profile.onboarded;
  for (let date = first; date < addDays(first, 365); date = addDays(date, isWeekly(date) ? 7 : everyDays)) {
    const choice = chooseTopics({ rules: { ...RULES, ...rules }, profile, date, calls });
    const ids = [...choice.suggested, ...choice.raised].map(({ topic }) => topic.id);
    const covered = ids.filter((id) => !misses(id, date));
    calls.push({ date, isHeld: true, offered: new Set(ids), standing: new Set(ids), covered: new Set(covered) });
    played.push({ date, choice });
  }
  return played;
}

/** The year as a person reads it. */
export function calendarOf(year: YearOfCalls): string {
  const texts = textsIn("en");
  return play(year)
    .map(({ date, choice }) => {
      const row = (sign: string) => (one: TopicChoice["suggested"][number]) =>
        `  ${sign} ${wordsOfTopic(one.topic, texts)}\n      ${one.reason.text}`;
      const rows = [...choice.raised.map(row("[ ]")), ...choice.suggested.map(row("-"))];
      return [formatDay(date), ...(rows.length === 0 ? ["  nothing new to ask"] : rows)].join("\n");
    })
    .join("\n\n");
}
