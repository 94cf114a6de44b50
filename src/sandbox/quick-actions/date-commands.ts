import { type Commands, mayAdminister, type QuickCommand } from "./scene.ts";

const DAY = 86_400_000;
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const estimate: QuickCommand = (argument, scene) => {
  const seconds = readDuration(argument);
  return seconds === null || !mayAdminister(scene)
    ? null
    : { params: { timeEstimate: seconds }, message: `Set time estimate to ${argument}.` };
};

const spend: QuickCommand = (argument, scene) => {
  const seconds = readDuration(argument.replace(/\s\d{4}-\d\d-\d\d$/, ""));
  return seconds === null || !mayAdminister(scene)
    ? null
    : { params: { spend: seconds }, message: `Added ${argument} spent time.` };
};

/** Dates and times. */
export const dateCommands: Commands = {
  due: (argument, scene) => {
    const date = readDate(argument, scene.world.clock.now());
    if (date === null || !mayAdminister(scene)) return null;
    return { params: { dueDate: date }, message: `Set the due date to ${date}.` };
  },
  remove_due_date: (_, scene) =>
    scene.issue?.dueDate != null && mayAdminister(scene)
      ? { params: { dueDate: null }, message: "Removed the due date." }
      : null,
  estimate,
  estimate_time: estimate,
  spend,
  spent: spend,
  spend_time: spend,
};

/** A few of the forms GitLab's natural date parser takes; null for the rest. */
function readDate(text: string, now: Date): string | null {
  const words = text.trim().toLowerCase();
  const today = Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const iso = /^\d{4}-\d\d-\d\d$/.exec(words)?.[0];
  if (iso !== undefined) return day(Date.parse(`${iso}T00:00:00Z`));
  if (words === "today") return day(today);
  if (words === "tomorrow") return day(today + DAY);
  const ahead = /^in (\d{1,4}|a) (day|week)s?$/.exec(words);
  if (ahead !== null) {
    const count = ahead[1] === "a" ? 1 : Number(ahead[1]);
    return day(today + count * (ahead[2] === "week" ? 7 : 1) * DAY);
  }
  const named = weekdays.indexOf(/^(?:next |this |on )?([a-z]+)$/.exec(words)?.[1] ?? "");
  if (named >= 0) return day(today + (((named - new Date(today).getUTCDay() + 6) % 7) + 1) * DAY);
  return readMonthDay(words, now.getUTCFullYear());
}

/** `dec 3`, `3rd of december`, `december 3, 2026`. */
function readMonthDay(words: string, thisYear: number): string | null {
  const match = /^(?:([a-z]{3,9}) )?(\d{1,2})(?:st|nd|rd|th)?(?: (?:of )?([a-z]{3,9}))?(?:,? (\d{4}))?$/.exec(words);
  const month = months.indexOf((match?.[1] ?? match?.[3] ?? "").slice(0, 3));
  if (match === null || month < 0) return null;
  return day(Date.UTC(Number(match[4] ?? thisYear), month, Number(match[2])));
}

function day(milliseconds: number): string | null {
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString().slice(0, 10);
}

/** `1w 2d 3h 4m` in GitLab's working time: a week has five days of eight hours. Seconds, or null. */
function readDuration(text: string): number | null {
  const unit: Readonly<Record<string, number>> = { mo: 576_000, w: 144_000, d: 28_800, h: 3600, m: 60, s: 1 };
  const parts = [...text.matchAll(/(-\d+|(?<!\d)\d+)\s*(mo|[wdhms])\b/g)];
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum + Number(part[1]) * (unit[part[2] ?? ""] ?? 0), 0);
}
