import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

const DECLARATION =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type|enum) ([\w$]+)/gm;

it("gives one meaning to each exported name: no two files declare the same", () => {
  const files = new Map<string, Set<string>>();
  for (const [file, code] of sourcesOf(["src", "workers"])) {
    for (const [, name = ""] of code.matchAll(DECLARATION)) {
      files.set(name, (files.get(name) ?? new Set()).add(file));
    }
  }
  expect(files.size).toBeGreaterThan(1_000);
  expect([...files].filter(([, where]) => where.size > 1).map(([name, where]) => [name, ...where])).toEqual([]);
});
