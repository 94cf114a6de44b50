import { type Reason, reason } from "../reason.ts";
import { formatDay } from "../schedule/format.ts";
import { isBusinessDay } from "../time/business-days.ts";
import { addDays } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import type { ReminderInput, ReminderItem } from "./types.ts";

/** Why a reminder whose day has come does not go at this moment; the first cause that applies. */
export function whyPostponed(
  item: ReminderItem,
  sentDays: readonly PlainDate[],
  today: PlainDate,
  { rules, noise, calendar }: ReminderInput,
): Reason {
  const last = sentDays.at(-1);
  if (sentDays.length >= rules.atMost) {
    const times = `${sentDays.length} ${sentDays.length === 1 ? "time" : "times"}`;
    return reason("reminder-limit-reached", `people were reminded of it ${times} already, which is the limit`, {
      sent: sentDays.length,
      atMost: rules.atMost,
    });
  }
  if (item.snoozedUntil !== null && item.snoozedUntil > today)
    return reason("reminder-snoozed", `people asked for no reminder before ${formatDay(item.snoozedUntil)}`, {
      snoozedUntil: item.snoozedUntil,
    });
  if (item.toldOn === today)
    return reason("reminder-told-today", "its participants were told of the follow-up today", { told: today });
  if (last !== undefined && addDays(last, rules.everyDays) > today)
    return reason("reminder-too-soon", `the last reminder was on ${formatDay(last)}`, {
      last,
      everyDays: rules.everyDays,
    });
  if (!isBusinessDay(today, calendar)) {
    const holiday = calendar(today);
    return reason("reminder-day-off", `${formatDay(today)} is ${holiday ?? "no business day"}`, { today, holiday });
  }
  const { from = "", to = "" } = noise.hours === "any-time" ? {} : (noise.hours.quietHours ?? {});
  return reason("reminder-quiet-hours", `reminders are quiet from ${from} to ${to}`, { from, to });
}

/** So many people were reminded today that one more has to wait. */
export function dailyLimit({ noise, sentToday }: ReminderInput): Reason {
  const text = `reminders may notify ${noise.perDay} ${noise.perDay === 1 ? "person" : "people"} a day`;
  return reason("reminder-daily-limit", text, { perDay: noise.perDay, sentToday });
}

/** A comment of reminders would mention nobody. */
export function nobodyToTell(): Reason {
  return reason(
    "reminder-nobody",
    "its owner may not be mentioned and there is no CSM with a user name to tell instead",
  );
}
