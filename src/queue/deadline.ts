/**
 * Makes a function that waits for something at most so many milliseconds and throws what `late` makes when that time is
 * over; what was begun goes on, and nobody hears of it any more.
 */
export function createDeadline(
  limitMs: number,
  late = (): Error => new Error(`no answer within ${limitMs} ms`),
): <T>(work: Promise<T>) => Promise<T> {
  return (work) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(late()), limitMs);
      void work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
}

/** Waits for something to end, but not for ever. Never throws: what is asked to end may do so in its own time. */
export async function atMost(limitMs: number, ending: Promise<unknown>): Promise<void> {
  await createDeadline(limitMs)(ending).catch(() => undefined);
}
