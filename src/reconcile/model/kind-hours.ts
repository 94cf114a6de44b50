import { type Reason, reason } from "../../domain/reason.ts";
import { formatInstant } from "../../domain/schedule/format.ts";
import { goesOutAt, type MailTimes } from "../../domain/time/kind-hours.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { ProjectFacts } from "./types.ts";

type At = Pick<ProjectFacts, "snapshot">;

/** When mail may go out in a project. */
function mailTimes({ snapshot }: At): MailTimes {
  const { configuration, calendar } = snapshot;
  return { hours: configuration.noise.hours, timeZone: configuration.timeZone, calendar };
}

/** When what is due since an instant goes out, as the look sees it (law 6, kind hours). */
export function outAt(state: At, since: Instant): Instant {
  return goesOutAt(since, state.snapshot.at, mailTimes(state));
}

/** Whether an instant of `outAt` is still to come. */
export function isToCome({ snapshot }: At, instant: Instant): boolean {
  return Date.parse(instant) > Date.parse(snapshot.at);
}

/** Why something that mails people is not done yet. */
export function waitsForHours({ snapshot }: At, what: string, until: Instant): Reason {
  const { timeZone } = snapshot.configuration;
  const text = `${what} waits for business hours, until ${formatInstant(until, timeZone)}`;
  return reason("kind-hours", text, { until });
}
