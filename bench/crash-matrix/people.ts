import { withLines } from "../../tests/scenarios/year/items.ts";
import type { Seen } from "../../tests/scenarios/year/model.ts";
import type { Chance } from "../../tests/scenarios/year/random.ts";
import { type Customer, issueOf, type Role, readIssues, type World } from "./customers.ts";

/** What a person did, so that it can be done again in another world. */
export interface Act {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly customer: Customer;
  readonly who: string;
  readonly kind: "close" | "reopen" | "add item" | "set box" | "write" | "comment";
  readonly role: Role;
  /** The item's key, or the word that is written. */
  readonly word: string;
  readonly box: " " | "x";
}

const WEIGHTS = { close: 5, reopen: 1, "add item": 6, "set box": 7, write: 4, comment: 2 } as const;
const PEOPLE = ["jane", "sam", "bob"];

/** What somebody does next at a customer's; null where it makes no sense now. Keeps what they want in the customer's model. */
export function actAtRandom(world: World, customer: Customer, chance: Chance): Act | null {
  const seen = readIssues(world, customer);
  const kind = chance.draw(WEIGHTS);
  const act = { customer, kind, who: chance.pick(PEOPLE) ?? "jane", box: "x", role: "past", word: "" } as const;
  const at = world.sandbox.clock.now().getTime();
  switch (kind) {
    case "close":
      return issueOf(seen, "past", customer)?.issue.state === "opened" ? { ...act, at } : null;
    case "reopen":
      return issueOf(seen, "past", customer)?.issue.state === "closed" ? { ...act, at } : null;
    case "set box": {
      const copy = chance.pick(boxesOf(seen, customer));
      return copy === undefined ? null : { ...act, ...copy, at };
    }
    default: {
      const role = chance.pick((["past", "next", "follow-up"] as const).filter((one) => issueOf(seen, one, customer)));
      return role === undefined ? null : { ...act, role, word: chance.word(), at };
    }
  }
}

function boxesOf(seen: readonly Seen[], customer: Customer): readonly Pick<Act, "role" | "word" | "box">[] {
  return (["past", "next", "follow-up"] as const).flatMap((role) =>
    (issueOf(seen, role, customer)?.copies ?? []).map((copy) => ({
      role,
      word: copy.key,
      box: copy.resolved ? (" " as const) : ("x" as const),
    })),
  );
}

/** Does it; false where the world has nothing to do it to. What people want afterwards is kept with `remember`. */
export function perform(world: World, { customer, who, kind, role, word, box }: Act): boolean {
  const { sandbox } = world;
  const seen = readIssues(world, customer);
  const issue = issueOf(seen, role, customer)?.issue;
  if (issue === undefined) return false;
  const { path } = customer;
  const person = sandbox.as(who);
  switch (kind) {
    case "close":
      if (issue.state === "opened") sandbox.as("jane").close(path, issue.iid);
      return true;
    case "reopen":
      if (issue.state === "closed") sandbox.as("jane").reopen(path, issue.iid);
      return true;
    case "add item":
      person.editDescription(path, issue.iid, (text) => withLines(text, `- [ ] @${who} ${word} in time`));
      return true;
    case "write":
      person.editDescription(path, issue.iid, (text) => withLines(text, lineOf(word)));
      return true;
    case "comment":
      person.comment(path, issue.iid, `What about ${word}?`);
      return true;
    case "set box":
      return setBox(world, customer, { who, iid: issue.iid, word, box });
  }
}

/** In that issue, or where else the item stands. */
function setBox(
  { sandbox }: World,
  customer: Customer,
  {
    who,
    iid,
    word,
    box,
  }: { readonly who: string; readonly iid: number; readonly word: string; readonly box: " " | "x" },
): boolean {
  const places = readIssues({ sandbox, token: "" }, customer).filter(
    (one) => !one.ended && one.copies.some((copy) => copy.key === word),
  );
  const place = places.find(({ issue }) => issue.iid === iid) ?? places[0];
  if (place === undefined) return false;
  const set = box === "x" ? "tick" : "untick";
  const stands = place.copies.find((copy) => copy.key === word);
  if (stands?.resolved !== (box === "x")) sandbox.as(who)[set](customer.path, place.issue.iid, word);
  return true;
}

/** What people write into a text. */
function lineOf(word: string): string {
  return `We spoke of ${word}.`;
}

/** Keeps in the model what people want after an act. */
export function remember(world: World, { customer, kind, role, word, box, at }: Act): void {
  const iid = issueOf(readIssues(world, customer), role, customer)?.issue.iid ?? 0;
  const item = customer.items.get(word);
  if (kind === "add item")
    customer.items.set(word, { key: word, raisedIn: iid, secret: false, expected: "open", asked: false, task: null });
  if (kind === "set box" && item !== undefined) item.expected = box === "x" ? "resolved" : "open";
  if (kind === "add item" || kind === "set box") customer.touched.set(word, at);
  if (kind === "write") customer.lines.push({ iid, line: lineOf(word), at });
  if (kind === "comment") customer.comments.push({ iid, word });
}
