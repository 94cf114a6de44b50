import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { CADENCE_SERIES } from "../schema/calls.ts";
import { dayInFile } from "./check-meeting-keys.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

const EXAMPLE = "profile: { segment: strategic, priority: 1, since: 2026-01-12 }";

/** What a profile must say where it is there, and what `calls` needs besides. */
export function checkProfile(file: RawMap): readonly Complaint[] {
  return [...checkKeys(file), ...checkOnboarded(file), ...checkCalls(file)];
}

function checkKeys({ profile }: RawMap): readonly Complaint[] {
  if (!isMap(profile)) return [];
  const needed = {
    segment: "how customer success looks after this customer",
    priority: "1 or 2, how often calls take place",
    since: "the first day of the contract",
  };
  return Object.entries(needed).flatMap(([key, meaning]) => {
    if (profile[key] !== undefined) return [];
    return [complaintOf(["profile", key], `${key} is missing: ${meaning}`, [EXAMPLE], "missing")];
  });
}

function checkOnboarded({ profile }: RawMap): readonly Complaint[] {
  const [since, onboarded] = isMap(profile) ? [dayInFile(profile["since"]), dayInFile(profile["onboarded"])] : [];
  if (!since || !onboarded || onboarded >= since) return [];
  const problem = `onboarding ends before the contract begins (since: ${since})`;
  return [complaintOf(["profile", "onboarded"], problem, [`${since} or later`])];
}

function checkCalls(file: RawMap): readonly Complaint[] {
  const { calls, profile, meetings } = file;
  if (Array.isArray(calls) && calls.length === 0) {
    return [complaintOf(["calls"], "the list is empty: no call would be planned", ["tuesday at 10:00"])];
  }
  if (calls === undefined || profile !== undefined) return [];
  const words = textOf(calls)?.trim().toLowerCase() ?? "";
  if (/^(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* /.test(words)) {
    const problem = "how often is missing: without a profile calls is a rhythm";
    return [complaintOf(["calls"], problem, [`every 2 weeks on ${words.replace(/^on /, "")}`, EXAMPLE])];
  }
  const entry = isMap(meetings) ? meetings[CADENCE_SERIES] : undefined;
  if ((isMap(entry) && entry["from"] !== undefined) || isEachOnce(calls)) return [];
  const problem = "calls has no first day: from is missing";
  return [complaintOf(["calls"], problem, [`meetings: { ${CADENCE_SERIES}: { from: 2026-01-13 } }`, EXAMPLE])];
}

/** Single days need no first one. */
function isEachOnce(calls: unknown): boolean {
  const all: readonly unknown[] = Array.isArray(calls) ? calls : [calls];
  return all.length > 0 && all.every((one) => /^\s*once on /i.test(textOf(isMap(one) ? one["repeat"] : one) ?? ""));
}
