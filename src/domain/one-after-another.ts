/** Runs an operation alone; those who ask while one runs share the next, and what it throws. */
export function oneAfterAnother(operation: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    if (next === null) {
      next = last.then(() => {
        next = null;
        return operation();
      });
      last = next.catch(() => undefined);
    }
    return next;
  };
}
