import { PROJECT } from "../../support/stage.ts";
import { ITEM_ACTS } from "./acts.ts";
import { addDays } from "./clock.ts";
import { type Customer, dayOf, look, nowOf, upcoming } from "./customer.ts";
import { type Call, callsOf } from "./file.ts";
import { FILE_ACTS } from "./file-acts.ts";
import { type Act, chooseCopy, csmOf, editLine, newLines, team } from "./items.ts";
import { SAVE_ACTS, UNNAMED_ACTS } from "./save-acts.ts";
import { TASK_ACTS } from "./task-acts.ts";

const DAY = 86_400_000;

const moveCall: Act = (customer) => {
  const next = upcoming(customer);
  if (next === null || next.issue.dueDate === null) return null;
  const day = addDays(next.issue.dueDate, customer.chance.between(-2, 4));
  if (day === next.issue.dueDate || day <= dayOf(customer, nowOf(customer))) return null;
  // What people wrote is known by its day.
  const planned = customer.hand.get(next.issue.iid);
  if (planned !== undefined && Math.abs(Date.parse(day) - Date.parse(planned)) > 3 * DAY) return null;
  customer.sandbox.as(csmOf(customer)).setDueDate(PROJECT, next.issue.iid, day);
  return `moves the call of #${next.issue.iid} to ${day}`;
};

const skipCall: Act = (customer) => {
  const next = upcoming(customer);
  if (next === null) return null;
  const byComment = customer.chance.happens(0.5);
  const person = customer.sandbox.as(csmOf(customer));
  if (byComment) person.comment(PROJECT, next.issue.iid, `@${customer.account.username} skip`);
  else person.close(PROJECT, next.issue.iid);
  customer.skipped.add(next.issue.iid);
  return `skips the call of #${next.issue.iid} ${byComment ? "by comment" : "by closing"}`;
};

const reopen: Act = (customer) => {
  const closed = look(customer).filter(
    ({ kind, issue, ended }) => kind === "agenda" && !ended && issue.state === "closed",
  );
  const last = closed.at(-1);
  if (last === undefined) return null;
  customer.sandbox.as(csmOf(customer)).reopen(PROJECT, last.issue.iid);
  customer.skipped.delete(last.issue.iid);
  customer.held.delete(last.issue.iid);
  return `reopens #${last.issue.iid}`;
};

const closeFollowUp: Act = (customer) => {
  const open = look(customer).filter(({ kind, issue }) => kind === "follow-up" && issue.state === "opened");
  const one = open[0];
  if (one === undefined) return null;
  customer.sandbox.as(csmOf(customer)).close(PROJECT, one.issue.iid);
  return `closes the follow-up #${one.issue.iid}`;
};

const editTemplate: Act = (customer) => {
  const word = customer.chance.word();
  const body = `**When:** {{day}}, {{time}}\n\n## Attendees\n\n{{account_team}}\n\n{{attendees}}\n\n## ${word}\n\n{{#action_items}}\n## Action items\n\n{{action_items}}\n\n{{/action_items}}\n## Recap and next steps\n\n**Next call:** {{next_call}}\n`;
  const path = ".gitlab/issue_templates/Meeting Agenda.md";
  if (customer.chance.happens(0.5)) customer.sandbox.writeFile(PROJECT, path, body);
  else customer.sandbox.removeFile(PROJECT, path);
  return "edits the template";
};

/** The next call of the main series without an agenda, when it is some days off and no other series meets near it. */
function bareCall(customer: Customer): Call | null {
  const now = nowOf(customer);
  const isNear = (a: string, b: string): boolean => Math.abs(Date.parse(a) - Date.parse(b)) < 7 * DAY;
  const [main, ...others] = customer.file.series;
  if (main === undefined) return null;
  const call = callsOf(customer.file, main).find(
    ({ start, isHeld }) => isHeld && start - now > 2 * DAY && start - now < 8 * DAY,
  );
  if (call === undefined) return null;
  const hasAgenda = look(customer).some(
    ({ kind, issue, occurrence }) =>
      kind === "agenda" && (occurrence === call.id || isNear(issue.dueDate ?? "2020-01-01", call.date)),
  );
  const beside = others.some((one) => callsOf(customer.file, one).some(({ date }) => isNear(date, call.date)));
  return hasAgenda || beside ? null : call;
}

const writeAgenda: Act = (customer) => {
  const call = bareCall(customer);
  if (call === null) return null;
  const { date: day } = call;
  const draft = { title: `Our call on ${day}`, labels: ["meeting-agenda"], dueDate: day };
  const iid = customer.sandbox.as(team(customer)).createIssue(PROJECT, { ...draft, description: "" });
  customer.hand.set(iid, call.id);
  const where = look(customer).find((one) => one.issue.iid === iid);
  if (where === undefined) return null;
  const [lines, keys] = newLines(customer, where);
  customer.sandbox.as(team(customer)).editDescription(PROJECT, iid, () => `## Topics\n\nThe weather\n\n${lines}\n`);
  return `writes the agenda #${iid} for ${day} by hand with ${keys}`;
};

