import type { Range } from "./types.ts";

/** Comments `<!-- ... -->` in raw HTML between two offsets; one that never closes runs to `end`. */
export function findComments(source: string, start: number, end: number): readonly Range[] {
  const text = source.slice(start, end);
  const found: Range[] = [];
  for (let at = text.indexOf("<!--"); at >= 0; ) {
    const close = closeOf(text, at);
    const stop = close ?? text.length;
    found.push({ start: start + at, end: start + stop });
    at = text.indexOf("<!--", stop);
  }
  return found;
}

/** Comments in a paragraph: not those in code spans or escaped, and only closed ones. Time is linear. */
export function findInlineComments(source: string, start: number, end: number): readonly Range[] {
  const text = source.slice(start, end);
  if (!text.includes("<!--")) return [];
  const found: Range[] = [];
  const closers = lastRunByLength(text);
  const tokens = /\\.|`+|<!--/gs;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    if (token[0] === "<!--") {
      const close = closeOf(text, token.index);
      if (close === null) return found;
      found.push({ start: start + token.index, end: start + close });
      tokens.lastIndex = close;
    } else if (token[0].startsWith("`") && (closers.get(token[0].length) ?? -1) > token.index) {
      tokens.lastIndex = afterClosingRun(text, tokens.lastIndex, token[0].length);
    }
  }
  return found;
}

/** True for a paragraph that holds nothing but comments, of which GitLab shows nothing. */
export function isOnlyComments(text: string): boolean {
  let from = 0;
  for (const { start, end } of findInlineComments(text, 0, text.length)) {
    if (text.slice(from, start).trim() !== "") return false;
    from = end;
  }
  return text.slice(from).trim() === "";
}

/** `<!-->` and `<!--->` are whole comments too. */
function closeOf(text: string, opening: number): number | null {
  const close = text.indexOf("-->", opening + 2);
  return close < 0 ? null : close + 3;
}

function lastRunByLength(text: string): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (const run of text.matchAll(/`+/g)) last.set(run[0].length, run.index);
  return last;
}

function afterClosingRun(text: string, from: number, length: number): number {
  const runs = /`+/g;
  runs.lastIndex = from;
  let run = runs.exec(text);
  while (run !== null && run[0].length !== length) run = runs.exec(text);
  return runs.lastIndex;
}
