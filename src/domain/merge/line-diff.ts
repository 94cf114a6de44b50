/** Where two lists of lines differ: `start..end` of the first stands where `otherStart..otherEnd` of the other does. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly otherStart: number;
  readonly otherEnd: number;
}

/** Beyond these the texts have little to do with each other, and looking on would cost memory and time without end. */
const MAX_EDITS = 2_000;
const MAX_STEPS = 20_000_000;

/** Which lines of both lists have a partner in the other. */
interface Kept {
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/**
 * The places where two lists of lines differ, in order, as few lines as possible (E. W. Myers, "An O(ND) difference
 * algorithm and its variations", 1986). Time grows with the lines times the differences, so a small edit of a huge text
 * is cheap whatever its lines repeat; texts that differ in more than 2,000 lines come back as one hunk.
 */
export function diffLines(a: readonly string[], b: readonly string[]): readonly Hunk[] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const kept = findKept(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return hunksBetween(kept, head);
}

function hunksBetween({ a, b }: Kept, offset: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [x, y] = [0, 0];
  while (x < a.length || y < b.length) {
    const [start, otherStart] = [x, y];
    while (x < a.length && a[x] === 0) x++;
    while (y < b.length && b[y] === 0) y++;
    if (x > start || y > otherStart) {
      hunks.push({ start: start + offset, end: x + offset, otherStart: otherStart + offset, otherEnd: y + offset });
    } else {
      x++;
      y++;
    }
  }
  return hunks;
}

function findKept(a: readonly string[], b: readonly string[]): Kept {
  const kept: Kept = { a: new Uint8Array(a.length), b: new Uint8Array(b.length) };
  const trace = findPath(a, b);
  if (trace === null) return kept;
  let [x, y] = [a.length, b.length];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const before = trace[edits] as Int32Array;
    const diagonal = previousDiagonal(x - y, edits, (k) => reach(before, k + edits));
    const fromX = edits === 0 ? 0 : reach(before, diagonal + edits);
    const fromY = edits === 0 ? 0 : fromX - diagonal;
    while (x > fromX && y > fromY) {
      x--;
      y--;
      kept.a[x] = 1;
      kept.b[y] = 1;
    }
    [x, y] = [fromX, fromY];
  }
  return kept;
}

/** How far each diagonal was reached before each number of edits, up to the number that joins the ends; null when too many. */
function findPath(a: readonly string[], b: readonly string[]): readonly Int32Array[] | null {
  const most = Math.min(a.length + b.length, MAX_EDITS);
  const furthest = new Int32Array(2 * most + 3);
  const zero = most + 1;
  const trace: Int32Array[] = [];
  let steps = 0;
  for (let edits = 0; edits <= most && steps < MAX_STEPS; edits++) {
    trace.push(furthest.slice(zero - edits, zero + edits + 1));
    for (let k = -edits; k <= edits; k += 2) {
      const from = previousDiagonal(k, edits, (diagonal) => reach(furthest, zero + diagonal));
      const start = edits === 0 ? 0 : reach(furthest, zero + from) + (from < k ? 1 : 0);
      let x = start;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[zero + k] = x;
      steps += x - start + 1;
      if (x >= a.length && x - k >= b.length) return trace;
    }
  }
  return null;
}

/** The neighbouring diagonal from which `k` is reached furthest. */
function previousDiagonal(k: number, edits: number, furthest: (diagonal: number) => number): number {
  const goesDown = k === -edits || (k !== edits && furthest(k - 1) < furthest(k + 1));
  return goesDown ? k + 1 : k - 1;
}

function reach(row: Int32Array, index: number): number {
  return row[index] as number;
}
