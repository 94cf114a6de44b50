import { PROJECT } from "../../support/stage.ts";
import { isUnnamed, nameAccounts, remakeToken, UNNAMED } from "./accounts.ts";
import { ACTS, PROMPT_ACTS } from "./call-acts.ts";
import { type Customer, callStart, createCustomer, goTo, look, noteHeld, nowOf, tell, upcoming } from "./customer.ts";
import { nextCallOf } from "./file.ts";
import { csmOf } from "./items.ts";
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
  if (isUnnamed(customer) && !UNNAMED.has(name)) return;
  const what = ACTS[name]?.[1](customer) ?? null;
  if (what !== null) tell(customer, what);
}

/** To a day and hour around the next call, or some days on. */
function passTime(customer: Customer): void {
  const next = upcoming(customer);
  const call = next === null ? null : callStart(customer, next);
  const on = customer.chance.between(1, 120) * HOUR;
  goTo(customer, call !== null && customer.chance.happens(0.6) ? call + HOUR : nowOf(customer) + on);
}

function holdCall(customer: Customer): void {
  const over = look(customer).find((one) => {
    const start = callStart(customer, one);
    return one.kind === "agenda" && one.issue.state === "opened" && start !== null && start < nowOf(customer);
  });
  if (over === undefined) return;
  customer.sandbox.as(csmOf(customer)).close(PROJECT, over.issue.iid);
  noteHeld(customer, over.issue.iid);
  tell(customer, `closes #${over.issue.iid}`);
}

/** The token is made anew; who the bot was before is said at once, or later. */
function remake(customer: Customer): void {
  const { before } = customer.account;
  if (isUnnamed(customer) || before.length === 3) return;
  remakeToken(customer, `project_7_bot_${before.length}`);
  tell(customer, `the bot is @${customer.account.username} from now on`);
  if (customer.chance.happens(0.5)) name(customer);
}

function name(customer: Customer): void {
  if (!isUnnamed(customer)) return;
  nameAccounts(customer);
  tell(customer, "its former accounts are named");
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
  settle: [5, settle],
  holdCall: [8, holdCall],
  remake: [1, remake],
  name: [2, name],
};

/** A history by its seed. Acts of `often` come ten times as often. */
export function writeHistory(
  seed: number,
  length: number,
  often: Readonly<Record<string, unknown>> = {},
): readonly Step[] {
  const chance = createChance(seed);
  const weights = Object.fromEntries(
    [...Object.entries(ACTS), ...Object.entries(OTHERS)].map(([name, [weight]]) => [
      name,
      name in often ? 10 * weight : weight,
    ]),
  );
  return Array.from({ length }, (_, index) => ({ name: chance.draw(weights), seed: seed * 1000 + index }));
}

const LEAD = 70 * HOUR;

/** When the next agenda that is not made yet is made, by the file alone; null where no call is to come. */
function nextLead({ file }: Customer, now: number): number | null {
  const starts = file.series.flatMap((series) => nextCallOf(file, series, now + LEAD + 2 * HOUR)?.start ?? []);
  return starts.length === 0 ? null : Math.min(...starts) - LEAD;
}

/** Tells a history and answers what broke. It begins with an agenda that holds some items. */
export async function tellHistory(seed: number, steps: readonly Step[]): Promise<Customer> {
  const customer = await createCustomer(seed, "2026-01-02T06:00:00Z");
  try {
    goTo(customer, nextLead(customer, nowOf(customer)) ?? 0);
    await run(customer, "plain");
    doAct(customer, "addItems");
    for (const { name, seed: own } of steps) {
      customer.chance = createChance(own);
      goTo(customer, nowOf(customer) + 4 * 60_000);
      if (name in ACTS) doAct(customer, name);
      else await OTHERS[name]?.[1](customer);
      if (isUnnamed(customer) || !PROMPT_ACTS.has(name)) continue;
      goTo(customer, nowOf(customer) + 3 * 60_000);
      await run(customer, "plain");
    }
    goTo(customer, nowOf(customer) + HOUR);
    await settle(customer);
    name(customer);
    await settle(customer);
    // The next agenda is made: nothing may be lost or come back with it.
    goTo(customer, nextLead(customer, nowOf(customer)) ?? 0);
    await settle(customer);
  } finally {
    await customer.sandbox.close();
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
