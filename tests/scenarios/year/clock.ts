const HOUR = 3_600_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  clocks.set(timeZone, clock);
  return clock;
}

/** Date and time on a clock somewhere. */
export function localTime(instant: number, timeZone: string): { readonly date: string; readonly time: string } {
  const text = clockOf(timeZone).format(instant);
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

const instants = new Map<string, number>();

/** The instant, in milliseconds, at which the clock somewhere shows a time that it does not skip. */
export function instantOf(date: string, time: string, timeZone: string): number {
  const key = `${date} ${time} ${timeZone}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const found = findInstant(date, time, timeZone);
  instants.set(key, found);
  return found;
}

function findInstant(date: string, time: string, timeZone: string): number {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  for (let offset = -14; offset <= 14; offset += 1) {
    const candidate = wanted - offset * HOUR;
    const shown = localTime(candidate, timeZone);
    if (shown.date === date && shown.time === time) return candidate;
  }
  throw new Error(`${timeZone} has no ${date} ${time}`);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 24 * HOUR).toISOString().slice(0, 10);
}
