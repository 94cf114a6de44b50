import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { LONG } from "../../.ci/longest-first.ts";

test.each(LONG)("%s, which is to begin first, is there", (file) => {
  expect(existsSync(new URL(`../../${file}`, import.meta.url))).toBe(true);
});
