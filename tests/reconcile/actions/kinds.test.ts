import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { ACTION_KINDS } from "../../../src/reconcile/actions/kinds.ts";

const DOCUMENT = readFileSync(join(resolve(import.meta.dirname, "../../.."), "docs/output.md"), "utf8");

it.each(Object.keys(ACTION_KINDS))("%s has a line in docs/output.md", (kind) => {
  expect(DOCUMENT).toMatch(new RegExp(`^\\|[^|]*\`${kind}\``, "m"));
});
