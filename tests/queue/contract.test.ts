import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeJob,
  decodeNotes,
  encodeJob,
  type JobReason,
  MAX_REASONS,
  mergeReasons,
  type ProjectJob,
  projectKey,
} from "../../src/queue/contract.ts";

function reason(second: number, kind: JobReason["kind"] = "webhook"): JobReason {
  return { kind, event: "issue", at: new Date(second * 1000).toISOString() };
}

function job(project: string): ProjectJob {
  const wish = { priority: 5, at: 0, delayMs: 0, maxDelayMs: 0 };
  return { project, reasons: [reason(0)], wish, tries: 0, notBefore: null, failure: null };
}

describe("stored jobs", () => {
  it("any project comes back as it was, and PostgreSQL can store it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 100, unit: "binary" }), (project) => {
        const stored = encodeJob(job(project));
        expect(stored.json).not.toContain("\0");
        expect(Buffer.from(stored.json).toString()).toBe(stored.json);
        expect(decodeJob(stored)).toEqual(job(project));
      }),
    );
  });

  it.each([
    ["nothing", undefined],
    ["another shape", { project: "a" }],
    ["no JSON", { json: "{" }],
    ["another version", { json: JSON.stringify({ ...job("a"), wish: undefined }) }],
  ])("%s is no job", (_name, stored) => {
    expect(decodeJob(stored)).toBeNull();
  });

  it("text that people wrote is no event", () => {
    const said = { ...reason(0), event: "please /close this\nand that" };
    expect(() => encodeJob({ ...job("a"), reasons: [said] })).toThrow(/event/);
  });

  it("lines of others are no notes", () => {
    const note = { id: "n", reason: reason(1), wish: job("a").wish };
    expect(decodeNotes(["hello", JSON.stringify(note), "{}"])).toEqual([note]);
  });
});

describe("merged reasons", () => {
  it("are the newest, each once, newest first", () => {
    const notes = Array.from({ length: 30 }, (_, index) => ({
      id: `${index}`,
      reason: reason(index % 25),
      wish: job("a").wish,
    }));
    const merged = mergeReasons({ reasons: [reason(24), reason(3, "sweep")] }, notes);
    expect(merged).toHaveLength(MAX_REASONS);
    expect(merged.map(({ at }) => Date.parse(at) / 1000)).toEqual(Array.from({ length: 20 }, (_, index) => 24 - index));
  });
});

it("the key of a project fits every store and tells projects apart", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (one, other) => {
      expect(projectKey(one)).toMatch(/^[0-9a-f]{32}$/);
      fc.pre(one !== other);
      expect(projectKey(one)).not.toBe(projectKey(other));
    }),
  );
});
