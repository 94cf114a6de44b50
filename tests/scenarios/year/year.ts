import { PROJECT } from "../../support/stage.ts";
import { isUnnamed, nameAccounts, remakeToken, UNNAMED } from "./accounts.ts";
import { ACTS, PROMPT_ACTS } from "./call-acts.ts";
import { addDays } from "./clock.ts";
import {
  type Customer,
  callStart,
  createCustomer,
  dayOf,
  type EarlierVersion,
  goTo,
  look,
  noteHeld,
  nowOf,
  saveFile,
  tell,
} from "./customer.ts";
import { callsOf } from "./file.ts";
import { csmOf } from "./items.ts";
import { createChance } from "./random.ts";
import { type RunKind, run, runCrossed, settle } from "./runs.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

export interface YearOptions {
  /** Default: the whole year. */
  readonly until?: string;
  /** The day from which on issues are written in German; they are in English before. */
  readonly germanFrom?: string;
  /** The version that the bot has before a day, which is before it becomes another account. */
  readonly earlier?: { readonly version: EarlierVersion; readonly until: string };
  /** Acts by name that nobody does. */
  readonly without?: readonly string[];
}

const OUTAGE = "2026-03-18";

/** When the bot's token is made anew, and the day from which `bots` names who it was before: the same one or a later one. */
interface Remaking {
  readonly day: string;
  readonly namedOn: string;
  readonly username: string;
}

function remakingsOf(seed: number): readonly Remaking[] {
  const chance = createChance(seed + 1_000_000);
  return [
    { from: "2026-03-20", username: "project_7_bot_4f2a9c1b", late: seed % 2 === 0 },
    { from: "2026-08-20", username: "group_3_bot_0c9d8e7f", late: seed % 2 === 1 },
  ].map(({ from, username, late }) => {
    const day = addDays(from, chance.between(0, 45));
    return { day, username, namedOn: addDays(day, late ? chance.between(1, 5) : 0) };
  });
}

async function remake(customer: Customer, day: string, at: number): Promise<void> {
  for (const { day: due, username, namedOn } of remakingsOf(customer.seed)) {
    if (day === due) {
      goTo(customer, at + 5 * HOUR);
      await run(customer, "plain");
      remakeToken(customer, username);
      tell(customer, `the bot is @${username} from now on`);
    }
    if (day !== namedOn) continue;
    goTo(customer, at + 6 * HOUR);
    nameAccounts(customer);
    tell(customer, "its former accounts are named");
  }
}

/** One act of somebody; answers whether a run has to see it before the next one. */
function act(customer: Customer, weights: Readonly<Record<string, number>>): boolean {
  const name = customer.chance.draw(weights);
  if (isUnnamed(customer) && !UNNAMED.has(name)) return false;
  // What a run that is under way has set belongs to how things stood before the act.
  const moment = { today: dayOf(customer, nowOf(customer)), version: customer.file.version };
  customer.labels.read(look(customer), customer.items, moment);
  const what = ACTS[name]?.[1](customer) ?? null;
  if (what === null) return false;
  customer.figures.count(customer.figures.acts, name);
  tell(customer, what);
  customer.labels.read(look(customer), customer.items, { ...moment, version: customer.file.version });
  return PROMPT_ACTS.has(name);
}

/** Agendas whose call is over: closed on the day, late, or never. */
function closeAgendas(customer: Customer): void {
  const { chance } = customer;
  for (const one of look(customer)) {
    const { issue, kind, ended } = one;
    const start = callStart(customer, one);
    if (kind !== "agenda" || ended || issue.state === "closed" || start === null) continue;
    const since = nowOf(customer) - start;
    if (since < HOUR / 2 || customer.forgotten.has(issue.iid)) continue;
    if (chance.happens(0.02)) customer.forgotten.add(issue.iid);
    else if (chance.happens(since < 12 * HOUR ? 0.6 : 0.3)) {
      customer.sandbox.as(csmOf(customer)).close(PROJECT, issue.iid);
      noteHeld(customer, issue.iid);
      customer.figures.count(customer.figures.acts, "close");
      tell(customer, `closes #${issue.iid}`);
    }
  }
}

function kindOfRun(customer: Customer, day: string): RunKind {
  if (day === OUTAGE) return "outage";
  return customer.chance.draw<RunKind>({ plain: 80, killed: 12, doubled: 8, outage: 0 });
}

/** Whether a day is near a call: more happens. */
function isBusy(customer: Customer, at: number): boolean {
  const isNear = customer.file.series.some((series) =>
    callsOf(customer.file, series).some(({ start }) => start >= at && start - at <= 4 * DAY),
  );
  if (isNear) return true;
  return look(customer).some(({ kind, issue }) => {
    if (kind !== "agenda" || issue.dueDate === null) return false;
    const distance = at - Date.parse(issue.dueDate);
    return distance >= -3 * DAY && distance <= DAY;
  });
}

async function actOften(customer: Customer, weights: Readonly<Record<string, number>>): Promise<void> {
  for (let more = customer.chance.between(1, 3); more > 0; more -= 1) {
    if (!act(customer, weights)) continue;
    goTo(customer, nowOf(customer) + 180_000);
    await run(customer, "plain");
  }
}

function speakGerman(customer: Customer, at: number): void {
  goTo(customer, at);
  customer.file.language = "de";
  saveFile(customer);
  tell(customer, "the language is German from now on");
}

function upgrade(customer: Customer, at: number): void {
  goTo(customer, at);
  customer.earlier = null;
  tell(customer, "the bot is of this version from now on");
}

async function liveDay(customer: Customer, at: number, weights: Readonly<Record<string, number>>): Promise<void> {
  const { chance } = customer;
  const day = new Date(at).toISOString().slice(0, 10);
  await remake(customer, day, at);
  const busy = isBusy(customer, at);
  const many = busy ? 3 : chance.between(0, 1);
  const moments = Array.from({ length: many }, () => chance.between(6 * 60, 20 * 60)).sort((a, b) => a - b);
  for (const minute of moments) {
    goTo(customer, at + minute * 60_000);
    closeAgendas(customer);
    const what = chance.draw({ act: busy ? 5 : 3, run: 4, settle: day === OUTAGE ? 0 : 0.8, nothing: 1 });
    if (what === "run" && day !== OUTAGE && chance.happens(0.08))
      await runCrossed(customer, () => void act(customer, weights));
    else if (what === "run") await run(customer, kindOfRun(customer, day));
    else if (what === "settle") await settle(customer);
    else if (what === "act") await actOften(customer, weights);
  }
}

/** Lives through the year of one customer. */
export async function liveYear(seed: number, options: YearOptions = {}): Promise<Customer> {
  const customer = await createCustomer(seed, "2026-01-02T06:00:00Z");
  const weights = Object.fromEntries(
    Object.entries(ACTS).map(([name, [weight]]) => [name, options.without?.includes(name) === true ? 0 : weight]),
  );
  customer.earlier = options.earlier?.version ?? null;
  try {
    const end = Date.parse(options.until ?? "2026-12-31");
    for (let at = Date.parse("2026-01-02"); at <= end; at += DAY) {
      if (at === Date.parse(options.germanFrom ?? "")) speakGerman(customer, at);
      if (at === Date.parse(options.earlier?.until ?? "")) upgrade(customer, at);
      await liveDay(customer, at, weights);
    }
    goTo(customer, end + DAY);
    await settle(customer);
  } finally {
    await customer.sandbox.close();
  }
  return customer;
}
