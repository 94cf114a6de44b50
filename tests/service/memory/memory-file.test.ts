import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Log } from "../../../src/domain/log.ts";
import { openMemory } from "../../../workers/memory/memory.ts";
import { fileQuarantineStore } from "../../../workers/memory/quarantine-store.ts";
import { until } from "../../support/until.ts";

let directory: string;
let said: string[];
const log: Log = { debug() {}, info() {}, warn: (_data: object, text: string) => void said.push(text) };
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "cadence-fleet-"));
  said = [];
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(directory, { recursive: true, force: true });
});

const listedAt = (at: string) => ({ listedAt: new Map([["customers", at]]) });

it("what looks found out is kept a moment later, together, and with the end of a sweep at once", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const memory = openMemory(directory, log);
  await memory.write(listedAt("2026-03-06T09:00:00Z"));
  await memory.write(listedAt("2026-03-06T10:00:00Z"));
  expect(existsSync(join(directory, "fleet.json"))).toBe(false);
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  const next = () => openMemory(directory, log).state.listedAt.get("customers");
  await until(() => expect(next()).toBe("2026-03-06T10:00:00Z"));
  await memory.write(listedAt("2026-03-06T11:00:00Z"));
  await memory.sweptAt("2026-03-06T11:00:00Z");
  expect(next()).toBe("2026-03-06T11:00:00Z");
  await memory.close();
  expect(said).toEqual([]);
});

it.each(["fleet.json", "set-aside.json"])("a %s that cannot be read is told of once and begun anew", async (name) => {
  const file = join(directory, name);
  writeFileSync(file, '{"version":1,"seen":');
  const memory = openMemory(directory, log);
  const store = fileQuarantineStore(directory, log);
  expect(memory.state.seen.size).toBe(0);
  expect((await store.readNews()).records.size).toBe(0);
  expect(said).toEqual([expect.stringContaining(`${file} cannot be read and is begun anew: `)]);
  await memory.close();
});

it("a directory that takes no file is told of once, not with every look", async () => {
  const memory = openMemory(directory, log);
  mkdirSync(join(directory, "fleet.json"));
  for (let sweep = 0; sweep < 30; sweep++) await memory.sweptAt("2026-03-06T09:00:00Z");
  await memory.close();
  expect(said).toEqual([
    expect.stringMatching(/^what is known of the fleet could not be kept, the next start looks anew: .*fleet\.json/),
  ]);
  expect(existsSync(join(directory, "fleet.json.new"))).toBe(false);
});

it("the file is its owner's alone", async () => {
  const memory = openMemory(directory, log);
  await memory.sweptAt("2026-03-06T09:00:00Z");
  expect(statSync(join(directory, "fleet.json")).mode & 0o077).toBe(0);
  await memory.close();
});
