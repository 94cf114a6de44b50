import type { Reconciled } from "../../../src/reconcile/reconcile.ts";
import { type Customer, complain, look, nowOf } from "./customer.ts";
import { type Copy, type ModelItem, type Seen, upcoming } from "./model.ts";

interface Place {
  readonly one: Seen;
  readonly copy: Copy;
}

function describe(places: readonly Place[]): string {
  return places.map(({ copy }) => `#${copy.iid} [${copy.box}]${copy.byWord ? " DONE" : ""}`).join(", ");
}

/** Copies agree, with each other and with the last act of a person. */
function checkAgreement(customer: Customer, item: ModelItem, all: readonly Place[]): void {
  // The word stays where somebody wrote it, whatever becomes of the item.
  const places = all.filter(({ copy }) => item.wish === "resolved" || !copy.byWord);
  const states = new Set(places.map(({ copy }) => copy.resolved));
  if (states.size > 1) complain(customer, "copies agree", `${item.key} (${item.wish}): ${describe(all)}`, item.key);
  else if (item.wish === "open" && states.has(true)) {
    complain(customer, "last word", `${item.key} is wanted open: ${describe(all)}`, item.key);
  } else if (item.wish === "resolved" && states.has(false)) {
    complain(customer, "last word", `${item.key} is wanted resolved: ${describe(all)}`, item.key);
  }
}

/** An open item stands in the next agenda or has a stated reason; before that is made it stands where it was. */
function checkPresence(
  customer: Customer,
  item: ModelItem,
  places: readonly Place[],
  next: Seen | null,
  reasons: readonly string[],
  seen: readonly Seen[],
): void {
  if (item.wish !== "open") return;
  const ahead = places.some(({ one }) => next === null || (one.issue.dueDate ?? "") >= (next.issue.dueDate ?? ""));
  // Made a task in the next agenda: it stands below that, and GitLab shows it there.
  const task = seen.find((one) => one.issue.iid === item.task?.in);
  const below = task !== undefined && next !== null && (task.issue.dueDate ?? "") >= (next.issue.dueDate ?? "");
  const inConfidential = places.some(({ one }) => one.issue.confidential) && next?.issue.confidential !== true;
  if (ahead || below || inConfidential || reasons.some((text) => text.includes(item.key))) return;
  const where = next === null ? "(no next agenda)" : `#${next.issue.iid}`;
  complain(customer, "never lost", `${item.key} is not in ${where}: ${describe(places)}`, item.key);
}

function checkPromoted(customer: Customer, item: ModelItem, seen: readonly Seen[]): void {
  if (!item.asked || item.wish !== "open") return;
  const own = seen.filter(({ kind, issue }) => kind === "item" && issue.description.includes(item.key));
  if (own.length === 0) complain(customer, "promotion", `${item.key} has no issue of its own`, item.key);
}

/** Items that are all about an issue are resolved with it. */
function checkTickets(customer: Customer, seen: readonly Seen[], next: Seen | null): void {
  for (const iid of customer.tickets) {
    const ticket = seen.find((one) => one.issue.iid === iid);
    const line = new RegExp(`\\[([ xX~])\\] (?:\\\\?@[a-z]+ )?#${iid}\\b`);
    const open = (one: Seen | null): boolean => one !== null && line.exec(one.issue.description)?.[1] === " ";
    // One of a confidential agenda never goes to one that is not.
    const hidden =
      next?.issue.confidential !== true &&
      seen.some((one) => one.issue.confidential && line.test(one.issue.description));
    if (ticket?.issue.state === "opened" && next !== null && !open(next) && !hidden) {
      complain(customer, "never lost", `the item about #${iid} is not open in #${next.issue.iid}`);
    }
    const left = ticket?.issue.state === "closed" ? seen.filter(open).map((one) => one.issue.iid) : [];
    if (left.length > 0)
      complain(customer, "copies agree", `#${iid} is closed; its item is open in #${left.join(", #")}`);
  }
}

/** Laws that hold once two undisturbed runs have looked. */
export function checkSettled(customer: Customer, result: Reconciled | null): void {
  const seen = look(customer).filter((one) => !one.ended);
  const next = upcoming(seen, nowOf(customer));
  const reasons = [...(result?.plan.leftBehind.values() ?? [])].flat().map((one) => one.text);
  const places = new Map<string, Place[]>();
  for (const one of seen) {
    for (const copy of one.copies) places.set(copy.key, [...(places.get(copy.key) ?? []), { one, copy }]);
  }
  for (const item of customer.items.values()) {
    const own = places.get(item.key) ?? [];
    if (item.wish === "removed") {
      const back = next?.copies.some((copy) => copy.key === item.key && !copy.resolved) === true;
      if (back) complain(customer, "comes back", `${item.key} was taken off #${next.issue.iid}`, item.key);
      continue;
    }
    checkAgreement(customer, item, own);
    checkPresence(customer, item, own, next, reasons, seen);
    checkPromoted(customer, item, seen);
  }
  checkTickets(customer, seen, next);
}
