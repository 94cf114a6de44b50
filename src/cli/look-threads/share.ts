/** How much work a piece of work may be: milliseconds of a busy thread on the machine that it was measured on. */
export const SHARE_MS = 10_000;

/** What `calibrate` took at best where the share was chosen, in milliseconds. */
const REFERENCE_MS = 4.5;
const ROUNDS = 5;
/** A machine that is slower than that has other worries. */
const SLOWEST = 10;

/** Some milliseconds of work that is always the same: numbers, texts and a pattern. */
function calibrate(): number {
  const began = performance.now();
  let hash = 0x811c9dc5;
  for (let round = 0; round < 60; round++) {
    const text = `- [ ] @bob item ${round} of `.repeat(60);
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash ^= text.replace(/\d+ of/g, (found) => String(found.length + (hash & 7))).length;
  }
  return hash === 0 ? 0 : performance.now() - began;
}

/** How many times slower this machine is than the one the share was chosen on; 1 where it is not. The best of a few tries. */
export function slowness(): number {
  const best = Math.min(...Array.from({ length: ROUNDS }, calibrate));
  return Math.min(SLOWEST, Math.max(1, best / REFERENCE_MS));
}
