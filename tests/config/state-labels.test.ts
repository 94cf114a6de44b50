import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { STATE_LABELS } from "../../src/config/schema/handbook-defaults.ts";
import { WATCHED_LABELS } from "../scenarios/year/labels.ts";

const names: readonly string[] = Object.values(STATE_LABELS).map(({ name }) => name);

it("each state label has a row in docs/after-the-call.md, and no other label", () => {
  const page = readFileSync(new URL("../../docs/after-the-call.md", import.meta.url), "utf8");
  const [, section = ""] = /^## Labels\n([^]*?)^## /m.exec(page) ?? [];
  const rows = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual([...names].sort());
});

it("each state label is watched by the simulated year, tests/scenarios/year/labels.ts, and nothing that is none", () => {
  expect(names.filter((name) => !WATCHED_LABELS.some((start) => name.startsWith(start)))).toEqual([]);
  expect(WATCHED_LABELS.filter((start) => !names.some((name) => name.startsWith(start)))).toEqual([]);
});
