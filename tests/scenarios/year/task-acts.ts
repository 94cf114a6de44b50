import { PROJECT } from "../../support/stage.ts";
import { type Customer, look } from "./customer.ts";
import { type Act, anybody, type Chosen, chooseCopy, team, wordsOf } from "./items.ts";

/**
 * An item that stands somewhere else too in the same words, or that the bot gave a mark here: of others nobody knows when
 * they are gone. What was taken back here and not yet elsewhere goes with the line.
 */
function isKnown(customer: Customer, { item, copy, seen }: Chosen): boolean {
  const others = look(customer).flatMap((one) =>
    one.ended || one.issue.iid === seen.issue.iid
      ? []
      : one.copies.flatMap((other) => (other.key === item.key ? [{ other, one }] : [])),
  );
  const words = wordsOf(seen, copy);
  return (
    others.every(({ other }) => !other.resolved) &&
    (others.some(({ other, one }) => wordsOf(one, other) === words) ||
      (others.length === 0 && copy.id !== null && seen.byBot))
  );
}

/** "Convert to child item" in the menu of a box; some leave the line where it is, some tidy up the title. */
const convert: Act = (customer) => {
  const chosen = chooseCopy(
    customer,
    (one) =>
      one.seen.kind === "agenda" &&
      one.copy.box === " " &&
      !one.copy.resolved &&
      !one.copy.worded &&
      one.item.expected === "open" &&
      one.item.task === null &&
      !one.item.asked &&
      isKnown(customer, one),
  );
  if (chosen === null) return null;
  const { item, seen, copy } = chosen;
  const line = seen.issue.description.split("\n")[copy.line] ?? "";
  const title = line
    .replace(/^\s*(?:[-+*]|\d+[.)])\s+\[.\]\s+/, "")
    .replace(/\s*(?:(?:\(from #|<sub>#).*)?<!--c:.*$/, "");
  const how = {
    keepLine: customer.chance.happens(0.15),
    ...(customer.chance.happens(0.3) ? { title } : {}),
  };
  const iid = customer.sandbox.as(anybody(customer)).convertToTask(PROJECT, seen.issue.iid, line.trim(), how);
  customer.edited.add(seen.issue.iid);
  item.task = { iid, in: seen.issue.iid };
  return `makes the task #${iid} of ${item.key} in #${seen.issue.iid}${how.keepLine ? ", its line stays" : ""}`;
};

/** Closes the task that an item became. One whose line stayed is known as a task only where something else is missing. */
const closeTask: Act = (customer) => {
  const seen = look(customer);
  const all = [...customer.items.values()].filter(({ task, expected, key }) => {
    const issue = seen.find((one) => one.issue.iid === task?.iid)?.issue;
    const line = seen.find((one) => one.issue.iid === task?.in)?.copies.some((copy) => copy.key === key) ?? false;
    return expected === "open" && issue?.state === "opened" && !line;
  });
  const item = customer.chance.pick(all);
  if (item === undefined || item.task === null) return null;
  customer.sandbox.as(team(customer)).close(PROJECT, item.task.iid);
  item.expected = "resolved";
  return `closes #${item.task.iid}, the task of ${item.key}`;
};

/** A task below an agenda that is no item of anybody's. */
const addTask: Act = (customer) => {
  const agenda = customer.chance.pick(
    look(customer)
      .filter(({ kind, ended }) => kind === "agenda" && !ended)
      .slice(-3),
  );
  if (agenda === undefined) return null;
  const { iid, confidential } = agenda.issue;
  const title = `${customer.chance.word()} ${customer.chance.word()}`;
  const task = customer.sandbox.as("bob").addTask(PROJECT, iid, { title, confidential });
  return `adds the task #${task} below #${iid}`;
};

export const TASK_ACTS: Readonly<Record<string, readonly [number, Act]>> = {
  convert: [3, convert],
  closeTask: [2, closeTask],
  addTask: [0.5, addTask],
};
