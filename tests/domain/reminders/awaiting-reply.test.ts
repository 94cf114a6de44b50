import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AwaitingReply,
  awaitingReply,
  type WrittenComment,
} from "../../../src/domain/reminders/awaiting-reply.ts";
import { epochOf } from "../../../src/domain/time/zoned-time.ts";
import { assertOften } from "../../support/assert-often.ts";
import { at, calendar } from "./builders.ts";

const TEAM = ["@jane", "Bob"];
const CUSTOMER = ["@Carol", "dave", "@bob"];
const says = (author: string, day: string, time = "12:00"): WrittenComment => ({
  author,
  at: at(day, time),
  bot: false,
});
const decide = (comments: readonly WrittenComment[], now: string): AwaitingReply =>
  awaitingReply(comments, TEAM, CUSTOMER, now, "Europe/Berlin", calendar);

const nothing = { awaiting: false, since: null, lateAt: null, changesAt: null };
const asked = says("carol", "2026-12-02");

describe("awaitingReply", () => {
  const quiet: readonly (readonly [what: string, comments: readonly WrittenComment[]])[] = [
    ["no comment", []],
    ["an answer", [asked, says("jane", "2026-12-02", "13:00")]],
    ["an answer of the same moment", [asked, says("jane", "2026-12-02")]],
    ["an answer in another order", [says("JANE", "2026-12-03"), asked]],
    ["a stranger", [says("mallory", "2026-12-02")]],
    ["the bot", [{ ...asked, bot: true }]],
    ["who is on both sides", [says("bob", "2026-12-02")]],
    ["the account team alone", [says("jane", "2026-12-02")]],
  ];
  for (const [what, comments] of quiet) {
    it(`nobody waits after ${what}`, () => expect(decide(comments, at("2026-12-30"))).toEqual(nothing));
  }

  it("a day passes first", () => {
    const due = at("2026-12-03");
    expect(decide([asked], at("2026-12-02"))).toEqual({
      awaiting: false,
      since: asked.at,
      lateAt: due,
      changesAt: due,
    });
    expect(decide([asked], at("2026-12-03", "11:59"))).toEqual({
      awaiting: false,
      since: asked.at,
      lateAt: due,
      changesAt: due,
    });
    expect(decide([asked], due)).toEqual({ awaiting: true, since: asked.at, lateAt: due, changesAt: null });
  });

  it("comments of the bot, of strangers and of an account team before it answer nothing", () => {
    const comments = [
      says("jane", "2026-12-01"),
      asked,
      says("mallory", "2026-12-02", "13:00"),
      { author: "jane", at: at("2026-12-02", "14:00"), bot: true },
    ];
    expect(decide(comments, at("2026-12-04"))).toMatchObject({ awaiting: true, since: asked.at, changesAt: null });
  });

  it("the first comment without an answer counts, not the last", () => {
    const comments = [says("dave", "2026-11-30"), says("bob", "2026-12-01"), asked, says("dave", "2026-12-03")];
    expect(decide(comments, at("2026-12-03", "12:01"))).toMatchObject({ awaiting: true, since: asked.at });
  });

  const deadlines: readonly (readonly [what: string, day: string, time: string, until: string])[] = [
    ["Friday", "2026-12-04", "16:30", at("2026-12-07", "16:30")],
    ["Saturday", "2026-12-05", "16:30", at("2026-12-08", "00:00")],
    ["the day before Christmas", "2026-12-24", "09:00", at("2026-12-28", "09:00")],
    ["Christmas", "2026-12-25", "09:00", at("2026-12-29", "00:00")],
  ];
  for (const [what, day, time, changesAt] of deadlines) {
    it(`what is asked on ${what}`, () => {
      expect(decide([says("carol", day, time)], at(day, time)).changesAt).toBe(changesAt);
    });
  }

  it("changes at the moment it says, and not before", () => {
    const comment = fc
      .tuple(
        fc.constantFrom("jane", "bob", "carol", "dave", "mallory"),
        fc.integer({ min: 0, max: 10 * 1440 }),
        fc.boolean(),
      )
      .map(([author, minutes, bot]) => ({
        author,
        at: new Date(epochOf(at("2026-12-01", "00:00")) + minutes * 60_000).toISOString(),
        bot,
      }));
    assertOften({ "it changes": 0.05 }, (asserted) =>
      fc.property(fc.array(comment, { maxLength: 6 }), fc.integer({ min: 0, max: 12 * 1440 }), (comments, minutes) => {
        const now = new Date(epochOf(at("2026-12-01", "00:00")) + minutes * 60_000).toISOString();
        const { awaiting, since, changesAt } = decide(comments, now);
        expect(awaiting).toBe(since !== null && changesAt === null);
        if (changesAt === null) return;
        asserted("it changes");
        const before = new Date(epochOf(changesAt) - 1).toISOString();
        expect(epochOf(changesAt)).toBeGreaterThan(epochOf(now));
        expect(decide(comments, before)).toEqual({ awaiting: false, since, lateAt: changesAt, changesAt });
        expect(decide(comments, changesAt)).toEqual({ awaiting: true, since, lateAt: changesAt, changesAt: null });
      }),
    );
  });
});
