import { PROJECT } from "../../support/stage.ts";
import { ACTS, PROMPT_ACTS } from "./call-acts.ts";
import { CALENDARS, type Customer, createCustomer, goTo, look, nowOf, tell } from "./customer.ts";
import { csmOf } from "./items.ts";
import { callStart, upcoming } from "./model.ts";
import { createChance } from "./random.ts";
import { run, runCrossed, settle } from "./runs.ts";

const HOUR = 3_600_000;

/** One step: what happens, and the seed of everything in it, so that a history can lose steps and stay the same. */
export interface Step {
  readonly name: string;
  readonly seed: number;
}

type Happening = (customer: Customer) => void | Promise<void>;

function doAct(customer: Customer, name: string): void {
  const what = ACTS[name]?.[1](customer) ?? null;
  if (what !== null) tell(customer, what);
}

/** To a day and hour around the next call, or some days on. */
function passTime(customer: Customer): void {
  const next = upcoming(look(customer), nowOf(customer));
  const call = next?.issue.dueDate === undefined || next.issue.dueDate === null ? null : callStart(next.issue.dueDate);
  const on = customer.chance.between(1, 120) * HOUR;
  goTo(customer, call !== null && customer.chance.happens(0.6) ? call + HOUR : nowOf(customer) + on);
}

function holdCall(customer: Customer): void {
  const over = look(customer).find(
    ({ kind, issue }) =>
      kind === "agenda" && issue.state === "opened" && callStart(issue.dueDate ?? "9999-01-01") < nowOf(customer),
  );
  if (over === undefined) return;
  customer.sandbox.as(csmOf(customer)).close(PROJECT, over.issue.iid);
  tell(customer, `closes #${over.issue.iid}`);
}

const OTHERS: Readonly<Record<string, readonly [number, Happening]>> = {
  run: [14, async (customer) => void (await run(customer, "plain"))],
  killed: [6, async (customer) => void (await run(customer, "killed"))],
  doubled: [3, async (customer) => void (await run(customer, "doubled"))],
  crossed: [
    3,
    async (customer) =>
      void (await runCrossed(customer, () => doAct(customer, customer.chance.pick(Object.keys(ACTS)) ?? ""))),
  ],
  passTime: [12, passTime],
  holdCall: [8, holdCall],
};

/** A history by its seed. */
export function writeHistory(seed: number, length: number): readonly Step[] {
  const chance = createChance(seed);
  const weights = Object.fromEntries(
    [...Object.entries(ACTS), ...Object.entries(OTHERS)].map(([name, [weight]]) => [name, weight]),
  );
  return Array.from({ length }, (_, index) => ({ name: chance.draw(weights), seed: seed * 1000 + index }));
}

/** When the next agenda that is not made yet is made, by the calendar alone. */
function nextLead(customer: Customer): number {
  const first = callStart(customer.calendar.from);
  const rounds = Math.ceil((nowOf(customer) + 72 * HOUR - first) / (336 * HOUR));
  return first + rounds * 336 * HOUR - 70 * HOUR;
}

/** Tells a history and answers what broke. It begins with an agenda that holds some items. */
export async function tellHistory(seed: number, steps: readonly Step[]): Promise<Customer> {
  const calendar = CALENDARS[seed % CALENDARS.length] ?? { weekday: "friday", from: "2026-01-09" };
  const customer = await createCustomer(seed, calendar, "2026-01-02T06:00:00Z");
  try {
    goTo(customer, callStart(calendar.from) - 70 * HOUR);
    await run(customer, "plain");
    doAct(customer, "addItems");
    for (const { name, seed: own } of steps) {
      customer.chance = createChance(own);
      goTo(customer, nowOf(customer) + 4 * 60_000);
      if (name in ACTS) doAct(customer, name);
      else await OTHERS[name]?.[1](customer);
      if (!PROMPT_ACTS.has(name)) continue;
      goTo(customer, nowOf(customer) + 3 * 60_000);
      await run(customer, "plain");
    }
    goTo(customer, nowOf(customer) + HOUR);
    await settle(customer);
    // The next agenda is made: nothing may be lost or come back with it.
    goTo(customer, nextLead(customer));
    await settle(customer);
  } finally {
    await customer.stage.close();
  }
  return customer;
}

/** Leaves out every step without which a history still breaks a law. */
export async function shrink(seed: number, steps: readonly Step[]): Promise<readonly Step[]> {
  let left = steps;
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const fewer = left.filter((step) => step !== steps[index]);
    const { violations } = await tellHistory(seed, fewer);
    if (violations.length > 0) left = fewer;
  }
  return left;
}
