/**
 * Writes item lists by chance in every language and in the form of earlier versions, reads them again and says what was lost:
 * owner, due date, box, own issue, identity. Run with `npx tsx bench/round-trip.ts [lists] [first seed]`; exits 1 when something was.
 */

import { lostOnTheWay } from "../tests/support/round-trip.ts";
import { DE, EN } from "../tests/support/texts.ts";

const LISTS = Number(process.argv[2] ?? 20_000);
const FIRST = Number(process.argv[3] ?? 0);

const start = performance.now();
const lost: string[] = [];
for (let seed = FIRST; seed < FIRST + LISTS; seed += 1) {
  for (const texts of [EN, DE, "old"] as const) for (const one of lostOnTheWay(seed, texts)) lost.push(one);
}
console.log(
  `${LISTS} lists from seed ${FIRST}: ${lost.length} losses, ${Math.round((performance.now() - start) / 1000)} s`,
);
for (const one of lost.slice(0, 50)) console.log(one);
process.exitCode = lost.length === 0 ? 0 : 1;
