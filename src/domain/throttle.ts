/**
 * Says the same thing once in a while. Returns how often it was left out since the last time, or null where it is to be
 * left out now; `now` in milliseconds on any clock that only goes forward.
 */
export function createThrottle(everyMs: number): (what: string, now: number) => number | null {
  const said = new Map<string, { at: number; leftOut: number }>();
  return (what, now) => {
    const last = said.get(what);
    if (last !== undefined && now - last.at < everyMs) {
      last.leftOut += 1;
      return null;
    }
    // What was said once, long ago, is forgotten: some words come only once.
    for (const [other, { at, leftOut }] of said) if (leftOut === 0 && now - at >= everyMs) said.delete(other);
    said.set(what, { at: now, leftOut: 0 });
    return last?.leftOut ?? 0;
  };
}
