import { BOT, type Seen } from "../../tests/scenarios/year/model.ts";
import { type Customer, issueOf, readIssues, type World } from "./customers.ts";
import type { Lost } from "./postman.ts";

/** What is wrong with a customer's project at the end, in words. */
export interface Findings {
  readonly duplicates: readonly string[];
  readonly losses: readonly string[];
  /** Labels, states, copies that do not agree. */
  readonly others: readonly string[];
  /** Texts that the bot's write overwrote while the webhook that tells of it was lost: GitLab has no lock. */
  readonly crossed: readonly string[];
  /** Duplicates that were made, and closed by the bot itself. */
  readonly closedDuplicates: number;
}

type Draft = { readonly [Key in Exclude<keyof Findings, "closedDuplicates">]: string[] };

function repeated(list: readonly string[]): readonly string[] {
  return [...new Set(list.filter((one, index) => list.indexOf(one) !== index))];
}

/** Never twice: issues by their call, items by issue, comments of the bot by their first line. */
function checkTwice(found: Draft, seen: readonly Seen[]): void {
  const standing = seen.filter((one) => !one.ended);
  const calls = standing.filter(({ kind }) => kind !== "other").map((one) => `${one.kind} of ${one.occurrence}`);
  found.duplicates.push(...repeated(calls));
  for (const { copies, issue } of standing) {
    found.duplicates.push(...repeated(copies.map(({ key }) => key)).map((key) => `${key} twice in #${issue.iid}`));
    const said = issue.notes.filter((note) => note.author === BOT && !note.system);
    const lines = repeated(said.map((note) => note.body.split("\n")[0] ?? ""));
    found.duplicates.push(...lines.map((line) => `said twice on #${issue.iid}: ${line}`));
  }
}

/** One agenda of the next call once its time has come, one follow-up of a call whose agenda is closed. */
function checkIssues(found: Draft, seen: readonly Seen[], customer: Customer, now: number): void {
  const [past, next, followUp] = (["past", "next", "follow-up"] as const).map((role) => issueOf(seen, role, customer));
  if (customer.isMailed && now > customer.leadBegins && next?.issue.state !== "opened")
    found.losses.push("no open agenda of the next call");
  if (past?.issue.state === "closed" && followUp?.issue.state !== "opened")
    found.losses.push(`no open follow-up of #${past.issue.iid}, ${followUp == null ? "none at all" : "it is closed"}`);
  const told = followUp?.issue.notes.some((note) => note.body.includes("cadence:v1 note participants"));
  const draftOver = !customer.configuration.includes("1 hour");
  if (past?.issue.state === "closed" && draftOver && customer.isMailed && told !== true)
    found.others.push(`participants of #${followUp?.issue.iid} were not told`);
}

/** Items are where they belong, in the state that people last gave them. */
function checkItems(found: Draft, seen: readonly Seen[], customer: Customer): void {
  const standing = seen.filter((one) => !one.ended);
  const next = issueOf(seen, "next", customer);
  for (const { key, expected, raisedIn } of customer.items.values()) {
    const copies = standing.flatMap((one) => one.copies.filter((copy) => copy.key === key));
    const where = copies.map(({ iid, box }) => `#${iid} [${box}]`).join(", ");
    if (!copies.some(({ iid }) => iid === raisedIn)) found.losses.push(`${key} is gone from #${raisedIn}: ${where}`);
    if (expected === "open" && next !== null && !copies.some(({ iid }) => iid === next.issue.iid))
      found.losses.push(`${key} is open and not in #${next.issue.iid}: ${where}`);
    if (copies.some(({ resolved }) => resolved !== (expected === "resolved")))
      found.others.push(`${key} is to be ${expected}: ${where}`);
  }
}

/** People's texts and comments are as they wrote them. */
function checkTexts(found: Draft, seen: readonly Seen[], customer: Customer): void {
  for (const { iid, line } of customer.lines) {
    const text = seen.find(({ issue }) => issue.iid === iid)?.issue.description ?? "";
    const count = text.split(line).length - 1;
    if (count === 0) found.losses.push(`"${line}" is gone from #${iid}`);
    if (count > 1) found.duplicates.push(`"${line}" ${count} times in #${iid}`);
  }
  for (const { iid, word } of customer.comments) {
    const notes = seen.find(({ issue }) => issue.iid === iid)?.issue.notes ?? [];
    if (!notes.some((note) => note.body.includes(word)))
      found.losses.push(`the comment on ${word} is gone from #${iid}`);
  }
}

const CROSSING_MS = 5000;

/** Moments at which the bot wrote a description of an issue. */
function writesOf(seen: readonly Seen[], iid: number): readonly number[] {
  const notes = seen.find(({ issue }) => issue.iid === iid)?.issue.notes ?? [];
  const own = notes.filter(
    ({ author, system, body }) => system && author === BOT && /description|checklist/.test(body),
  );
  return own.map(({ createdAt }) => Date.parse(createdAt));
}

/** Lines that were lost to a write of the bot whose webhook did not arrive are nobody's fault. */
function excuse(found: Draft, seen: readonly Seen[], customer: Customer, lost: readonly Lost[]): void {
  for (const { iid, line, at } of customer.lines) {
    const complaint = `"${line}" is gone from #${iid}`;
    const index = found.losses.indexOf(complaint);
    const write = writesOf(seen, iid).find((moment) => moment >= at && moment - at < CROSSING_MS);
    if (index < 0 || write === undefined) continue;
    if (!lost.some((one) => one.iid === iid && Math.abs(one.at - write) < CROSSING_MS)) continue;
    found.losses.splice(index, 1);
    found.crossed.push(complaint);
  }
}

/** Judges one project at the end. `lost` are the deliveries of this project that nobody took. */
export function judge(world: World, customer: Customer, lost: readonly Lost[]): Findings {
  const seen = readIssues(world, customer);
  const found: Draft = { duplicates: [], losses: [], others: [], crossed: [] };
  checkTwice(found, seen);
  checkIssues(found, seen, customer, world.sandbox.clock.now().getTime());
  checkItems(found, seen, customer);
  checkTexts(found, seen, customer);
  excuse(found, seen, customer, lost);
  return { ...found, closedDuplicates: seen.filter((one) => one.ended && one.kind !== "other").length };
}
