export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * What GitLab's extractor leaves alone within a paragraph, in order: `/^<[^>]+?>\n[\s\S]+?\n<\/[^>]+?>$|`[\s\S]+?`/gm`. GitLab
 * matches it with RE2, in linear time; Node's own engine does not, so it is a scan here.
 */
export function* spansOf(text: string): Generator<Span> {
  const tagEnd = nextOf(text, ">");
  const closers = closersOf(text, tagEnd);
  const starts = tagStarts(text, tagEnd);
  let [at, tag, closer] = [0, 0, 0];
  for (;;) {
    const tick = text.indexOf("`", at);
    const tickEnd = tick === -1 ? -1 : text.indexOf("`", tick + 2);
    while (tag < starts.length && (starts[tag]?.start ?? 0) < at) tag += 1;
    const opened = starts[tag];
    const isTagFirst = opened !== undefined && (tickEnd === -1 || opened.start < tick);
    if (isTagFirst) {
      // Starts and closers come in order, so neither list is gone through twice.
      while (closer < closers.length && (closers[closer]?.start ?? 0) < opened.end + 2) closer += 1;
      const closed = closers[closer];
      if (closed === undefined) starts.length = 0;
      else {
        yield { start: opened.start, end: closed.end };
        at = closed.end;
      }
    } else if (tickEnd === -1) return;
    else {
      yield { start: tick, end: tickEnd + 1 };
      at = tickEnd + 1;
    }
  }
}

/** Tags that fill the rest of their line from its first character on; `end` is behind the `>`. */
function tagStarts(text: string, tagEnd: (from: number) => number): Span[] {
  const found: Span[] = [];
  for (let start = 0; start !== -1 && start < text.length; ) {
    if (text[start] === "<" && text[start + 1] !== ">") {
      const close = tagEnd(start + 2);
      if (close !== -1 && text[close + 1] === "\n") found.push({ start, end: close + 1 });
    }
    const next = text.indexOf("\n", start);
    start = next === -1 ? -1 : next + 1;
  }
  return found;
}

/** Closing tags at the beginning of a line, the line break before them included, with which a line ends. */
function closersOf(text: string, tagEnd: (from: number) => number): readonly Span[] {
  const found: Span[] = [];
  for (let start = text.indexOf("\n</"); start !== -1; start = text.indexOf("\n</", start + 1)) {
    if (text[start + 3] === ">") continue;
    const close = tagEnd(start + 4);
    if (close !== -1 && (close + 1 === text.length || text[close + 1] === "\n")) found.push({ start, end: close + 1 });
  }
  return found;
}

/** Where a character comes next from a place on; -1 for nowhere. It is looked for once only between two of them. */
function nextOf(text: string, character: string): (from: number) => number {
  let [asked, found] = [0, text.indexOf(character)];
  return (from) => {
    if (from < asked || (found !== -1 && from > found)) found = text.indexOf(character, from);
    asked = from;
    return found !== -1 && found < from ? text.indexOf(character, from) : found;
  };
}
