import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(resolve(REPOSITORY, file), "utf8");
const manifest = JSON.parse(read("package.json"));

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe("the package", () => {
  it("pins every dependency to one version", () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(range)))).toEqual([]);
  });

  it("has a lock file that names no registry and agrees with package.json", () => {
    const lock = JSON.parse(read("package-lock.json"));
    expect(read("package-lock.json")).not.toContain('"resolved"');
    expect(lock.packages[""].devDependencies).toEqual(manifest.devDependencies);
    expect(lock.packages[""].version).toBe(manifest.version);
  });

  it("has a lock file for every platform, not only for the one it was written on", () => {
    const packages: Readonly<Record<string, Locked>> = JSON.parse(read("package-lock.json")).packages;
    const known = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !known.has(name))).toEqual([]);
  });

  it("offers one command under two names", () => {
    expect(Object.keys(manifest.bin)).toEqual(["cadence", "collab-cadence"]);
    expect(new Set(Object.values(manifest.bin)).size).toBe(1);
  });

  it("is needed by nobody's install scripts", () => {
    const scripts = ["preinstall", "install", "postinstall"].filter((name) => name in manifest.scripts);
    expect(scripts).toEqual([]);
  });

  it("ships what it lists", () => {
    const missing = manifest.files.filter(
      (file: string) => !file.startsWith("!") && file !== "dist" && !existsSync(resolve(REPOSITORY, file)),
    );
    expect(missing).toEqual([]);
  });

  it("is one package of at most 2.5 MB without source maps, and its functions keep their names", () => {
    const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: REPOSITORY });
    const [{ size, files }] = JSON.parse(packed.toString()) as [{ size: number; files: { path: string }[] }];
    expect(size).toBeLessThan(2_500_000);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["dist/cli/cadence.cjs", "dist/api/index.js", "LICENSE"]));
    expect(paths.filter((path) => path.endsWith(".map"))).toEqual([]);
    expect(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })).toEqual([]);
    const scripts = paths.filter((path) => path.startsWith("dist/chunks/"));
    expect(scripts.filter((path) => read(path).includes("function planCommand("))).toHaveLength(1);
    expect(scripts.filter((path) => read(path).includes("function serveCommand("))).toHaveLength(1);
  });

  it("has a place for what comes next in the changelog", () => {
    expect(read("CHANGELOG.md")).toMatch(/^## \[Unreleased\]$/m);
  });

  it("tells a change once in the changelog: branches that grow side by side leave lines twice", () => {
    const begins = read("CHANGELOG.md")
      .split("\n")
      .filter((line) => line.startsWith("- "))
      .map((line) => line.slice(0, 60));
    expect(begins.filter((begin, at) => begins.indexOf(begin) !== at)).toEqual([]);
  });
});
