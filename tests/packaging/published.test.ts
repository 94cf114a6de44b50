import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { renderInstall } from "../../.ci/install-text.ts";
import { PUBLISHED } from "../../.ci/published.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");
const below = (folder: string): readonly string[] =>
  readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(REPOSITORY.length + 1));
const files = [
  ...["README.md", "CONTRIBUTING.md", ".gitlab-ci.yml", "docker-compose.yml", ".ci/run"],
  ...["docs", "src", "workers", "templates", "issue_templates"].flatMap(below),
];

/** Ways to have a package registry asked for a name that is not ours. A folder or a file in front of the name is no name. */
const FROM_REGISTRY = [
  /\b(?:npx|bunx|pnpx|npm exec|npm x|pnpm dlx|yarn dlx)(?: -\S+| --package \S+)*(?: --)? collab-cadence\b(?!-\d)/g,
  /\b(?:npm (?:i|install|add)|yarn add|yarn global add|pnpm (?:add|i|install)|bun add)(?: -\S+)* collab-cadence\b(?!-\d)/g,
  // Outside a clone it is somebody else's.
  /\b(?:npm (?:i|install|add)|yarn add|pnpm add)(?: -\S+)* cadence\b/g,
  /\bregistry\.npmjs\.org\b|\bnpmjs\.com\/package\b/g,
];

/** What is told not to install asks nobody. */
const ASKS_NOBODY = / --no(?:-install)?\b/;

function toldIn(text: string): readonly string[] {
  return FROM_REGISTRY.flatMap((pattern) => text.match(pattern) ?? []).filter((words) => !ASKS_NOBODY.test(words));
}

it("as long as the package is not published nothing tells people or jobs to run its name from a registry", () => {
  const told = files.flatMap((file) => toldIn(read(file)).map((words) => `${file}: ${words}`));
  if (!PUBLISHED) expect(told).toEqual([]);
  else expect(told.map((line) => line.split(":")[0])).toContain("README.md");
});

it.each([
  "npx collab-cadence run",
  "npx --yes collab-cadence@0.1.0 run",
  "npm install collab-cadence",
  "npm i -g collab-cadence",
  "npm install --global cadence",
  "pnpm dlx collab-cadence",
])("would find %s", (words) => {
  expect(toldIn(`text ${words} text`)).toHaveLength(1);
});

it.each(["npm install --global ./collab-cadence-0.1.0.tgz", "npx cadence demo", "npx ./collab-cadence-0.1.0.tgz"])(
  "takes %s for what it is",
  (words) => {
    expect(toldIn(words)).toEqual([]);
  },
);

it("the README says how to get it, and is switched in one place", () => {
  const { version } = JSON.parse(read("package.json"));
  const readme = read("README.md");
  expect(renderInstall(readme, version, PUBLISHED)).toBe(readme);
  const published = renderInstall(readme, version, true);
  expect(published).toContain("npm install --global collab-cadence ");
  expect(renderInstall(published, version, PUBLISHED)).toBe(readme);
  expect(() => renderInstall("# no marks", version, PUBLISHED)).toThrow("install");
});

it("npx cadence is only told where a clone is spoken of", () => {
  const places = files.filter((file) => file.endsWith(".md") && /\bnpx cadence\b/.test(read(file)));
  expect(places.filter((file) => !["README.md", "CONTRIBUTING.md"].includes(file))).toEqual([]);
});
