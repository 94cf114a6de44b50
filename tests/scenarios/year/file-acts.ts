import { isUnnamed } from "./accounts.ts";
import { addDays } from "./clock.ts";
import { type Customer, callStart, dayOf, look, nowOf, saveFile } from "./customer.ts";
import { type Call, callsOf, nextCallOf, type SeriesInFile, WEEKDAYS } from "./file.ts";
import type { Act } from "./items.ts";

const DAY = 86_400_000;

/** Calls of a series that are held and begin more than a day from now, the next ones only. */
function callsAhead(customer: Customer, series: SeriesInFile, days = 21): readonly Call[] {
  const now = nowOf(customer);
  return callsOf(customer.file, series).filter(
    ({ start, isHeld }) => isHeld && start - now > DAY && start - now < days * DAY,
  );
}

function anySeries({ file, chance }: Customer): SeriesInFile | undefined {
  return chance.happens(0.7) ? file.series[0] : chance.pick(file.series);
}

/** Whether some agenda's call is less than a day away, or was: what becomes of it then is for people to say. */
function isCallNear(customer: Customer): boolean {
  return look(customer).some((one) => {
    const start = one.kind === "agenda" && !one.ended ? callStart(customer, one) : null;
    return start !== null && Math.abs(start - nowOf(customer)) < DAY;
  });
}

function changed(customer: Customer, what: string): string {
  saveFile(customer);
  return `changes the file: ${what}`;
}

/** Moves a call in the file, also one that it moved before. */
const moveInFile: Act = (customer) => {
  const series = anySeries(customer);
  const call = series === undefined ? undefined : customer.chance.pick(callsAhead(customer, series));
  if (series === undefined || call === undefined) return null;
  const to = addDays(call.id, customer.chance.between(-2, series.weeks === 1 ? 3 : 6));
  const time = customer.chance.happens(0.3) ? "16:30" : null;
  const isTaken = callsOf(customer.file, series).some(({ id, date }) => id !== call.id && date === to);
  if (to === call.id || to <= dayOf(customer, nowOf(customer)) || isTaken) return null;
  series.skip.delete(call.id);
  series.move.set(call.id, { to, time });
  return changed(customer, `the call of ${series.id} planned for ${call.id} is on ${to} ${time ?? ""}`);
};

/** Takes a move out again while both days are to come. */
const takeBackMove: Act = (customer) => {
  const today = dayOf(customer, nowOf(customer));
  const moves = customer.file.series.flatMap((series) =>
    [...series.move].flatMap(([day, { to }]) => (day > today && to > today ? [{ series, day }] : [])),
  );
  const one = customer.chance.pick(moves);
  if (one === undefined) return null;
  one.series.move.delete(one.day);
  return changed(customer, `the call of ${one.series.id} planned for ${one.day} is not moved`);
};

/** What was said of single days of another rhythm is taken out with it. Answers whether it meets at all. */
function setRhythm(
  { file }: Customer,
  series: SeriesInFile,
  rhythm: Partial<Pick<SeriesInFile, "weeks" | "weekday" | "from">>,
): boolean {
  const next = { ...series, ...rhythm, move: new Map(), skip: new Set<string>() };
  if (callsOf(file, next).length === 0) return false;
  series.move.clear();
  series.skip.clear();
  Object.assign(series, rhythm);
  return true;
}

const changeWeekday: Act = (customer) => {
  const series = anySeries(customer);
  if (series === undefined || isCallNear(customer)) return null;
  const weekday = customer.chance.pick(WEEKDAYS) ?? "monday";
  if (weekday === series.weekday || !setRhythm(customer, series, { weekday })) return null;
  return changed(customer, `${series.id} meets on ${weekday}`);
};

const changeRhythm: Act = (customer) => {
  const [series] = customer.file.series;
  if (series === undefined || isCallNear(customer)) return null;
  const today = dayOf(customer, nowOf(customer));
  const from = customer.chance.happens(0.5) ? series.from : addDays(today, customer.chance.between(0, 9));
  if (!setRhythm(customer, series, { weeks: series.weeks === 1 ? 2 : 1, from })) return null;
  return changed(customer, `${series.id} meets every ${series.weeks} weeks from ${from}`);
};

const changeTime: Act = (customer) => {
  const series = anySeries(customer);
  if (series === undefined || isCallNear(customer)) return null;
  series.time = customer.chance.pick(["09:00", "10:00", "11:30", "15:00"]) ?? "10:00";
  return changed(customer, `${series.id} meets at ${series.time}`);
};

const changeZone: Act = (customer) => {
  if (isCallNear(customer)) return null;
  const zone = customer.chance.pick(["Europe/Berlin", "Europe/London", "America/New_York"]) ?? "Europe/Berlin";
  if (zone === customer.file.timeZone) return null;
  customer.file.timeZone = zone;
  return changed(customer, `the zone is ${zone}`);
};

/** An id that no series ever had. */
function freshId(customer: Customer): string {
  return `calls-${customer.file.version}`;
}

const rename: Act = (customer) => {
  const series = anySeries(customer);
  if (series === undefined) return null;
  const { id } = series;
  series.continues = [...series.continues, id];
  series.id = freshId(customer);
  return changed(customer, `${id} is ${series.id}, which continues it`);
};

