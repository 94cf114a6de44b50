import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyUndo, planUndoOf } from "../../src/audit/apply-undo.ts";
import { auditGitLab } from "../../src/audit/audited-client.ts";
import { factsOf } from "../../src/audit/facts.ts";
import { FACT_KEYS, type FactKey, RunRecord } from "../../src/audit/record.ts";
import { asIssueIid } from "../../src/domain/ids.ts";
import { reason } from "../../src/domain/reason.ts";
import type { GitLab, Issue, IssueChange } from "../../src/gitlab/port.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { createTestClient } from "../support/gitlab/gitlab-client.ts";

const PATH = "group/acme";
const AT = "2026-11-24T09:30:00.000Z";

let sandbox: Sandbox;
let gitlab: GitLab;
let iid: number;
let jane: number;

beforeEach(async () => {
  sandbox = await startSandbox({ now: "2026-11-24T09:00:00.000Z" });
  jane = sandbox.addUser({ username: "jane" }).id;
  sandbox.addUser({ username: "bob" });
  sandbox.addUser({ username: "bot", bot: true });
  sandbox.addProject({ path: PATH, members: { jane: 40, bob: 30, bot: 20 }, labels: ["agenda", "kept"] });
  const fields = { description: "old", labels: ["kept"], dueDate: "2026-11-30", assignees: ["bob"] };
  iid = sandbox.as("jane").createIssue(PATH, { title: "First", ...fields });
  gitlab = createTestClient(sandbox.url, { token: sandbox.addToken({ user: "bot" }), project: PATH }).gitlab;
});

afterEach(() => sandbox.close());

/** A line of the audit file, read as the next version would. */
function readLine(record: RunRecord): RunRecord {
  return RunRecord.parse(JSON.parse(JSON.stringify(record)));
}

async function issueNow(): Promise<Issue> {
  const issue = await gitlab.getIssue(asIssueIid(iid));
  if (issue === null) throw new Error("the issue is gone");
  return issue;
}

describe("each fact of the record", () => {
  // A fact that the schema has and this table has not does not compile.
  const changes: Readonly<Record<FactKey, () => IssueChange>> = {
    description: () => ({ description: "new" }),
    labels: () => ({ addLabels: ["agenda"], removeLabels: ["kept"] }),
    state: () => ({ state: "close" }),
    dueDate: () => ({ dueDate: "2026-12-03" }),
    assigneeIds: () => ({ assigneeIds: [jane] }),
  };

  it.each(FACT_KEYS)(
    "%s is noted before and after, read from the file as it was noted, and taken back",
    async (key) => {
      const noted: RunRecord[] = [];
      const account = {
        run: "r",
        customer: null,
        action: "set-labels",
        reason: reason("because", "it is so", { iid }),
      };
      const audited = auditGitLab(
        gitlab,
        (record) => noted.push({ ...account, ...record }),
        () => AT,
      );
      const before = factsOf(await issueNow(), FACT_KEYS);
      await audited.updateIssue(asIssueIid(iid), changes[key]());
      expect(noted.map(readLine)).toEqual(noted);
      expect(noted.map((record) => [record.before?.[key], record.after?.[key]])).toEqual([
        [before[key], factsOf(await issueNow(), [key])[key]],
      ]);
      const undone = await applyUndo(gitlab, await planUndoOf(gitlab, noted.map(readLine)));
      expect(undone.map(({ outcome }) => outcome)).toEqual(["done"]);
      expect(factsOf(await issueNow(), FACT_KEYS)).toEqual(before);
    },
  );
});

describe("docs/output.md", () => {
  const page = readFileSync(new URL("../../docs/output.md", import.meta.url), "utf8");
  const [, section = ""] = /^## The audit file\n([^]*?)^## /m.exec(page) ?? [];
  const rows = [...section.matchAll(/^\| (`.*?) \| (.*) \|$/gm)].map(([, keys = "", holds = ""]) => ({ keys, holds }));
  const named = (text: string): readonly string[] => [...text.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word).sort();

  it("has a row for each field of the record, those that may be absent as well", () => {
    expect(rows.flatMap(({ keys }) => named(keys)).sort()).toEqual(Object.keys(RunRecord.shape).sort());
  });

  it("names each fact that a write can change", () => {
    const facts = rows.find(({ keys }) => named(keys).includes("before"));
    expect(named(facts?.holds ?? "")).toEqual(Object.keys(RunRecord.shape.before.def.innerType.shape).sort());
  });
});

describe("a line", () => {
  // As version 0.1.0 wrote it.
  const earlier =
    '{"run":"20261124T090000Z-4f2a9c","at":"2026-11-24T09:00:00.000Z","project":"acme/collaboration","customer":"Acme","action":"set-due-date","reason":{"rule":"moved","text":"the call moved","data":{"from":"2026-12-01","days":2}},"method":"updateIssue","request":{"iid":12,"change":{"dueDate":"2026-12-03"}},"iid":12,"noteId":null,"before":{"dueDate":null},"after":{"dueDate":"2026-12-03","updatedAt":"2026-11-24T09:00:00.000Z"},"outcome":"done","error":null}';

  it("of an earlier version is read as it was written", () => {
    expect(RunRecord.parse(JSON.parse(earlier))).toEqual(JSON.parse(earlier));
  });

  it("of a later version is read without what this one does not know", () => {
    const line = JSON.parse(earlier);
    const later = { ...line, thread: 3, after: { ...line.after, milestone: "1.0" } };
    expect(RunRecord.parse(later)).toEqual(line);
  });

  it.each([
    ["a method that is not known", { method: "dropProject" }],
    ["a fact of another kind", { before: { labels: "agenda" } }],
    ["an issue that cannot be", { iid: 0 }],
    ["no outcome", { outcome: undefined }],
  ])("with %s is no record", (_name, change) => {
    expect(RunRecord.safeParse({ ...JSON.parse(earlier), ...change }).success).toBe(false);
  });
});
