import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

it("a path relative to a module means the same in src/cli/x.ts and in dist/chunks/x.cjs: two folders deep", () => {
  const naming = sourcesOf(["src", "workers"]).flatMap(([file, code]) => (code.includes("import.meta.") ? [file] : []));
  expect(naming).toContain("src/app/thread-file.ts");
  expect(naming.filter((file) => !/^src\/[^/]+\/[^/]+$/.test(file))).toEqual([]);
});
