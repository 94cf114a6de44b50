import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { Seen } from "../../tests/scenarios/year/model.ts";
import { type Customer, createWorld, issueOf, type Role, readIssues, type World } from "./customers.ts";
import { type Act, perform } from "./people.ts";
import { reconcileDependencies } from "./rest.ts";

const MINUTE = 60_000;
/** Longer than the bot leaves an edited issue alone, and often enough for what one run leaves to the next. */
const LAST_RUNS = [3, 6, 9, 12];

/** What people see of one project, without what may differ from run to run: iids, times, order, words of the bot. */
function outcome(world: World, customer: Customer): readonly string[] {
  const seen = readIssues(world, customer).filter((one) => !one.ended);
  const past = issueOf(seen, "past", customer);
  const roles = ["past", "next", "follow-up"] as const;
  return roles.flatMap((role) => {
    const one = issueOf(seen, role, customer);
    // What becomes of the follow-up of an agenda that was opened again depends on who was faster.
    if (one === null || (role === "follow-up" && past?.issue.state === "opened")) return [];
    const isWrittenIn = customer.lines.some(({ iid }) => iid === one.issue.iid);
    return factsOf(one, role, isWrittenIn).map((fact) => `${role}: ${fact}`);
  });
}

function factsOf({ issue, copies }: Seen, role: Role, isWrittenIn: boolean): readonly string[] {
  const told = issue.notes.some((note) => note.body.includes("cadence:v1 note participants"));
  const open = copies.filter((copy) => !copy.resolved).map((copy) => copy.key);
  // "Resolved" only takes the place of an "unresolved" that somebody may never have seen; open issues keep what they wore.
  // Nor is an agenda told to be without items where somebody wrote a line that has no box: what it wears already stays.
  const chance = ["action-items::resolved", ...(isWrittenIn ? ["action-items::none"] : [])];
  const labels = issue.labels.filter((label) => !chance.includes(label));
  const worn = issue.state === "closed" ? [`labels ${labels.join(" ")}`] : [];
  // One made later holds what was added to the agenda meanwhile; the laws and the plan at the end judge its items and labels.
  const items = role === "follow-up" ? [] : [...worn, `open items ${open.sort().join(" ")}`];
  return [
    `${issue.title.replaceAll(/#\d+/g, "#")}, ${issue.state}, due ${issue.dueDate}, ${issue.assignees.join(" ")}`,
    `participants told: ${told}`,
    ...items,
  ];
}

/**
 * Does what people did once more, in the same order and at the same times, in a world where nothing goes wrong: one process
 * looks at a project after each act, and some times at the end. Answers what differs from the stormy world.
 */
export async function compareWithControl(
  storm: World,
  customers: readonly Customer[],
  acts: readonly Act[],
  startedAt: number,
): Promise<readonly string[]> {
  const control = await createWorld(customers, new Date(startedAt).toISOString());
  const run = async (customer: Customer): Promise<void> =>
    void (await reconcile(reconcileDependencies(control, customer)));
  const goTo = (at: number): void => {
    if (at > control.sandbox.clock.now().getTime()) control.sandbox.clock.set(new Date(at).toISOString());
  };
  const differences: string[] = [];
  try {
    for (const act of acts) {
      goTo(act.at);
      if (act.role !== "past") await run(act.customer);
      if (!perform(control, act))
        differences.push(`${act.customer.path}: nothing to ${act.kind} ${act.word} in the ${act.role} undisturbed`);
      await run(act.customer);
    }
    const end = Math.max(startedAt, ...acts.map(({ at }) => at), ...customers.map(({ leadBegins }) => leadBegins));
    for (const minutes of LAST_RUNS) {
      goTo(end + minutes * MINUTE);
      for (const customer of customers) await run(customer);
    }
    for (const customer of customers) {
      const [expected, found] = [outcome(control, customer), outcome(storm, customer)];
      const missing = expected.filter((fact) => !found.includes(fact)).map((fact) => `undisturbed ${fact}`);
      const surplus = found.filter((fact) => !expected.includes(fact)).map((fact) => `now ${fact}`);
      differences.push(...[...missing, ...surplus].map((fact) => `${customer.path}: ${fact}`));
    }
  } finally {
    await control.sandbox.close();
  }
  return differences;
}
