import type { VulnerableDiagnostics } from "recheck";

const LONGEST = 131_072;
/** Thousandths of a second of processor time: below this nothing is told from noise. */
const NOTHING_MS = 5;
const MOST_GROWTH = 2.5;

/**
 * Whether Node.js is really as slow as said on texts of a form: recheck counts the steps of a matcher of its own, which
 * knows less of look-behind. Texts grow to 128 KB; each may take at most two and a half times as long as half of it.
 */
export function isSlow(pattern: RegExp, { attack }: VulnerableDiagnostics): boolean {
  const build = (times: number): string =>
    attack.pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join("") + attack.suffix;
  const pumped = attack.pumps.reduce((sum, { pump }) => sum + pump.length, 0);
  let before = 0;
  for (let times = 64; pumped * times <= LONGEST; times *= 2) {
    const took = spent(pattern, build(times));
    // Twice, since a busy machine makes anything slow once.
    if (took > NOTHING_MS && took > before * MOST_GROWTH) {
      if (spent(pattern, build(times)) > spent(pattern, build(times / 2)) * MOST_GROWTH) return true;
    }
    before = took;
  }
  return false;
}

/** Processor time of finding every match, in milliseconds, best of three. */
function spent(pattern: RegExp, text: string): number {
  const all = new RegExp(pattern.source, `${pattern.flags.replace("g", "")}g`);
  const took = [1, 2, 3].map(() => {
    const from = process.cpuUsage();
    for (const _ of text.matchAll(all));
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  });
  return Math.min(...took);
}
