import { parseCached } from "./parse-cached.ts";
import type { MarkdownDocument } from "./types.ts";
import { writeOutReferences } from "./write-out.ts";

const known = new WeakMap<MarkdownDocument, MarkdownDocument>();

/**
 * The document with its references written out, so that each of its parts says all that it says where it stands. It has
 * the same items under the same indexes, at other offsets.
 */
export function selfContained(document: MarkdownDocument): MarkdownDocument {
  const done = known.get(document);
  if (done !== undefined) return done;
  const source = writeOutReferences(document.source);
  const written = source === document.source ? document : parseCached(source);
  const isSame =
    written.items.length === document.items.length &&
    written.items.every(({ state, parent }, at) => {
      const item = document.items[at];
      return item?.state === state && item.parent === parent;
    });
  const result = isSame ? written : document;
  known.set(document, result);
  return result;
}
