/**
 * Says the same thing once in a while. The function answers how often it was left out since the last time, or null where it is to be
 * left out now; `now` in milliseconds on any clock that only goes forward.
 */
export function createSeldom(everyMs: number): (what: string, now: number) => number | null {
  const said = new Map<string, { at: number; leftOut: number }>();
  return (what, now) => {
    const last = said.get(what);
    if (last !== undefined && now - last.at < everyMs) {
      last.leftOut += 1;
      return null;
    }
    said.set(what, { at: now, leftOut: 0 });
    return last?.leftOut ?? 0;
  };
}
