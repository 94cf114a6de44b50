import type { NoiseRules, ReminderRules } from "../../domain/reminders/types.ts";
import { DEFAULT_NOISE, DEFAULT_REMINDERS } from "../schema/handbook-defaults.ts";
import type { ProjectInput } from "../schema/project-file.ts";
import type { MentionRules } from "./types.ts";

/** Fills in whom mentions reach; one word stands for `carried`. */
export function resolveMentions(input: ProjectInput["mentions"]): MentionRules {
  const given = typeof input === "string" ? { carried: input } : { ...input };
  const { carried = "quiet", attendees = "notify", follow_up = "notify", customer = false } = given;
  return { carried, attendees, followUp: follow_up, customer };
}

/** Fills in how often people are reminded. */
export function resolveReminders(input: ProjectInput["reminders"]): ReminderRules {
  const { every = DEFAULT_REMINDERS.everyDays, at_most = DEFAULT_REMINDERS.atMost } =
    typeof input === "object" ? input : {};
  return { enabled: input !== false, everyDays: every, atMost: at_most };
}

/** Fills in the limits of reminders. */
export function resolveNoise(input: ProjectInput["noise"]): NoiseRules {
  const { per_day = DEFAULT_NOISE.perDay, quiet_hours = DEFAULT_NOISE.quietHours } = input ?? {};
  return { perDay: per_day, hours: { quietHours: quiet_hours === false ? null : quiet_hours } };
}
