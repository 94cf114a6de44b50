import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { LONG } from "../../.ci/longest-first.ts";

it.each(LONG)("%s, which is to begin first, is there", (file) => {
  expect(existsSync(new URL(`../../${file}`, import.meta.url))).toBe(true);
});