const makeConfidential: Act = (customer) => {
  const next = upcoming(customer);
  const often = look(customer).some(({ kind, issue }) => kind === "agenda" && issue.confidential);
  if (next === null || often) return null;
  customer.sandbox.as(csmOf(customer)).setConfidential(PROJECT, next.issue.iid, true);
  return `makes #${next.issue.iid} confidential`;
};

const askForIssue: Act = (customer) => {
  const chosen = chooseCopy(
    customer,
    ({ copy, seen, item }) =>
      seen.kind === "agenda" && !copy.resolved && item.expected === "open" && copy.indent === 0 && item.task === null,
  );
  if (chosen === null) return null;
  editLine(customer, chosen, (line) => `${line}\n  /cadence issue`);
  chosen.item.asked = true;
  return `asks for an issue of ${chosen.item.key} in #${chosen.seen.issue.iid}`;
};

/** New agendas have no such boxes: those of earlier versions stay. */
const takePromotionOffer: Act = (customer) => {
  const chosen = chooseCopy(
    customer,
    ({ copy, seen, item }) =>
      item.expected === "open" &&
      item.task === null &&
      !copy.resolved &&
      seen.issue.description.includes(`- [ ] Tick to make it an issue of its own <!--c:issue-${copy.id}-->`),
  );
  if (chosen === null) return null;
  customer.sandbox.as(team(customer)).tick(PROJECT, chosen.seen.issue.iid, `c:issue-${chosen.copy.id}`);
  chosen.item.asked = true;
  return `takes the offer of an issue of ${chosen.item.key} in #${chosen.seen.issue.iid}`;
};

const closeOwnIssue: Act = (customer) => {
  const open = look(customer).filter(({ kind, issue }) => kind === "item" && issue.state === "opened");
  const one = customer.chance.pick(open);
  const item = [...customer.items.values()].find((each) => one?.issue.description.includes(each.key));
  if (one === undefined || item === undefined || item.expected !== "open") return null;
  customer.sandbox.as(team(customer)).close(PROJECT, one.issue.iid);
  item.expected = "resolved";
  return `closes #${one.issue.iid}, the issue of ${item.key}`;
};

const addTicket: Act = (customer) => {
  const next = upcoming(customer);
  if (next === null || next.issue.confidential) return null;
  const person = customer.sandbox.as("bob");
  const iid = person.createIssue(PROJECT, { title: `Ticket ${customer.chance.word()}`, description: "It stops." });
  const owner = customer.chance.happens(0.5) ? "@sam " : "";
  person.editDescription(PROJECT, next.issue.iid, (text) => `${text.trimEnd()}\n\n- [ ] ${owner}#${iid}\n`);
  customer.tickets.set(iid, next.issue.iid);
  return `adds an item about #${iid} in #${next.issue.iid}`;
};

const closeTicket: Act = (customer) => {
  const open = look(customer).filter(({ issue }) => customer.tickets.has(issue.iid) && issue.state === "opened");
  const one = customer.chance.pick(open);
  if (one === undefined) return null;
  customer.sandbox.as("bob").close(PROJECT, one.issue.iid);
  return `closes #${one.issue.iid}`;
};

/** What people do, by how often. */
export const ACTS: Readonly<Record<string, readonly [number, Act]>> = {
  ...ITEM_ACTS,
  ...TASK_ACTS,
  ...SAVE_ACTS,
  ...FILE_ACTS,
  moveCall: [1, moveCall],
  skipCall: [0.4, skipCall],
  reopen: [1, reopen],
  closeFollowUp: [1.5, closeFollowUp],
  editTemplate: [0.5, editTemplate],
  writeAgenda: [0.7, writeAgenda],
  makeConfidential: [0.1, makeConfidential],
  askForIssue: [0.7, askForIssue],
  takePromotionOffer: [1.5, takePromotionOffer],
  closeOwnIssue: [1, closeOwnIssue],
  addTicket: [0.5, addTicket],
  closeTicket: [0.5, closeTicket],
};

/**
 * Acts that a run sees before people go on, as it does where a webhook sets it off. The first three leave only "changed
 * the description" in GitLab's activity: of two such edits unseen nobody could tell which of them did what. A command is
 * heard until a day after the call only.
 */
export const PROMPT_ACTS: ReadonlySet<string> = new Set([
  "dropByBox",
  "takeBackDrop",
  "writeDone",
  "command",
  ...UNNAMED_ACTS,
]);
