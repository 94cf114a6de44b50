import { describe, expect, it } from "vitest";
import { type CommandFacts, commandName, npxPackageOf } from "../../src/cli/command-name.ts";

const INSTALLED: CommandFacts = { folder: "/home/jane", root: "/opt/collab-cadence", isClone: false, npxPackage: null };
const CLONE: CommandFacts = { ...INSTALLED, folder: "/src/clone", root: "/src/clone", isClone: true };
const BY_NPX = { npm_command: "exec", npm_lifecycle_event: "npx", npm_lifecycle_script: "'cadence' 'plan'" };

describe("what the command is called", () => {
  it.each<[string, string, Readonly<Record<string, string>>, CommandFacts, string]>([
    ["npx in a clone", "/home/jane/.npm/_npx/5f/node_modules/.bin/cadence", BY_NPX, CLONE, "npx cadence"],
    ["npx below the root of a clone", "/x/cadence", BY_NPX, { ...CLONE, folder: "/src/clone/docs" }, "npx cadence"],
    ["node in a clone", "/src/clone/dist/cli/cadence.cjs", {}, CLONE, "npx cadence"],
    ["a link to a clone, in it", "/usr/local/bin/cadence", {}, CLONE, "npx cadence"],
    ["a link to a clone, elsewhere", "/usr/local/bin/cadence", {}, { ...CLONE, folder: "/tmp" }, "cadence"],
    // There `npx cadence` is somebody else's.
    [
      "a clone, beside it",
      "/src/clone/dist/cli/cadence.cjs",
      {},
      { ...CLONE, folder: "/src/clone2" },
      "node /src/clone/dist/cli/cadence.cjs",
    ],
    ["a clone with blanks", "/a b/cadence.cjs", {}, { ...CLONE, folder: "/" }, "node '/a b/cadence.cjs'"],
    [
      "npx of a clone's folder",
      "/x/_npx/5f/node_modules/.bin/cadence",
      BY_NPX,
      { ...CLONE, folder: "/", npxPackage: "file:/src/clone" },
      "npx file:/src/clone",
    ],
    [
      "npx of a tarball",
      "/x/_npx/5f/node_modules/.bin/cadence",
      BY_NPX,
      { ...INSTALLED, npxPackage: "file:/tmp/a's.tgz" },
      "npx 'file:/tmp/a'\\''s.tgz'",
    ],
    [
      "npx of the registry",
      "/x/_npx/5f/node_modules/.bin/cadence",
      BY_NPX,
      { ...INSTALLED, npxPackage: "collab-cadence" },
      "npx collab-cadence",
    ],
    ["npx, installed in a project", "/p/node_modules/.bin/cadence", BY_NPX, INSTALLED, "npx collab-cadence"],
    [
      "npx by its other name",
      "/p/node_modules/.bin/collab-cadence",
      { npm_command: "exec", npm_lifecycle_script: "collab-cadence run" },
      INSTALLED,
      "npx collab-cadence",
    ],
    [
      "npx on Windows",
      "C:\\p\\node_modules\\collab-cadence\\dist\\cli\\cadence.cjs",
      BY_NPX,
      INSTALLED,
      "npx collab-cadence",
    ],
    ["installed", "/usr/local/bin/cadence", {}, INSTALLED, "cadence"],
    ["installed, by its other name", "/usr/local/bin/collab-cadence", {}, INSTALLED, "collab-cadence"],
    [
      "a script of a project",
      "/p/node_modules/.bin/cadence",
      { npm_command: "run-script", npm_lifecycle_script: "cadence run" },
      INSTALLED,
      "cadence",
    ],
    [
      "installed, in a shell that npx started",
      "/usr/local/bin/cadence",
      { npm_command: "exec", npm_lifecycle_script: "'zx' 'cadence.mjs'" },
      INSTALLED,
      "cadence",
    ],
    ["an image", "/app/dist/cli/cadence.cjs", {}, { ...INSTALLED, root: "/app", folder: "/app" }, "cadence"],
    ["nothing known", "", {}, INSTALLED, "cadence"],
  ])("%s", (_title, calledAs, environment, facts, expected) => {
    expect(commandName(calledAs, environment, facts)).toBe(expected);
  });

  it.each([
    ["^0.1.0", "collab-cadence"],
    ["0.1.0", "collab-cadence"],
    ["latest", "collab-cadence"],
    ["file:../../../downloads/collab-cadence-0.1.0.tgz", "file:/home/jane/downloads/collab-cadence-0.1.0.tgz"],
    ["https://x:secret@example.com/collab-cadence-0.1.0.tgz", "https://example.com/collab-cadence-0.1.0.tgz"],
    ["git+ssh://git@example.com/a/b.git", "git+ssh://git@example.com/a/b.git"],
  ])("npx takes %s again as %s", (dependency, expected) => {
    expect(npxPackageOf(dependency, "/home/jane/.npm/_npx/5f")).toBe(expected);
  });
});
