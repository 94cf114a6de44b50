import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asIssueIid } from "../../src/domain/ids.ts";
import { openFileOverwritten } from "../../src/queue/overwritten/file-overwritten.ts";
import type { Head, OverwrittenStore } from "../../src/queue/overwritten/types.ts";
import { QueueUnavailableError } from "../../src/queue/unavailable.ts";

let parent: string;
let folder: string;
let warnings: string[];
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "cadence-overwritten-"));
  folder = path.join(parent, "overwritten");
  warnings = [];
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** As the next process does that finds the folder as the last one left it. */
const open = (): Promise<OverwrittenStore> => openFileOverwritten(folder, (text) => void warnings.push(text));

function head(id: string): Head {
  return { id, project: "12", iid: asIssueIid(3), heardAt: "2026-11-24T10:00:00.000Z", bytes: 5 };
}

const put = (store: OverwrittenStore, id: string, body = `the text ${id}`) => store.put(head(id), body);
const idsOf = async (store: OverwrittenStore) => (await store.heads()).map(({ id }) => id).sort();
const readAll = (store: OverwrittenStore, ids: readonly string[]) => Promise.all(ids.map((id) => store.read(id)));

describe("overwritten texts in files", () => {
  it("are there after the process was killed, and a file goes with its text", async () => {
    const store = await open();
    await Promise.all([put(store, "a"), put(store, "b"), put(store, "c")]);
    await store.remove(["b"]);
    expect([statSync(folder).mode & 0o777, statSync(path.join(folder, "a.json")).mode & 0o777]).toEqual([0o700, 0o600]);
    const next = await open();
    expect((await next.heads()).toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual([head("a"), head("c")]);
    expect(await readAll(next, ["c", "b", "a"])).toEqual(["the text c", null, "the text a"]);
    await next.remove(["a", "c", "nobody's"]);
    expect([readdirSync(folder), await next.heads()]).toEqual([[], []]);
    await put(next, "d");
    expect(await idsOf(await open())).toEqual(["d"]);
    expect(warnings).toEqual([]);
  });

  it("hold whatever people write", async () => {
    const wild = JSON.stringify({ previous: "\n\r\t\u0000\u2028 \ud800 😀 ", written: "\\n" });
    await put(await open(), "wild", wild);
    expect(await (await open()).read("wild")).toBe(wild);
    expect(warnings).toEqual([]);
  });

  it("that were being written when the process died go without a word: nobody was told that they are kept", async () => {
    await put(await open(), "a");
    const whole = readFileSync(path.join(folder, "a.json"), "utf8");
    writeFileSync(path.join(folder, "b.json.new"), whole.replace('"a"', '"b"'));
    writeFileSync(path.join(folder, "c.json.new"), whole.slice(0, 20));
    expect(await idsOf(await open())).toEqual(["a"]);
    expect([readdirSync(folder), warnings]).toEqual([["a.json"], []]);
  });

  it("say so when a file cannot be read, and keep the others", async () => {
    const store = await open();
    for (const id of ["a", "b", "c"]) await put(store, id);
    writeFileSync(path.join(folder, "b.json"), "{");
    expect(await idsOf(await open())).toEqual(["a", "c"]);
    const lost = `${path.join(folder, "b.json")} cannot be read: what it held is lost`;
    expect([readdirSync(folder).sort(), warnings]).toEqual([["a.json", "c.json"], [lost]]);
  });

  it("that somebody has removed are none", async () => {
    const store = await open();
    await put(store, "a");
    rmSync(path.join(folder, "a.json"));
    expect(await store.read("a")).toBeNull();
  });

  it("a folder that is gone is an error that names it, and no text counts as kept", async () => {
    const store = await open();
    rmSync(folder, { recursive: true });
    const refused = put(store, "a");
    await expect(refused).rejects.toThrow(`overwritten texts cannot be kept in ${folder} (ENOENT)`);
    await expect(refused).rejects.toBeInstanceOf(QueueUnavailableError);
    expect(await store.heads()).toEqual([]);
  });

  it("a place that is no folder is refused at the start", async () => {
    writeFileSync(folder, "");
    await expect(open()).rejects.toThrow(`cannot be kept in ${folder} (EEXIST)`);
  });

  it("a text that cannot be read is no text that is gone", async () => {
    const store = await open();
    await put(store, "a");
    rmSync(path.join(folder, "a.json"));
    mkdirSync(path.join(folder, "a.json"));
    await expect(store.read("a")).rejects.toThrow("(EISDIR)");
  });
});
