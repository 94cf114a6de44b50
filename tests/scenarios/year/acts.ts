import { PROJECT } from "../../support/stage.ts";
import { type Customer, dayOf, look, nowOf, seriesOf, toCome, upcoming } from "./customer.ts";
import { homesOf } from "./homes.ts";
import {
  type Act,
  agendaAtHand,
  anybody,
  type Chosen,
  chooseCopy,
  edit,
  editLine,
  hasWord,
  isTickedUnseen,
  lastFollowUp,
  leavesTrace,
  newLines,
  team,
  withLines,
  wordsOf,
} from "./items.ts";

const addItems: Act = (customer) => {
  const agenda = agendaAtHand(customer);
  if (agenda === null) return null;
  const [lines, keys] = newLines(customer, agenda);
  edit(customer, anybody(customer), agenda.issue.iid, (text) => withLines(text, lines));
  return `adds ${keys} in #${agenda.issue.iid}`;
};

const addInFollowUp: Act = (customer) => {
  const followUp = lastFollowUp(customer);
  if (followUp === null) return null;
  const [lines, keys] = newLines(customer, followUp);
  edit(customer, anybody(customer), followUp.issue.iid, (text) => withLines(text, lines));
  return `adds ${keys} in the follow-up #${followUp.issue.iid}`;
};

/** Sets a box as a click does; the word before a text stays what it is. */
function setBox(customer: Customer, chosen: Chosen, box: " " | "x" | "~"): string {
  const { item, seen } = chosen;
  const person = customer.sandbox.as(anybody(customer));
  const { iid } = seen.issue;
  if (box === "x") person.tick(PROJECT, iid, item.key);
  else if (box === " ") person.untick(PROJECT, iid, item.key);
  else person.inapplicable(PROJECT, iid, item.key);
  item.expected = box === " " ? "open" : "resolved";
  return `sets ${item.key} to [${box}] in #${iid}`;
}

/** A line of its own key only: a box of a parent whose words stand before a child is found by the parent's key. */
function onlyLine({ item, seen, copy }: Chosen): boolean {
  const line = seen.issue.description.split("\n").findIndex((text) => text.includes(item.key));
  return line === copy.line;
}

const tick: Act = (customer) => {
  const chosen = chooseCopy(customer, (one) => one.copy.box === " " && !one.copy.resolved && onlyLine(one));
  return chosen === null ? null : setBox(customer, chosen, "x");
};

const untick: Act = (customer) => {
  const chosen = chooseCopy(customer, (one) => one.copy.box === "x" && onlyLine(one));
  return chosen === null || hasWord(customer, chosen.item.key) ? null : setBox(customer, chosen, " ");
};

const dropByBox: Act = (customer) => {
  const chosen = chooseCopy(customer, (one) => one.copy.box === " " && !one.copy.resolved && onlyLine(one));
  return chosen === null || !leavesTrace(customer, chosen) ? null : setBox(customer, chosen, "~");
};

/** Takes `[~]` back once all copies show it: before that GitLab's activity cannot tell which came last. */
const takeBackDrop: Act = (customer) => {
  const open = new Set(
    look(customer).flatMap(({ copies }) => copies.filter((copy) => !copy.resolved).map(({ key }) => key)),
  );
  const chosen = chooseCopy(customer, (one) => one.copy.box === "~" && onlyLine(one) && !open.has(one.item.key));
  if (chosen === null || hasWord(customer, chosen.item.key) || !leavesTrace(customer, chosen)) return null;
  return isTickedUnseen(customer, chosen) ? null : setBox(customer, chosen, " ");
};

function lineOf({ seen, copy }: Chosen): string {
  return seen.issue.description.split("\n")[copy.line] ?? "";
}

/** Not before a line that begins with the words of a parent: whose word it would be, nobody can tell. */
const writeDone: Act = (customer) => {
  const chosen = chooseCopy(
    customer,
    (one) => one.copy.box === " " && !one.copy.resolved && onlyLine(one) && !lineOf(one).includes("›"),
  );
  if (chosen === null || !leavesTrace(customer, chosen)) return null;
  editLine(customer, chosen, (line) => line.replace(/\[ \] /, "[ ] DONE: "));
  chosen.item.expected = "resolved";
  return `writes DONE before ${chosen.item.key} in #${chosen.seen.issue.iid}`;
};

const reword: Act = (customer) => {
  const word = customer.chance.word();
  // A task is known by the words that its item had.
  const chosen = chooseCopy(customer, (one) => onlyLine(one) && one.item.task === null);
  if (chosen === null) return null;
  const { key } = chosen.item;
  if (chosen.seen.issue.confidential) customer.secrets.push(word);
  editLine(customer, chosen, (line) => line.replace(new RegExp(`(${key} [a-z]+ [a-z]+ [a-z]+) [a-z]+`), `$1 ${word}`));
  return `rewords ${key} in #${chosen.seen.issue.iid}`;
};

/**
 * Whether the line where somebody wrote an item says something else than a copy with the bot's mark, which alone tells that both
 * are one: with that taken off the other is a new item as well as a reworded one.
 */
function isToldByMark(customer: Customer, { seen, copy, item }: Chosen): boolean {
  const words = wordsOf(seen, copy);
  return look(customer).some((one) =>
    one.copies.some((other) => other.key === item.key && other.id === null && wordsOf(one, other) !== words),
  );
}