/** A new id alone makes another series of it. */
const renameSilently: Act = (customer) => {
  const series = anySeries(customer);
  if (series === undefined || isCallNear(customer)) return null;
  const { id } = series;
  series.continues = [];
  series.id = freshId(customer);
  return changed(customer, `${id} is called ${series.id}, and nothing says so`);
};

const removeSeries: Act = (customer) => {
  const { file, takenOff, chance } = customer;
  const series = chance.pick(file.series);
  if (series === undefined || file.series.length === 1 || isCallNear(customer)) return null;
  file.series = file.series.filter((one) => one !== series);
  takenOff.push(series);
  return changed(customer, `${series.id} is taken out`);
};

/** A series comes back as it was, in its place or behind the others. */
const addAgain: Act = (customer) => {
  const { file, takenOff, chance } = customer;
  const series = takenOff.shift();
  if (series === undefined) return null;
  file.series = chance.happens(0.5) ? [series, ...file.series] : [...file.series, series];
  return changed(customer, `${series.id} is back`);
};

const setUntil: Act = (customer) => {
  const series = anySeries(customer);
  if (series === undefined || series.until !== null || isCallNear(customer)) return null;
  const until = addDays(dayOf(customer, nowOf(customer)), customer.chance.between(1, 28));
  if (!callsOf(customer.file, series).some(({ id }) => id <= until)) return null;
  series.until = until;
  dropMovesBehind(series, until);
  return changed(customer, `${series.id} ends on ${series.until}`);
};

function dropMovesBehind(series: SeriesInFile, until: string): void {
  for (const day of [...series.move.keys()]) if (day > until) series.move.delete(day);
}

const dropUntil: Act = (customer) => {
  const ended = customer.file.series.filter(({ until, id }) => until !== null && id !== "onboarding");
  const series = customer.chance.pick(ended);
  if (series === undefined || isCallNear(customer)) return null;
  series.until = null;
  return changed(customer, `${series.id} goes on`);
};

const changeCountries: Act = (customer) => {
  if (isCallNear(customer)) return null;
  const all = [["DE"], ["FR"], ["DE", "FR"], []] as const;
  const countries = customer.chance.pick(all) ?? all[0];
  if (countries.join() === customer.file.countries.join()) return null;
  customer.file.countries = countries;
  return changed(customer, `the countries are ${countries.join(" and ") || "none"}`);
};

const skipInFile: Act = (customer) => {
  const series = anySeries(customer);
  const call = series === undefined ? undefined : customer.chance.pick(callsAhead(customer, series));
  if (series === undefined || call === undefined || series.move.has(call.id)) return null;
  series.skip.add(call.id);
  return changed(customer, `no call of ${series.id} on ${call.id}`);
};

const takeBackSkip: Act = (customer) => {
  const today = addDays(dayOf(customer, nowOf(customer)), 1);
  const skips = customer.file.series.flatMap((series) =>
    [...series.skip].flatMap((day) => (day > today ? [{ series, day }] : [])),
  );
  const one = customer.chance.pick(skips);
  if (one === undefined) return null;
  one.series.skip.delete(one.day);
  return changed(customer, `the call of ${one.series.id} on ${one.day} takes place`);
};

const changeHome: Act = (customer) => {
  const series = customer.chance.pick(customer.file.series.slice(1));
  if (series === undefined) return null;
  series.home = customer.chance.pick(["own", "main", null] as const) ?? null;
  return changed(customer, `items of ${series.id} go home to ${series.home ?? "where they belong"}`);
};

/** A file without a call to come gets one: the customer stays. */
function isOver(customer: Customer): boolean {
  return customer.file.series.every((series) => nextCallOf(customer.file, series, nowOf(customer)) === null);
}

/** Not while the bot waits to hear who it is. */
function whileNamed(act: Act): Act {
  return (customer) => {
    if (isUnnamed(customer)) return null;
    return isOver(customer) ? (addAgain(customer) ?? dropUntil(customer)) : act(customer);
  };
}

const ACTS = {
  moveInFile: [0.8, moveInFile],
  takeBackMove: [0.5, takeBackMove],
  changeWeekday: [0.4, changeWeekday],
  changeRhythm: [0.25, changeRhythm],
  changeTime: [0.25, changeTime],
  changeZone: [0.2, changeZone],
  rename: [0.2, rename],
  renameSilently: [0.12, renameSilently],
  removeSeries: [0.25, removeSeries],
  addAgain: [0.6, addAgain],
  setUntil: [0.2, setUntil],
  dropUntil: [0.5, dropUntil],
  changeCountries: [0.3, changeCountries],
  skipInFile: [0.4, skipInFile],
  takeBackSkip: [0.4, takeBackSkip],
  changeHome: [0.3, changeHome],
} as const satisfies Readonly<Record<string, readonly [number, Act]>>;

/** What people change in the project's file, by how often. */
export const FILE_ACTS: Readonly<Record<string, readonly [number, Act]>> = Object.fromEntries(
  Object.entries(ACTS).map(([name, [weight, act]]) => [name, [weight, whileNamed(act)]]),
);
