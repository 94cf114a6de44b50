import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asIssueIid } from "../../src/domain/ids.ts";
import { openFileOverwritten } from "../../src/queue/overwritten/file-overwritten.ts";
import type { KeptText, OverwrittenStore } from "../../src/queue/overwritten/types.ts";

let folder: string;
let file: string;
let warnings: string[];
const opened: OverwrittenStore[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cadence-overwritten-"));
  file = path.join(folder, "overwritten.log");
  warnings = [];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** As the next process does that finds the file as the last one left it. */
async function open(): Promise<OverwrittenStore> {
  const store = await openFileOverwritten(file, (text) => void warnings.push(text));
  opened.push(store);
  return store;
}

function text(id: string, body = `the text ${id}`): KeptText {
  const head = { id, project: "12", iid: asIssueIid(3), heardAt: "2026-11-24T10:00:00.000Z", bytes: body.length };
  return { head, body };
}

async function idsOf(store: OverwrittenStore): Promise<readonly string[]> {
  return (await store.heads()).map(({ id }) => id).sort();
}

describe("overwritten texts in a file", () => {
  it("are there after the process was killed, and the file goes with the last one", async () => {
    const store = await open();
    expect(existsSync(file)).toBe(false);
    await Promise.all([store.put(text("a")), store.put(text("b")), store.put(text("c"))]);
    await store.remove(["b"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const next = await open();
    expect(await next.heads()).toEqual([text("a").head, text("c").head]);
    expect(await next.read(["c", "b", "a"])).toEqual(["the text c", null, "the text a"]);
    await next.remove(["a", "c", "nobody's"]);
    expect(existsSync(file)).toBe(false);
    await next.put(text("d"));
    expect(await idsOf(await open())).toEqual(["d"]);
    expect(warnings).toEqual([]);
  });

  it("hold whatever people write", async () => {
    const wild = JSON.stringify({ previous: "\n\r\t\u0000\u2028 \ud800 😀 ", written: "\\n" });
    await (await open()).put(text("wild", wild));
    const next = await open();
    expect(await next.read(["wild"])).toEqual([wild]);
    expect(warnings).toEqual([]);
  });

  it("survive a last line that was torn at any byte, and what is written next is whole", async () => {
    const first = await open();
    await first.put(text("a"));
    const whole = statSync(file).size;
    await first.put(text("b"));
    const both = readFileSync(file);
    for (let length = whole; length < both.length; length += 1) {
      writeFileSync(file, both.subarray(0, length));
      const store = await open();
      expect([length, await idsOf(store)]).toEqual([length, ["a"]]);
      await store.put(text("c"));
      const next = await open();
      expect([length, await idsOf(next)]).toEqual([length, ["a", "c"]]);
      expect(await next.read(["a", "c"])).toEqual(["the text a", "the text c"]);
      await Promise.all([store.close(), next.close()]);
    }
    expect(warnings).toEqual([]);
  });

  it("say so when a line in between cannot be read, and keep the others", async () => {
    const store = await open();
    for (const id of ["a", "b", "c"]) await store.put(text(id));
    const bytes = readFileSync(file);
    bytes[bytes.indexOf("the text b")] = 0x54;
    writeFileSync(file, bytes);
    expect(await idsOf(await open())).toEqual(["a", "c"]);
    expect(warnings).toEqual([`1 of the lines of ${file} cannot be read: what they held is lost`]);
  });

  it("a file of nothing but rubbish is no obstacle, and one that others could read is closed to them", async () => {
    writeFileSync(file, "rubbish\n\n\n".repeat(9), { mode: 0o644 });
    const store = await open();
    expect([await store.heads(), existsSync(file)]).toEqual([[], false]);
    await store.put(text("a"));
    const kept = readFileSync(file);
    await store.close();
    rmSync(file);
    writeFileSync(file, kept, { mode: 0o644 });
    await open();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("what is done with does not stay in the file for long", async () => {
    const store = await open();
    await store.put(text("small"));
    for (let round = 0; round < 12; round += 1) {
      await store.put(text("large", "x".repeat(400_000)));
      await store.remove(["large"]);
    }
    expect(statSync(file).size).toBeLessThan(1_500_000);
    expect(await (await open()).read(["small", "large"])).toEqual(["the text small", null]);
  });

  it("the file never grows beyond 64 MiB", async () => {
    const store = await open();
    const large = "x".repeat(15 * 1024 * 1024);
    await store.put(text("first"));
    for (let round = 0; round < 7; round += 1) {
      await store.put(text(`${round}`, large));
      expect(statSync(file).size).toBeLessThanOrEqual(64 * 1024 * 1024);
      if (round >= 2) await store.remove([`${round - 2}`]);
    }
    expect((await idsOf(await open())).length).toBe(3);
  });

  it("a start that finds the leftover of one that died while it tidied up goes on from the old file", async () => {
    const store = await open();
    await store.put(text("a"));
    writeFileSync(`${file}.new`, "half of a fi");
    expect(await idsOf(await open())).toEqual(["a"]);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  it("what is behind the last whole line is cut off, however long", async () => {
    const store = await open();
    await store.put(text("a"));
    const size = statSync(file).size;
    appendFileSync(file, "y".repeat(5000));
    expect(await idsOf(await open())).toEqual(["a"]);
    expect(statSync(file).size).toBe(size);
  });

  it("a folder that is gone is an error that names the file, and the next text is kept once it is back", async () => {
    const store = await open();
    rmSync(folder, { recursive: true });
    await expect(store.put(text("a"))).rejects.toThrow(`overwritten texts cannot be kept in ${file} (ENOENT)`);
    expect(await store.heads()).toEqual([]);
  });
});
