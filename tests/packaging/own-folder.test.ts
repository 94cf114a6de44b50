import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const BUILD = resolve(import.meta.dirname, "../../.ci/build");
const {
  ownFolder,
  isKeptAs,
}: {
  ownFolder(environment: Readonly<Record<string, string>>, uid: number | undefined): string | undefined;
  isKeptAs(file: string, other: string): boolean;
} = createRequire(import.meta.url)(join(BUILD, "own-folder.cjs"));
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
    expect(ownFolder({ HOME: home }, uid)).toBeUndefined();
  });

  it("is none where it, or one above it, is another user's", () => {
    expect(ownFolder({ HOME: home }, uid)).toBe(folderOf());
    expect(ownFolder({ HOME: home }, uid + 1)).toBeUndefined();
  });

  it("is below a folder that is open to all where people keep their hands off what is not theirs", () => {
    chmodSync(home, 0o1777);
    expect(ownFolder({ HOME: home }, uid)).toBe(folderOf());
  });

  it("is none without a user, without a home, with one that cannot be written", () => {
    expect(ownFolder({ HOME: home }, undefined)).toBeUndefined();
    expect(ownFolder({ HOME: "/proc/no such home" }, uid)).toBeUndefined();
    expect(ownFolder({ HOME: "here" }, uid)).toBeUndefined();
  });
});

it("a file of compiled code counts only as far as it is kept like the source", () => {
  const [source, cache] = [join(home, "main.cjs"), join(home, "main.cache")];
  for (const file of [source, cache]) writeFileSync(file, "", { mode: 0o644 });
  expect(isKeptAs(cache, source)).toBe(true);
  chmodSync(cache, 0o666);
  expect(isKeptAs(cache, source)).toBe(false);
  chmodSync(source, 0o666);
  expect(isKeptAs(cache, source)).toBe(true);
  rmSync(cache);
  expect(isKeptAs(cache, source)).toBe(false);
  symlinkSync(source, cache);
  expect(isKeptAs(cache, source)).toBe(false);
});

describe("the launcher", () => {
  const program = 'process.stdout.write(String(require("node:module").getCompileCacheDir?.() ?? "none"));';
  /** Starts a program of one line and answers where this Node keeps its compiled form. */
  function launch(environment: Readonly<Record<string, string>>): string {
    copyFileSync(join(BUILD, "launcher.cjs"), join(home, "cadence.cjs"));
    copyFileSync(join(BUILD, "own-folder.cjs"), join(home, "own-folder.cjs"));
    writeFileSync(join(home, "main.cjs"), program);
    const env = { PATH: process.env["PATH"], HOME: home, TMPDIR: join(home, "tmp"), ...environment };
    return spawnSync(process.execPath, [join(home, "cadence.cjs")], { env, encoding: "utf8" }).stdout;
  }
  const hasCache = "enableCompileCache" in createRequire(import.meta.url)("node:module");

  it("keeps compiled code in the user's own folder, and takes none from the one for everybody's temporary files", () => {
    mkdirSync(join(home, "tmp", "node-compile-cache"), { recursive: true });
    chmodSync(join(home, "tmp"), 0o1777);
    const folder = launch({});
    if (hasCache) expect(folder.startsWith(folderOf())).toBe(true);
    else expect(folder).toBe("none");
    expect(readdirSync(join(home, "tmp", "node-compile-cache"))).toEqual([]);
  });

  it("keeps none where others could have made the folder", () => {
    mkdirSync(folderOf(), { recursive: true });
    chmodSync(folderOf(), 0o777);
    expect(launch({})).toBe("none");
    expect(readdirSync(folderOf())).toEqual([]);
  });

  it("leaves alone what somebody chose", () => {
    const chosen = join(home, "chosen");
    const folder = launch({ NODE_COMPILE_CACHE: chosen });
    expect(folder.startsWith(hasCache ? chosen : "none")).toBe(true);
  });
});
