/**
 * Compares the boxes that the product sees with those that GitLab's own parser (comrak) shows, in documents put together
 * at random, and ticks each of them. Run with `npm run witness [number of documents] [first seed]`; exits 1 when an item
 * is lost or made up, or when a tick lands elsewhere, with the smallest document that shows it.
 */

import { documentKinds, makeDocument } from "../tests/support/gitlab/gitlab-documents.ts";
import { agrees, gitlabBoxes, ourBoxes, shrink, strayTicks } from "../tests/support/witness/box-witness.ts";

const SHOWN = 10;
const count = Number(process.argv[2] ?? 20_000);
const first = Number(process.argv[3] ?? 1);
const totals = { documents: 0, "with a box": 0, boxes: 0, "given up by comrak": 0, differences: 0, "stray ticks": 0 };

for (let seed = first; seed < first + count; seed++) {
  const kind = documentKinds[seed % documentKinds.length] as (typeof documentKinds)[number];
  const source = makeDocument(seed, kind);
  const gitlab = gitlabBoxes(source);
  totals.documents += 1;
  totals.boxes += gitlab?.length ?? 0;
  totals["with a box"] += Number(gitlab !== null && gitlab.length > 0);
  totals["given up by comrak"] += Number(gitlab === null);
  if (!agrees(source)) {
    totals.differences += 1;
    const small = shrink(source, (part) => !agrees(part));
    const both = { ours: ourBoxes(small), gitlab: gitlabBoxes(small) };
    if (totals.differences <= SHOWN) console.log(`seed ${seed}, ${kind}: ${JSON.stringify(small)}`, both);
    continue;
  }
  const stray = strayTicks(source);
  totals["stray ticks"] += stray.length;
  if (stray.length > 0 && totals["stray ticks"] <= SHOWN) console.log(`seed ${seed}: ${JSON.stringify(source)}`, stray);
}

console.log(totals);
if (totals.differences + totals["stray ticks"] > 0) process.exitCode = 1;
