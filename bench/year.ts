/**
 * A year of one customer on the sandbox, as figures: what people did, what the bot made of it, how many requests it took,
 * whom it notified, which laws it broke. The file changes meanwhile, and the bot becomes another account twice. Duplicates come of
 * runs that died or overlapped. Run with `npx tsx bench/year.ts [seeds] [first seed]`; exits 1 when a law broke. With
 * `--older DIST`, the `dist` folder of an earlier package, the year begins with what that version makes and goes on with this
 * one on 9 March: the laws hold from there on.
 */

import { parseArgs } from "node:util";
import { look } from "../tests/scenarios/year/customer.ts";
import { type Figures, median, most, total } from "../tests/scenarios/year/figures.ts";
import { liveYear } from "../tests/scenarios/year/year.ts";
import { earlierVersion } from "./support/earlier-version.ts";

const { values, positionals } = parseArgs({ options: { older: { type: "string" } }, allowPositionals: true });
const SEEDS = Number(positionals[0] ?? 3);
const FIRST = Number(positionals[1] ?? 1);
/** Before the bot becomes another account for the first time. */
const UPGRADE = "2026-03-09";

function list(map: ReadonlyMap<string, number>): string {
  return [...map]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}

function row(name: string, value: string | number): void {
  console.log(`  ${name.padEnd(26)}${value}`);
}

function notifications({ notifications }: Figures): void {
  const months = [...new Set([...notifications.keys()].map((key) => key.slice(0, 7)))].sort();
  for (const user of ["bob", "carol"]) {
    const perMonth = months.map((month) => {
      const causes = [...notifications].filter(([key]) => key.startsWith(`${month} ${user} `));
      return causes.map(([key, count]) => `${key.split(" ")[2]} ${count}`).join(" + ") || "none";
    });
    row(`mails to ${user} by month`, perMonth.join(" | "));
  }
}

const options =
  values.older === undefined ? {} : { earlier: { version: await earlierVersion(values.older), until: UPGRADE } };
let broken = 0;
for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
  const start = performance.now();
  const customer = await liveYear(seed, options);
  const { figures, items, violations, file, account } = customer;
  broken += violations.length;
  console.log(`\nseed ${seed}: ${Math.round((performance.now() - start) / 100) / 10} s`);
  row("acts of people", `${total(figures.acts)} (${list(figures.acts)})`);
  row("items", items.size);
  row("changes of the file", file.version - 1);
  row("accounts of the bot", account.before.length + 1);
  row("runs", list(figures.runs));
  row("actions of the bot", `${total(figures.actions)} (${list(figures.actions)})`);
  row("items carried", figures.carried);
  row("duplicates closed again", look(customer).filter(({ ended }) => ended).length);
  row("requests per run", `median ${median(figures.requests)}, at most ${most(figures.requests)}`);
  row("requests of a quiet run", `median ${median(figures.quiet)}, at most ${most(figures.quiet)}`);
  row("runs until at rest", list(figures.rest));
  notifications(figures);
  row("broken laws", violations.length === 0 ? "none" : list(figures.violations));
  for (const violation of violations) console.log(`\n${violation}`);
}
process.exitCode = broken === 0 ? 0 : 1;
