import { parseMarkdown } from "./parse.ts";
import type { MarkdownDocument } from "./types.ts";
import { writeOutReferences } from "./write-out.ts";

/**
 * The document with its references written out, so that each of its parts says all that it says where it stands. It has
 * the same items under the same indexes, at other offsets.
 */
export function selfContained(document: MarkdownDocument): MarkdownDocument {
  return document.findings.of(document, writeOut);
}

function writeOut(document: MarkdownDocument): MarkdownDocument {
  const source = writeOutReferences(document.source);
  const written = source === document.source ? document : parseMarkdown(source);
  const isSame =
    written.items.length === document.items.length &&
    written.items.every(({ state, parent }, at) => {
      const item = document.items[at];
      return item?.state === state && item.parent === parent;
    });
  return isSame ? written : document;
}
