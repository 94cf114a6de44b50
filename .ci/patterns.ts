/**
 * Refuses regular expressions whose time grows faster than their text: what people write comes in megabytes. recheck
 * (https://makenowjust-labs.github.io/recheck/) proves a pattern linear, or shows a text on which it is not.
 */
import { availableParallelism } from "node:os";
import { check } from "recheck";
import { isSlow } from "./patterns/confirm.ts";
import { openJudged } from "./patterns/judged.ts";
import { type Pattern, readPatterns } from "./patterns/read-patterns.ts";
import { recordBuilt } from "./patterns/record-built.ts";

/** Built of what only a run knows, with a value as there may be. */
const OPAQUE: Readonly<Record<string, Pattern>> = {
  "src/gitlab/http/token.ts": {
    source: "glpat\\-x1|glpat\\-x1|Z2xwYXQteDE\\=",
    flags: "gi",
    place: "src/gitlab/http/token.ts",
  },
};

const RULES = { timeout: 6_000, randomSeed: 0 };

/** What is wrong with a pattern, or null. What recheck could neither prove nor refute in time counts as searched. */
async function judge({ source, flags, place }: Pattern): Promise<string | null> {
  const found = await check(source, flags, RULES);
  if (found.status !== "vulnerable" || !isSlow(new RegExp(source, flags), found)) return null;
  return `${place}  /${source}/${flags}\n    ${found.complexity.summary}, as on ${found.attack.pattern}`;
}

const files = readPatterns(["src", "workers"]);
const building = files.filter(({ built, opaque }) => built.length + opaque.length > 0).map(({ file }) => file);
const recorded = await recordBuilt(building);
const unknown = files.flatMap(({ file, opaque }) => {
  const known = recorded.filter(({ place }) => place === file).length + (OPAQUE[file] === undefined ? 0 : 1);
  return opaque.length > known ? opaque : [];
});

const all = [...files.flatMap(({ literals, built }) => [...literals, ...built]), ...recorded, ...Object.values(OPAQUE)];
const byForm = new Map<string, Pattern>();
for (const one of all) {
  const form = `${one.flags} ${one.source}`;
  const known = byForm.get(form);
  byForm.set(form, known === undefined ? one : { ...known, place: `${known.place}, ${one.place}` });
}
const faults = unknown.map(
  (place) => `${place}  built of what reading does not show: give it one template, or an example here`,
);
const judged = openJudged(JSON.stringify(RULES));
const fresh = [...byForm.values()].filter((pattern) => !judged.has(pattern));
const queue = fresh.values();
async function work(): Promise<void> {
  for (const pattern of queue) {
    const fault = await judge(pattern);
    if (fault === null) judged.add(pattern);
    else faults.push(fault);
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
judged.keep();

for (const fault of faults.sort()) process.stderr.write(`${fault}\n`);
process.stdout.write(
  `${all.length} regular expressions, ${byForm.size} different, ${fresh.length} judged anew, ${faults.length} not linear\n`,
);
if (faults.length > 0) process.exitCode = 1;
