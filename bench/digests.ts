/**
 * What the simulated year and the random histories leave behind, as digests: all issues with comments, labels and former
 * texts, all mails, and how many requests each run took. Two commits that behave alike print the same. Run with
 * `npx tsx bench/digests.ts [years] [histories]`; a run that is doubled or crossed may come out in two ways.
 */

import { createHash } from "node:crypto";
import type { Customer } from "../tests/scenarios/year/customer.ts";
import { tellHistory, writeHistory } from "../tests/scenarios/year/history.ts";
import { liveYear } from "../tests/scenarios/year/year.ts";
import { PROJECT } from "../tests/support/stage.ts";

const YEARS = Number(process.argv[2] ?? 2);
const HISTORIES = Number(process.argv[3] ?? 30);
const STEPS = 12;

function digest({ sandbox, figures }: Customer): string {
  const left = JSON.stringify([sandbox.issues(PROJECT), sandbox.mails]).replaceAll(sandbox.url, "");
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `${hash(left)} ${hash(JSON.stringify([figures.requests, figures.quiet]))}`;
}

for (let seed = 1; seed <= HISTORIES; seed += 1) {
  const steps = writeHistory(seed, STEPS);
  const isRacy = steps.some(({ name }) => name === "doubled" || name === "crossed");
  console.log(`history ${seed}${isRacy ? " (racy)" : ""}: ${digest(await tellHistory(seed, steps))}`);
}
for (let seed = 1; seed <= YEARS; seed += 1) console.log(`year ${seed}: ${digest(await liveYear(seed))}`);
