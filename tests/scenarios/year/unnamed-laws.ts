import type { Reconciled } from "../../../src/reconcile/reconcile.ts";
import { unnamedOf } from "./accounts.ts";
import { type Customer, complain, look } from "./customer.ts";
import type { Seen } from "./model.ts";

/** What an account that nobody named made is not believed: nothing of it is written to. */
export function checkUntouched(customer: Customer, old: readonly Seen[], seen: readonly Seen[]): void {
  const unnamed = unnamedOf(customer);
  if (unnamed.length === 0) return;
  for (const { issue } of seen) {
    const was = old.find((one) => one.issue.iid === issue.iid)?.issue;
    if (was === undefined || !unnamed.includes(issue.author)) continue;
    const facts = ["description", "state", "dueDate", "title"] as const;
    const wrong = facts.filter((fact) => was[fact] !== issue[fact]);
    if (was.labels.join() !== issue.labels.join() || wrong.length > 0)
      complain(
        customer,
        "unnamed",
        `#${issue.iid} by @${issue.author} was written to: ${wrong.join(", ") || "labels"}`,
      );
  }
}

/** Items that a new agenda takes over while some of their copies are not read. */
export function noteSplit(customer: Customer, old: readonly Seen[], seen: readonly Seen[]): void {
  const unnamed = unnamedOf(customer);
  if (unnamed.length === 0) return;
  const unread = seen.filter(({ issue }) => unnamed.includes(issue.author)).flatMap(({ copies }) => copies);
  const made = seen.filter(({ issue }) => !old.some((one) => one.issue.iid === issue.iid));
  for (const { key } of made.flatMap(({ copies }) => copies))
    if (unread.some((copy) => copy.key === key)) customer.split.add(key);
}

/** Who runs the bot is told the line to add for each account that made an open agenda. */
export function checkSaid(customer: Customer, { plan }: Reconciled): void {
  const said = plan.problems.flatMap((one) => one.problems.flatMap(({ allowed }) => allowed));
  for (const username of unnamedOf(customer)) {
    const open = look(customer).find(
      ({ kind, issue, ended }) => kind === "agenda" && !ended && issue.author === username && issue.state === "opened",
    );
    if (open === undefined || said.includes(`--bots @${username}`)) continue;
    complain(customer, "unnamed", `#${open.issue.iid} is by @${username}, and nobody is told the line to add`);
  }
}
