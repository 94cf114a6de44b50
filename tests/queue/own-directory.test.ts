import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isForeign } from "../../src/app/is-foreign.ts";
import { checkOwnDirectory } from "../../src/queue/backends/own-directory.ts";

const me = process.getuid?.() ?? 0;
/** Root can give files away; to anybody else its own files are another's when it is looked at as a third one. */
const [uid, give] =
  me === 0 ? ([0, (path: string) => chownSync(path, 65_534, 65_534)] as const) : ([me + 1, () => undefined] as const);

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "cadence-own-"));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

it("takes a directory of one's own, whatever of one's own is in it, and where there are no users", async () => {
  mkdirSync(join(place, "database"));
  writeFileSync(join(place, "fleet.json"), "{}");
  await checkOwnDirectory(place, me);
  await checkOwnDirectory(place, null);
});

it("refuses one that belongs to another user", async () => {
  give(place);
  await expect(checkOwnDirectory(place, uid)).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringContaining(`${place} belongs to another user`),
  });
});

it("refuses one into which another user has put a database", async () => {
  mkdirSync(join(place, "database"));
  give(join(place, "database"));
  await expect(checkOwnDirectory(place, uid)).rejects.toThrow(/belongs to another user .*chown/);
});

it("refuses one in which every user may write", async () => {
  chmodSync(place, 0o777);
  await expect(checkOwnDirectory(place, me)).rejects.toThrow("chmod 700");
});

it.each<[string, number, boolean, number | null, boolean]>([
  ["one's own", 1000, true, 1000, false],
  ["root's", 0, true, 1000, false],
  ["another's", 1001, true, 1000, true],
  ["another's, for root", 1001, true, 0, true],
  ["a device", 1001, false, 1000, false],
  ["where there are no users", 0, true, null, false],
])("a file is foreign or not: %s", (_title, owner, isFile, asked, expected) => {
  expect(isForeign({ uid: owner, isFile: () => isFile }, asked)).toBe(expected);
});
