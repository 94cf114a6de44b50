import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compareWithControl } from "../../bench/crash-matrix/control.ts";
import {
  type Customer,
  createCustomer,
  createWorld,
  issueOf,
  type Role,
  readIssues,
  type World,
} from "../../bench/crash-matrix/customers.ts";
import { judge } from "../../bench/crash-matrix/laws.ts";
import { type Act, perform, remember } from "../../bench/crash-matrix/people.ts";
import { reconcileDependencies } from "../../bench/crash-matrix/rest.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { createClient } from "../sandbox/gitlab.ts";

const START = "2026-11-24T09:00:00.000Z";

let customer: Customer;
let world: World;
let acts: readonly Act[];

async function run(minutes: number): Promise<void> {
  world.sandbox.clock.advance(minutes * 60_000);
  await reconcile(reconcileDependencies(world, customer));
}

beforeEach(async () => {
  customer = createCustomer(0, Date.parse(START), 1);
  world = await createWorld([customer], START);
  const act = { customer, who: "bob", role: "past", box: "x" } as const;
  const plan: readonly Omit<Act, "at">[] = [
    { ...act, kind: "add item", word: "zaterofa" },
    { ...act, kind: "add item", word: "mubilake" },
    { ...act, kind: "write", word: "rome" },
    { ...act, kind: "close", word: "" },
    { ...act, kind: "write", role: "follow-up", word: "athens" },
    { ...act, kind: "set box", word: "mubilake" },
    { ...act, kind: "comment", role: "follow-up", word: "sofia" },
  ];
  acts = [];
  for (const one of plan) {
    const done = { ...one, at: world.sandbox.clock.now().getTime() };
    expect(perform(world, done)).toBe(true);
    remember(world, done);
    acts = [...acts, done];
    await run(1);
  }
  for (let more = 0; more < 4; more += 1) await run(5);
});
afterEach(() => world.sandbox.close());

function iidOf(role: Role): number {
  return issueOf(readIssues(world, customer), role, customer)?.issue.iid ?? 0;
}

function without(role: Role, word: string): void {
  world.sandbox
    .as("jane")
    .editDescription(customer.path, iidOf(role), (text) => text.replace(new RegExp(`^.*${word}.*\n?`, "m"), ""));
}

describe("the judge of the crash matrix", () => {
  it("finds nothing after undisturbed runs, and no difference from the control world", async () => {
    expect(judge(world, customer, [])).toEqual({
      duplicates: [],
      losses: [],
      others: [],
      crossed: [],
      closedDuplicates: 0,
    });
    expect(await compareWithControl(world, [customer], acts, Date.parse(START))).toEqual([]);
  });

  it("finds an item that is gone from the next agenda, and so does the control world", async () => {
    without("next", "zaterofa");
    expect(judge(world, customer, []).losses).toEqual([expect.stringMatching(/zaterofa is open and not in #\d/)]);
    expect(await compareWithControl(world, [customer], acts, Date.parse(START))).toHaveLength(2);
  });

  it("finds a person's text that is gone, and excuses only a write of the bot whose webhook was lost", async () => {
    const iid = iidOf("follow-up");
    const before = world.sandbox.issue(customer.path, iid).description;
    const at = world.sandbox.clock.now().getTime();
    const act: Act = { customer, who: "bob", kind: "write", role: "follow-up", word: "paris", box: "x", at };
    perform(world, act);
    remember(world, act);
    const bot = createClient(world.sandbox.url, { "private-token": world.token });
    await bot.put(`/projects/${encodeURIComponent(customer.path)}/issues/${iid}`, { description: before });
    expect(judge(world, customer, []).losses).toEqual([expect.stringContaining("paris")]);
    const lost = judge(world, customer, [{ project: 0, iid, at }]);
    expect([lost.losses, lost.crossed]).toEqual([[], [expect.stringContaining("paris")]]);
  });

  it("finds copies that do not agree with the last word", () => {
    world.sandbox.as("bob").untick(customer.path, iidOf("follow-up"), "mubilake");
    expect(judge(world, customer, []).others).toEqual([expect.stringContaining("mubilake is to be resolved")]);
  });

  it("finds a second follow-up, a comment said twice, and one that is closed", async () => {
    const bot = createClient(world.sandbox.url, { "private-token": world.token });
    const { description, notes, iid } = world.sandbox.issue(customer.path, iidOf("follow-up"));
    const project = `/projects/${encodeURIComponent(customer.path)}/issues`;
    await bot.post(project, { title: "again", description, labels: "meeting-follow-up" });
    const said = notes.find(({ author, system }) => author === "cadence-bot" && !system)?.body;
    await bot.post(`${project}/${iid}/notes`, { body: said });
    const { duplicates } = judge(world, customer, []);
    expect(duplicates).toContainEqual(`follow-up of ${customer.days.past}`);
    expect(duplicates).toContainEqual(expect.stringContaining(`said twice on #${iid}`));
    world.sandbox.as("jane").close(customer.path, iid);
    expect(judge(world, customer, []).losses).toContainEqual(expect.stringContaining("no open follow-up"));
  });
});
