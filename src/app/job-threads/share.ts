/** How much work a piece of work may be: milliseconds of a busy thread on the machine that it was measured on. */
export const SHARE_MS = 10_000;

/** What `calibrate` took at best where the share was chosen, in milliseconds. */
const REFERENCE_MS = 0.12;
/** The first half is for the compiler. A round is so short that one of many is never interrupted, however busy the machine. */
const ROUNDS = 60;
/** A machine that is slower than that has other worries. */
const SLOWEST = 10;

/** A moment's work that is always the same: numbers, texts and a pattern. */
function calibrate(): number {
  const began = performance.now();
  let hash = 0x811c9dc5;
  for (let round = 0; round < 20; round++) {
    const text = `- [ ] @bob item ${round} of `.repeat(60);
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash ^= text.replace(/\d of/g, (found) => String(found.length + (hash & 7))).length;
  }
  return hash === 0 ? 0 : performance.now() - began;
}

/** How many times slower this machine is than the one the share was chosen on; 1 where it is not. The best of many tries: some 20 ms. */
export function slowness(): number {
  const best = Math.min(...Array.from({ length: ROUNDS }, calibrate));
  return Math.min(SLOWEST, Math.max(1, best / REFERENCE_MS));
}
