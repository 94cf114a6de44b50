import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asProjectId, type ProjectId } from "../../src/domain/ids.ts";
import {
  decodeJob,
  encodeJob,
  JobReason,
  MAX_REASONS,
  mergeReasons,
  projectKey,
  type StoredWork,
} from "../../src/queue/contract.ts";

const SEVEN = asProjectId(7);
const DEBOUNCE = { priority: 5, at: 0, delayMs: 0, maxDelayMs: 0 };

function reason(second: number, kind: JobReason["kind"] = "webhook"): JobReason {
  return { kind, event: "issue", at: new Date(second * 1000).toISOString() };
}

function job(project: ProjectId | null): StoredWork {
  return {
    project,
    priority: "edit",
    reasons: [reason(0)],
    debounce: DEBOUNCE,
    tries: 0,
    notBefore: null,
    failure: null,
  };
}

describe("stored jobs", () => {
  it.each([SEVEN, null])("of project %s come back as they were", (project) => {
    for (const priority of ["close", "check"] as const)
      expect(decodeJob(encodeJob({ ...job(project), priority }))).toEqual({ ...job(project), priority });
  });

  it("of text that people or GitLab wrote PostgreSQL can store all", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100, unit: "binary" }), (message) => {
        const failure = { name: "Error", code: null, status: null, message, remedy: null };
        const stored = encodeJob({ ...job(SEVEN), failure });
        expect(stored.json).not.toContain("\0");
        expect(Buffer.from(stored.json).toString()).toBe(stored.json);
        expect(decodeJob(stored)?.failure).toEqual(failure);
      }),
    );
  });

  const json = JSON.parse(encodeJob(job(SEVEN)).json) as object;
  it.each<[string, object, Partial<StoredWork>]>([
    ["more than this version knows of", { ...json, more: { and: "more" } }, {}],
    [
      "reasons of another kind",
      { ...json, reasons: [{ kind: "telepathy", at: 5 }, reason(3)] },
      { reasons: [reason(3)] },
    ],
    ["no reasons that can be read", { ...json, reasons: "many" }, { reasons: [] }],
    ["no debounce that can be read", { ...json, wish: { soon: true } }, { debounce: null }],
    ["no tries and no wait", { ...json, tries: "none", notBefore: "later" }, { tries: 0, notBefore: null }],
    ["a failure of another shape", { ...json, failure: "bad" }, { failure: null }],
    [
      "a failure that says more",
      { ...json, failure: { name: "E", code: null, status: 1, message: "m", remedy: null, x: 1 } },
      { failure: { name: "E", code: null, status: 1, message: "m", remedy: null } },
    ],
  ])("of another version are read as far as they can be: %s", (_name, said, expected) => {
    expect(decodeJob({ v: 9, soon: true, json: JSON.stringify(said) })).toEqual({ ...job(SEVEN), ...expected });
  });

  it.each([
    ["nothing", undefined],
    ["another shape", { project: "7" }],
    ["no JSON", { json: "{" }],
    ["JSON of something else", { json: "[]" }],
    ["no project", { json: JSON.stringify({ ...json, project: undefined }) }],
    ["a path", { json: JSON.stringify({ ...json, project: "a/b" }) }],
    ["no id", { json: JSON.stringify({ ...json, project: "0" }) }],
  ])("%s is no job", (_name, stored) => {
    expect(decodeJob(stored)).toBeNull();
  });

  it.each(["telepathy", undefined])("a job that is to be %s is taken for an edit's", (priority) => {
    expect(decodeJob({ ...encodeJob(job(SEVEN)), priority })?.priority).toBe("edit");
  });
});

it("text that people wrote is no event", () => {
  expect(() => JobReason.parse({ ...reason(0), event: "please /close this\nand that" })).toThrow(/event/);
});

describe("merged reasons", () => {
  it("are the newest, each once, newest first", () => {
    expect(mergeReasons([reason(3)], [reason(3), reason(3, "sweep"), reason(1)])).toEqual([
      reason(3),
      reason(3, "sweep"),
      reason(1),
    ]);
    const many = Array.from({ length: 30 }, (_, index) => reason(30 - index));
    expect(mergeReasons(many.slice(0, 1), many.slice(1))).toEqual(many.slice(0, MAX_REASONS));
  });
});

it("the key of a project is the one of the versions before", () => {
  expect(projectKey(asProjectId(1))).toBe("6b86b273ff34fce19d6b804eff5a3f57");
  expect(projectKey(SEVEN)).toBe("7902699be42c8a8e46fbbb4501726517");
});
