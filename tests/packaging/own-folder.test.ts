import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownFolder } from "../../src/cli/own-folder.ts";

const COMMAND = resolve(import.meta.dirname, "../../dist/cli/cadence.cjs");
const uid = process.getuid?.() ?? 0;

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "cadence-home-")));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const folderOf = (): string => join(home, ".cache", "collab-cadence");

describe("the folder for compiled code", () => {
  it("is made for its user alone, and found again", () => {
    expect([ownFolder({ HOME: home }, uid), ownFolder({ HOME: home }, uid)]).toEqual([folderOf(), folderOf()]);
    expect(lstatSync(folderOf()).mode & 0o777).toBe(0o700);
  });

  it("follows XDG_CACHE_HOME where that is a path from the root", () => {
    const cache = join(home, "elsewhere");
    expect(ownFolder({ HOME: home, XDG_CACHE_HOME: cache }, uid)).toBe(join(cache, "collab-cadence"));
    expect(ownFolder({ HOME: home, XDG_CACHE_HOME: "here" }, uid)).toBe(folderOf());
  });

  it.each<[string, () => void]>([
    ["one into which others may write", () => chmodSync(folderOf(), 0o777)],
    ["one into which its group may write", () => chmodSync(folderOf(), 0o770)],
    ["one into which others may look", () => chmodSync(folderOf(), 0o755)],
    ["one whose place others may take: the cache is open to all", () => chmodSync(join(home, ".cache"), 0o777)],
    ["the home is open to all", () => chmodSync(home, 0o777)],
    [
      "a link to somewhere else",
      () => {
        rmSync(folderOf(), { recursive: true });
        mkdirSync(join(home, "planted"), { mode: 0o700 });
        symlinkSync(join(home, "planted"), folderOf());
      },
    ],
    [
      "a file",
      () => {
        rmSync(folderOf(), { recursive: true });
        writeFileSync(folderOf(), "");
      },
    ],
    [
      "below a link into a folder that is open to all",
      () => {
        rmSync(join(home, ".cache"), { recursive: true });
        mkdirSync(join(home, "open"));
        chmodSync(join(home, "open"), 0o777);
        mkdirSync(join(home, "open", "cache"), { mode: 0o700 });
        symlinkSync(join(home, "open", "cache"), join(home, ".cache"));
      },
    ],
  ])("is none: %s", (_title, spoil) => {
    expect(ownFolder({ HOME: home }, uid)).toBe(folderOf());
    spoil();
    expect(ownFolder({ HOME: home }, uid)).toBeNull();
  });

  it("is none where it, or one above it, is another user's", () => {
    expect(ownFolder({ HOME: home }, uid)).toBe(folderOf());
    expect(ownFolder({ HOME: home }, uid + 1)).toBeNull();
  });

  it("is below a folder that is open to all where people keep their hands off what is not theirs", () => {
    chmodSync(home, 0o1777);
    expect(ownFolder({ HOME: home }, uid)).toBe(folderOf());
  });

  it("is none without a user, without a home, with one that cannot be written", () => {
    expect(ownFolder({ HOME: home }, undefined)).toBeNull();
    expect(ownFolder({ HOME: "/proc/no such home" }, uid)).toBeNull();
    expect(ownFolder({ HOME: "here" }, uid)).toBeNull();
  });
});

describe("the launcher", () => {
  function launch(environment: Readonly<Record<string, string>> = {}, command = COMMAND): string {
    const env = { PATH: process.env["PATH"], HOME: home, TMPDIR: join(home, "tmp"), ...environment };
    return spawnSync(process.execPath, [command, "--version"], { env, encoding: "utf8" }).stdout.trim();
  }
  const kept = (): readonly string[] =>
    readdirSync(folderOf(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it("keeps compiled code in the user's own folder, and takes none from the one for everybody's temporary files", () => {
    mkdirSync(join(home, "tmp", "node-compile-cache"), { recursive: true });
    chmodSync(join(home, "tmp"), 0o1777);
    launch();
    expect(kept().length).toBeGreaterThan(3);
    expect(readdirSync(join(home, "tmp", "node-compile-cache"))).toEqual([]);
  });

  it("takes what it kept, and compiles anew what is spoilt", () => {
    const version = launch();
    const written = kept().map((file) => [file, statSync(file).mtimeMs]);
    expect(launch()).toBe(version);
    expect(kept().map((file) => [file, statSync(file).mtimeMs])).toEqual(written);
    for (const file of kept()) truncateSync(file, 40);
    expect(launch()).toBe(version);
    expect(kept().filter((file) => statSync(file).size <= 40)).toEqual([]);
  });

  it("keeps that of each place apart: stack traces name where the code stands", () => {
    const dist = join(home, "package", "dist");
    for (const folder of ["cli", "chunks"]) {
      cpSync(join(COMMAND, "..", "..", folder), join(dist, folder), { recursive: true });
    }
    for (const name of ["package.json", "issue_templates"]) {
      cpSync(join(COMMAND, "..", "..", "..", name), join(home, "package", name), { recursive: true });
    }
    launch();
    const before = kept().length;
    launch({}, join(dist, "cli", "cadence.cjs"));
    expect(kept()).toHaveLength(2 * before);
  });

  it("keeps none where others could have made the folder", () => {
    mkdirSync(folderOf(), { recursive: true });
    chmodSync(folderOf(), 0o777);
    launch();
    expect(kept()).toEqual([]);
  });

  it("leaves alone what somebody chose", () => {
    launch({ NODE_COMPILE_CACHE: join(home, "chosen") });
    expect(existsSync(folderOf())).toBe(false);
  });
});
