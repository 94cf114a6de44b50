/** An update of a text, as somebody tells of it. */
interface ToldText {
  readonly previous: string;
  readonly written: string;
}

/** The lines of a text that say something. */
interface Said {
  readonly lines: readonly string[];
  readonly set: ReadonlySet<string>;
}

/**
 * Those updates that are about a text: most lines of what was written still stand there, and are most of what stands there; or
 * that is so of another one of them, which followed or came before. Many writes in a row change more than half of a short text.
 */
export function updatesOf<T extends ToldText>(updates: readonly T[], text: string): ReadonlySet<T> {
  const found = new Set<T>();
  let open = updates.map((update) => ({ update, written: saidIn(update.written) }));
  const known = [saidIn(text)];
  for (let next = known.shift(); next !== undefined && open.length > 0; next = known.shift()) {
    const there = next;
    const alike = open.filter(({ written }) => isMostly(written, there));
    open = open.filter((one) => !alike.includes(one));
    for (const { update, written } of alike) {
      found.add(update);
      known.push(written, saidIn(update.previous));
    }
  }
  return found;
}

function saidIn(text: string): Said {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return { lines, set: new Set(lines) };
}

function isMostly({ set }: Said, there: Said): boolean {
  const same = there.lines.filter((line) => set.has(line)).length;
  return 2 * same > Math.max(there.lines.length, set.size);
}
