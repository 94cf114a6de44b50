import { createRecentMap } from "../recent-map.ts";
import { parseMarkdown } from "./parse.ts";
import type { MarkdownDocument } from "./types.ts";

/** Characters of source kept at most: some hundred issues of a project that is looked at several times in a run. */
const ROOM = 4_000_000;

const cache = createRecentMap<MarkdownDocument>(ROOM, (source) => source.length);

/** `parseMarkdown` with a memory: a run reads the same descriptions for several questions. The oldest are forgotten. */
export function parseCached(source: string): MarkdownDocument {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const document = parseMarkdown(source);
  if (source.length > ROOM / 4) return document;
  cache.set(source, document);
  return document;
}