/** Takes an item without children off the one agenda to come that shows it; what became a task in that lives on there. */
const remove: Act = (customer) => {
  const [next, ...others] = toCome(customer);
  if (next === undefined) return null;
  const series = seriesOf(customer, next);
  const chosen = chooseCopy(customer, ({ seen, copy, item }) => {
    if (seen.issue.iid !== next.issue.iid || copy.id === null) return false;
    if (others.some(({ copies }) => copies.some(({ key }) => key === item.key))) return false;
    if (!homesOf(customer, item).some((home) => home === series)) return false;
    if (isToldByMark(customer, { seen, copy, item })) return false;
    const below = seen.issue.description.split("\n")[copy.line + 1] ?? "";
    return /^\s*$/.test(below) || below.search(/\S/) <= copy.indent;
  });
  if (chosen === null) return null;
  editLine(customer, chosen, () => null);
  if (chosen.item.task?.in !== next.issue.iid) chosen.item.expected = "removed";
  return `takes ${chosen.item.key} off #${next.issue.iid}`;
};

const noteBelow: Act = (customer) => {
  const chosen = chooseCopy(customer, ({ copy, seen }) => copy.indent === 0 && seen.kind === "agenda");
  if (chosen === null) return null;
  const words = `${customer.chance.word()} ${customer.chance.word()}`;
  editLine(customer, chosen, (line) => `${line}\n  ${words}`);
  return `writes a note below ${chosen.item.key} in #${chosen.seen.issue.iid}`;
};

const plainEdit: Act = (customer) => {
  const seen = look(customer).filter((one) => one.kind === "agenda" && !one.ended);
  const where = customer.chance.happens(0.6) ? seen.at(-1) : customer.chance.pick(seen);
  if (where === undefined) return null;
  const said = customer.chance.pick(["Decision: we use", "Question: what about", "We spoke of"]) ?? "";
  edit(customer, anybody(customer), where.issue.iid, (text) => withLines(text, `${said} ${customer.chance.word()}.`));
  return `writes text into #${where.issue.iid}`;
};

const comment: Act = (customer) => {
  const where = customer.chance.pick(look(customer).slice(-4));
  if (where === undefined) return null;
  const internal = customer.chance.happens(0.3);
  const word = customer.chance.word();
  (internal ? customer.internal : customer.spoken).push(word);
  const body = customer.chance.pick([`What about ${word}?`, `- [ ] @bob ${word}`, `Decision: ${word}`]) ?? word;
  const who = internal ? team(customer) : anybody(customer);
  customer.sandbox.as(who).comment(PROJECT, where.issue.iid, body, { internal });
  return `${who} says ${word} on #${where.issue.iid}${internal ? " internally" : ""}`;
};

const command: Act = (customer) => {
  const next = upcoming(customer);
  const followUp = lastFollowUp(customer);
  const where = customer.chance.pick([next, followUp].filter((one) => one !== null && one.issue.state === "opened"));
  if (where === undefined || where === null) return null;
  const open = where.copies.filter((copy) => !copy.resolved && customer.items.get(copy.key)?.expected === "open");
  const target = customer.items.get(customer.chance.pick(open)?.key ?? "");
  const who = customer.chance.happens(0.8) ? team(customer) : "bob";
  const day = dayOf(customer, nowOf(customer) + 10 * 86_400_000);
  const kind = customer.chance.draw({ drop: 4, snooze: 2, refresh: 1, help: 1, drpo: 1 });
  const words = {
    drop: `drop ${target?.key}`,
    snooze: `snooze ${target?.key} until ${day}`,
    refresh: "refresh",
    help: "help",
    drpo: `drpo ${target?.key}`,
  }[kind];
  if ((kind === "drop" || kind === "snooze") && target === undefined) return null;
  customer.sandbox.as(who).comment(PROJECT, where.issue.iid, `@${customer.account.username} ${words}`);
  if (kind === "drop" && target !== undefined && who !== "bob") target.expected = "resolved";
  return `${who} commands on #${where.issue.iid}: ${words}`;
};

const labelOff: Act = (customer) => {
  const worn = look(customer).flatMap(({ issue }) =>
    issue.labels
      .filter((label) => /^action-items::|^follow-up::|^awaiting/.test(label))
      .map((label) => [issue.iid, label] as const),
  );
  const one = customer.chance.pick(worn.slice(-6));
  if (one === undefined) return null;
  const [iid, label] = one;
  customer.sandbox.as(team(customer)).removeLabels(PROJECT, iid, label);
  return `takes ${label} off #${iid}`;
};

/** What people do with items, text and comments, by how often. */
export const ITEM_ACTS: Readonly<Record<string, readonly [number, Act]>> = {
  addItems: [11, addItems],
  addInFollowUp: [3, addInFollowUp],
  tick: [18, tick],
  untick: [3, untick],
  dropByBox: [3, dropByBox],
  takeBackDrop: [1, takeBackDrop],
  writeDone: [2, writeDone],
  reword: [4, reword],
  remove: [2, remove],
  noteBelow: [3, noteBelow],
  plainEdit: [5, plainEdit],
  comment: [6, comment],
  command: [3, command],
  labelOff: [1.5, labelOff],
};
