import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { asIssueIid, asProjectId } from "../../../src/domain/ids.ts";
import { asideAlerts } from "../../../workers/jobs/put-aside.ts";
import { openQuarantine, type Quarantine } from "../../../workers/jobs/quarantine.ts";
import {
  fileQuarantineStore,
  type QuarantineStore,
  sharedQuarantineStore,
} from "../../../workers/memory/quarantine-store.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const HOUR = 3_600_000;
const log = { debug() {}, info() {}, warn() {} };

let directory: string;
let time: number;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "cadence-aside-"));
  time = Date.parse("2026-11-24T09:00:00.000Z");
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (store: QuarantineStore = fileQuarantineStore(directory, log)): Promise<Quarantine> =>
  openQuarantine(store, () => new Date(time).toISOString(), log);
const hours = (until: string | null | undefined): number => (Date.parse(until ?? "") - time) / HOUR;

it("puts a project aside when the third look in a row had to be ended, twice as long each time, a day at most", async () => {
  const list = await open();
  const end = () => list.noteEnded(asProjectId(14), "acme/collaboration", asIssueIid(7));
  expect([await end(), await end(), await list.find(asProjectId(14)), list.list()]).toEqual([null, null, null, []]);
  const lasted: number[] = [];
  for (let round = 0; round < 7; round++) {
    const aside = await end();
    lasted.push(hours(aside?.until));
    expect(await list.find(asProjectId(14))).toEqual(aside);
    time = Date.parse(aside?.until ?? "");
    expect(await list.find(asProjectId(14))).toBeNull();
  }
  expect(lasted).toEqual([1, 2, 4, 8, 16, 24, 24]);
  // It went well: what was before counts no more.
  await list.noteWell(asProjectId(14));
  expect([await end(), await end()]).toEqual([null, null]);
});

it("survives a restart, counts included, in a file that others cannot read; a broken one is as good as none", async () => {
  const before = await open();
  for (const iid of [1, 2, 3]) await before.noteEnded(asProjectId(14), "acme/collaboration", asIssueIid(iid));
  await before.noteEnded(asProjectId(15), "globex/collaboration", null);
  await before.exclude(asProjectId(16), "initech/collaboration");
  const after = await open();
  expect(after.list()).toEqual(before.list());
  expect(await after.noteEnded(asProjectId(15), "globex/collaboration", null)).toBeNull();
  expect(await after.noteEnded(asProjectId(15), "globex/collaboration", null)).toMatchObject({ ended: 3 });
  const file = join(directory, "set-aside.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, '[{"project":"14"}]');
  expect((await open()).list()).toEqual([]);
});

it("names those that the service put aside; what a person excluded stays until a person includes it", async () => {
  const list = await open();
  for (const iid of [1, 2, 3]) await list.noteEnded(asProjectId(14), "acme/collaboration", asIssueIid(iid));
  await list.exclude(asProjectId(16), "initech/collaboration");
  expect(asideAlerts(list, "cadence")).toMatchObject([{ rule: "project-set-aside", project: "acme/collaboration" }]);
  time += 100 * 24 * HOUR;
  await list.noteWell(asProjectId(16));
  expect(list.list().map(({ project }) => project)).toEqual([16]);
  expect([await list.include(asProjectId(16)), await list.include(asProjectId(16)), list.list()]).toEqual([
    true,
    false,
    [],
  ]);
});

it("is one list for all processes of a queue, and goes on as it was while that is away", async () => {
  const store = createMemoryStore();
  let isAway = false;
  const quarantineStore = (): QuarantineStore =>
    sharedQuarantineStore(
      {
        ...store,
        readNews: (...args) => (isAway ? Promise.reject(new Error("away")) : store.readNews(...args)),
        write: (...args) => (isAway ? Promise.reject(new Error("away")) : store.write(...args)),
      },
      "https://gitlab.example.com",
    );
  const one = await open(quarantineStore());
  for (const iid of [1, 2, 3]) await one.noteEnded(asProjectId(14), "acme/collaboration", asIssueIid(iid));
  const other = await open(quarantineStore());
  expect(await other.find(asProjectId(14))).toMatchObject({ path: "acme/collaboration", ended: 3, iid: 3 });
  isAway = true;
  expect(await other.find(asProjectId(14))).toMatchObject({ ended: 3 });
  expect(await other.noteEnded(asProjectId(14), "acme/collaboration", asIssueIid(4))).toMatchObject({ ended: 4 });
});
