import { describe, expect, it } from "vitest";
import { makeJobId, parseJobId } from "../../src/queue/job-id.ts";
import { combine, isDebounced, isPartial, PRIORITY, type Priority } from "../../src/queue/priority.ts";

const ALL = Object.keys(PRIORITY) as Priority[];

describe("one look for two events", () => {
  it.each<[Priority, Priority, Priority]>([
    ["close", "edit", "close"],
    ["close", "repair", "close"],
    ["close", "wake-up", "close"],
    ["close", "sweep", "close"],
    ["close", "check", "close"],
    ["edit", "repair", "edit"],
    ["edit", "wake-up", "edit"],
    ["edit", "sweep", "edit"],
    ["edit", "check", "edit"],
    ["repair", "wake-up", "edit"],
    ["repair", "sweep", "edit"],
    ["repair", "check", "edit"],
    ["wake-up", "sweep", "wake-up"],
    ["wake-up", "check", "wake-up"],
    ["sweep", "check", "sweep"],
  ])("%s and %s are one %s", (one, other, both) => {
    expect([combine(one, other), combine(other, one)]).toEqual([both, both]);
  });

  it.each(ALL)("two of %s are one", (one) => {
    expect(combine(one, one)).toBe(one);
  });

  it("tell what does less than a whole look, and what waits for more", () => {
    expect(ALL.filter(isPartial)).toEqual(["repair", "check"]);
    expect(ALL.filter(isDebounced)).toEqual(["edit", "repair"]);
  });
});

describe("the id of a job", () => {
  it.each(ALL)("tells that it was added as %s, and when", (priority) => {
    const id = makeJobId("42", { priority, at: 1_796_000_000_123 });
    expect(id).toMatch(/^42-[a-z]-[0-9a-z]+-[0-9a-f]{8}$/);
    expect(parseJobId(id)).toEqual({ priority, at: 1_796_000_000_123 });
    expect(makeJobId("42", { priority, at: 1_796_000_000_123 })).not.toBe(id);
  });

  it.each([
    ["of another version", "7f2d1c3e-3c55-4f1e-9c0a-0f6a2f1f5d11"],
    ["with another letter", "42-x-m3x9k2-0123abcd"],
    ["with more in front", "a/42-e-m3x9k2-0123abcd"],
    ["with more behind", "42-e-m3x9k2-0123abcde"],
    ["with no time", "42-e--0123abcd"],
  ])("%s tells nothing", (_name, id) => {
    expect(parseJobId(id)).toBeNull();
  });
});
