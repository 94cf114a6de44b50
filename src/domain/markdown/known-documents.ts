import { createRecentMap } from "../recent-map.ts";
import { parseMarkdown } from "./parse.ts";
import type { MarkdownDocument } from "./types.ts";

/** Reads a document, as `parseMarkdown` does. */
export type ParseMarkdown = typeof parseMarkdown;

/** Characters of source kept at most: some hundred issues of a project that is looked at several times in a run. */
const MAX_KEPT_LENGTH = 4_000_000;

/** `parseMarkdown` with a memory: a run reads the same descriptions for several questions. The oldest are forgotten. */
export function knownDocuments(): ParseMarkdown {
  const known = createRecentMap<MarkdownDocument>(MAX_KEPT_LENGTH, (source) => source.length);
  return (source) => {
    const before = known.get(source);
    if (before !== undefined) return before;
    const document = parseMarkdown(source);
    if (source.length <= MAX_KEPT_LENGTH / 4) known.set(source, document);
    return document;
  };
}
