interface Pending {
  readonly dueAt: number;
  readonly fail: () => void;
}

/**
 * Makes a function that waits for something at most so many milliseconds and throws what `late` makes when that time is
 * over; what was begun goes on, and nobody hears of it any more. All waits share one timer: thousands a second cost
 * next to nothing.
 */
export function createDeadline(
  limitMs: number,
  late = (): Error => new Error(`no answer within ${limitMs} ms`),
): <T>(work: Promise<T>) => Promise<T> {
  // All wait equally long, so the first of the set is the first to be due.
  const pending = new Set<Pending>();
  let timer: NodeJS.Timeout | null = null;
  const failLate = (): void => {
    timer = null;
    const now = performance.now();
    for (const one of pending) {
      if (one.dueAt > now) {
        timer = setTimeout(failLate, Math.max(1, one.dueAt - now));
        return;
      }
      pending.delete(one);
      one.fail();
    }
  };
  const begin = (fail: () => void): Pending => {
    const one = { dueAt: performance.now() + limitMs, fail };
    pending.add(one);
    if (timer === null) timer = setTimeout(failLate, limitMs);
    // While nothing is waited for, the timer does not keep the process alive.
    else if (pending.size === 1) timer.ref();
    return one;
  };
  const end = (one: Pending): void => {
    if (pending.delete(one) && pending.size === 0) timer?.unref();
  };
  return (work) =>
    new Promise((resolve, reject) => {
      const one = begin(() => reject(late()));
      const settle = <Outcome>(pass: (outcome: Outcome) => void) => {
        return (outcome: Outcome): void => {
          end(one);
          pass(outcome);
        };
      };
      work.then(settle(resolve), settle(reject));
    });
}

/** Waits for something to end, but not for ever. Never throws: what is asked to end may do so in its own time. */
export async function atMost(limitMs: number, ending: Promise<unknown>): Promise<void> {
  await createDeadline(limitMs)(ending).catch(() => undefined);
}
