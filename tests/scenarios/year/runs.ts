import type { Reconciled } from "../../../src/reconcile/reconcile.ts";
import { createMortalProcess, Killed } from "../../support/gitlab/mortal-fetch.ts";
import { isDone } from "../../support/quiet.ts";
import type { StageOptions } from "../../support/stage.ts";
import { asBot, isUnnamed } from "./accounts.ts";
import { checkCalls } from "./agenda-laws.ts";
import { type Customer, complain, goTo, nowOf, tell } from "./customer.ts";
import { before, checkRun } from "./laws.ts";
import { checkSettled } from "./settled.ts";
import { checkSaid } from "./unnamed-laws.ts";

/** How a run goes. */
export type RunKind = "plain" | "killed" | "doubled" | "outage";

/** What happens in the midst of a run, before one of its reads. */
export type Interruption = () => void;

const FETCH: typeof fetch = fetch;

/** One run of the bot, as the version that is at work. */
function runBot(customer: Customer, options: Pick<StageOptions, "fetch"> = {}): Promise<Reconciled> {
  const { stage, earlier } = customer;
  const asked = { ...asBot(customer), ...options };
  return earlier === null ? stage.run(asked) : earlier(stage, asked);
}

function summary(result: Reconciled | null): string {
  if (result === null) return "died";
  return result.applied
    .map(
      (one) =>
        `${one.action.kind}${one.iid === null ? "" : ` #${one.iid}`} ${one.outcome === "done" ? "" : one.outcome} (${one.action.reason.text})`,
    )
    .join("; ");
}

/** Runs a second time in the midst of the first, at its nth request. */
async function runDoubled(customer: Customer): Promise<Reconciled> {
  const { chance } = customer;
  const at = chance.between(1, 14);
  let sent = 0;
  const interrupted: typeof fetch = async (input, init) => {
    sent += 1;
    if (sent === at) await runBot(customer);
    return FETCH(input, init);
  };
  return runBot(customer, { fetch: interrupted });
}

/** A run during which somebody does something; answers how things stood right after that. */
export async function runCrossed(customer: Customer, interruption: Interruption): Promise<Reconciled> {
  const { chance, figures } = customer;
  const at = chance.between(1, 14);
  let sent = 0;
  let since = before(customer);
  let done = false;
  const crossed: typeof fetch = async (input, init) => {
    sent += 1;
    if (sent >= at && !done && (init?.method ?? "GET") === "GET") {
      done = true;
      interruption();
      since = { ...before(customer), notifications: since.notifications };
    }
    return FETCH(input, init);
  };
  const result = await runBot(customer, { fetch: crossed });
  figures.count(figures.runs, "crossed by a person");
  tell(customer, `run (crossed at request ${at}): ${summary(result)}`);
  checkFailures(customer, "plain", result);
  checkRun(customer, since, { disturbed: false, crossed: true });
  return result;
}

async function runKilled(customer: Customer): Promise<Reconciled | null> {
  const { chance } = customer;
  const death = { request: chance.between(1, 16), moment: chance.happens(0.5) ? "before" : "after" } as const;
  const mortal = createMortalProcess(death);
  try {
    return await mortal.live(() => runBot(customer, { fetch: mortal.fetch }));
  } catch (error) {
    if (error instanceof Killed) return null;
    throw error;
  }
}

async function runInOutage(customer: Customer): Promise<Reconciled | null> {
  const { sandbox, chance } = customer;
  const whole = chance.happens(0.5);
  const end = sandbox.faults.inject({
    when: ({ write }) => whole || write,
    kind: "status",
    status: 503,
    times: Number.POSITIVE_INFINITY,
  });
  try {
    return await runBot(customer);
  } catch {
    return null;
  } finally {
    end();
  }
}

const RUNNERS: Readonly<Record<RunKind, (customer: Customer) => Promise<Reconciled | null>>> = {
  plain: (customer) => runBot(customer),
  killed: runKilled,
  doubled: runDoubled,
  outage: runInOutage,
};

function checkFailures(customer: Customer, kind: RunKind, result: Reconciled | null): void {
  if (result === null || kind === "outage") return;
  for (const { action, outcome, error } of result.applied) {
    if (outcome === "failed") complain(customer, "failed", `${action.kind}: ${error?.message ?? ""}`);
  }
}

/** One run and the laws that hold after it. */
export async function run(customer: Customer, kind: RunKind): Promise<Reconciled | null> {
  const { figures, sandbox } = customer;
  const since = before(customer);
  sandbox.requests.reset();
  const result = await RUNNERS[kind](customer);
  const ended = result === null && kind === "killed" ? "killed" : kind;
  figures.count(figures.runs, ended === "killed" && result !== null ? "plain" : ended);
  if (kind === "plain") figures.requests.push(sandbox.requests.all.length);
  for (const { action } of result?.applied ?? []) {
    figures.count(figures.actions, action.kind);
    if (action.kind === "create-agenda") figures.carried += action.agenda.carry.ids.length;
    if (action.kind === "edit-items") figures.carried += action.late?.ids.length ?? 0;
  }
  tell(customer, `run (${ended}): ${summary(result)}`);
  checkFailures(customer, kind, result);
  checkRun(customer, since, { disturbed: kind !== "plain", crossed: false });
  return result;
}

/** What was done in one run may ask for more in the next; after this many there is nothing left. */
const RUNS_TO_REST = 4;

/** Plan, apply, plan again on an unchanged world gives nothing. */
async function checkQuiet(customer: Customer, last: Reconciled): Promise<void> {
  if (!isDone(last) || customer.earlier !== null) return;
  const { plan } = await customer.stage.plan(asBot(customer));
  const left = plan.actions.map((one) => `${one.kind} (${one.reason.text})`);
  if (left.length > 0) complain(customer, "quiet at once", left.join("; "));
}

/** Two undisturbed runs five minutes apart, then some at once until one has nothing to do. */
export async function settle(customer: Customer): Promise<void> {
  const { figures, sandbox } = customer;
  await run(customer, "plain");
  goTo(customer, nowOf(customer) + 300_000);
  const second = await run(customer, "plain");
  if (second !== null) {
    if (isUnnamed(customer)) checkSaid(customer, second);
    else {
      checkSettled(customer, second);
      checkCalls(customer, second);
    }
    await checkQuiet(customer, second);
  }
  for (let runs = 3; ; runs += 1) {
    const last = await run(customer, "plain");
    const { writes, all } = sandbox.requests;
    if (writes === 0) {
      figures.count(figures.rest, String(runs - 1));
      return void figures.quiet.push(all.length);
    }
    const what = last?.applied.map((one) => `${one.action.kind} #${one.iid} (${one.action.reason.text})`).join("; ");
    if (runs > RUNS_TO_REST) return complain(customer, "second run", `wrote ${writes} times: ${what}`);
    goTo(customer, nowOf(customer) + 300_000);
  }
}
