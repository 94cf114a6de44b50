import { type Form, SIZES } from "./texts.ts";

/** Below this nothing is told from noise, and nobody waits. */
const NOTHING_MS = 5;
const MOST_GROWTH = 2.5;
/** A text of 4 KB that takes this long is not tried in larger sizes. */
const FAR_TOO_LONG_MS = 3_000;
const SMALL = 4_096;
const TRIES = 3;
const ROUNDS = 3;
/** Beyond the largest: what looks quadratic has to go on like that, since lists of some length cost V8 a step (large objects). */
const BEYOND = [2 * SIZES[2], 4 * SIZES[2]];

export type Work = (text: string) => unknown;

/** Processor time of one call, in milliseconds. What the call throws is an answer: a refusal, not a fault. */
async function spend(work: Work, text: string): Promise<number> {
  globalThis.gc?.({ type: "minor" });
  const from = process.cpuUsage();
  try {
    await work(text);
  } catch (error) {
    // A stack that overflows is a fault whatever time it takes.
    if (error instanceof RangeError && /call stack|string length/i.test(error.message)) throw error;
  }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

async function best(work: Work, text: string, known = Number.POSITIVE_INFINITY, say = (): void => {}): Promise<number> {
  let least = known;
  for (let nth = 0; nth < TRIES; nth += 1) {
    say();
    least = Math.min(least, await spend(work, text));
  }
  return least;
}

/**
 * What is wrong with the time that some work takes on texts of a form, or null; `say` is called before each long call. First one call in a middle size tells
 * whether there is anything to measure: what is over in a moment would be over soon in the largest size, quadratic or not.
 */
export async function judge(work: Work, form: Form, say: () => void): Promise<string | null> {
  try {
    const small = await spend(work, form.text(SMALL));
    if (small > FAR_TOO_LONG_MS && (await best(work, form.text(SMALL), small)) > FAR_TOO_LONG_MS) {
      return `${Math.round(small)} ms for ${SMALL / 1024} KB`;
    }
    const middle = await spend(work, form.text(SIZES[1]));
    if (middle <= NOTHING_MS / 4) return null;
    const quarter = await spend(work, form.text(SIZES[1] / 4));
    if (quarter > NOTHING_MS && middle <= quarter * MOST_GROWTH ** 2) return null;
    return await growth(work, form, say);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** A busy machine makes anything slow for a moment: what looks quadratic is measured again, least times kept. */
async function growth(work: Work, form: Form, say: () => void): Promise<string | null> {
  const texts = [...SIZES, ...BEYOND].map((size) => form.text(size));
  const least: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, text] of texts.entries()) {
      const isBeyond = at >= SIZES.length;
      if (isBeyond && (isLinear(least.slice(0, SIZES.length)) || !isGrowing(least.slice(SIZES.length - 1, at))))
        return null;
      least[at] = await best(work, text, least[at], say);
    }
    if (isLinear(least.slice(0, SIZES.length)) || !isGrowing(least.slice(SIZES.length - 1))) return null;
  }
  return `${least.map((ms) => ms.toFixed(1)).join(", ")} ms for 32, 64, 128, 256, 512 KB`;
}

/** Whether each time is more than it would be in linear time. */
function isGrowing(times: readonly number[]): boolean {
  return times.every((ms, at) => ms > (times[at - 1] ?? 0) * MOST_GROWTH);
}

function isLinear(times: readonly number[]): boolean {
  return times.every((ms, at) => {
    const before = times[at - 1];
    return ms <= NOTHING_MS || before === undefined || ms <= before * MOST_GROWTH;
  });
}
