/** C0 and C1 controls except tab and line feed: GitLab deletes `\r` itself (lib/gitlab/quick_actions/extractor.rb). */
const CONTROLS = /[\0-\x08\x0B-\x1F\x7F-\x9F]/g;
const SURROGATES = /\p{Surrogate}/gu;
const BIDI = /[\u202A-\u202E\u2066-\u2069]/g;

const PUSH_EMBEDDING = /[\u202A\u202B\u202D\u202E]/;
const PUSH_ISOLATE = /[\u2066-\u2068]/;
const POP_EMBEDDING = "\u202C";

interface Opened {
  readonly at: number;
  readonly isolate: boolean;
}

/** Offsets of direction characters that have no partner on the line (Unicode Standard Annex 9, X1 to X8). */
function unpaired(line: string): ReadonlySet<number> {
  const open: Opened[] = [];
  const lonely = new Set<number>();
  for (const { 0: character, index: at } of line.matchAll(BIDI)) {
    if (PUSH_EMBEDDING.test(character)) open.push({ at, isolate: false });
    else if (PUSH_ISOLATE.test(character)) open.push({ at, isolate: true });
    else if (character === POP_EMBEDDING) {
      if (open.at(-1)?.isolate === false) open.pop();
      else lonely.add(at);
    } else {
      const isolate = open.findLastIndex((one) => one.isolate);
      // The end of an isolate ends the embeddings begun inside it as well.
      if (isolate >= 0) open.length = isolate;
      else lonely.add(at);
    }
  }
  for (const { at } of open) lonely.add(at);
  return lonely;
}

function balanceLine(line: string): string {
  const lonely = unpaired(line);
  return lonely.size === 0 ? line : line.replace(BIDI, (character, at: number) => (lonely.has(at) ? "" : character));
}

/**
 * Removes characters that only do harm: `\r` and other control characters, halves of surrogate pairs (replaced by
 * U+FFFD), and direction overrides, embeddings and isolates that are not closed on their line, so that they can't turn
 * round what stands after the text.
 */
export function cleanCharacters(text: string): string {
  const clean = text.replace(CONTROLS, "").replace(SURROGATES, "\uFFFD");
  if (clean.search(BIDI) < 0) return clean;
  // A comment that is taken out later could take one of a pair with it.
  return clean.includes("<!--") ? clean.replace(BIDI, "") : clean.split("\n").map(balanceLine).join("\n");
}
