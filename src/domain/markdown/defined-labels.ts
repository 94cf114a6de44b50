import { readTree } from "./block/read-tree.ts";
import { preambleLength } from "./front-matter.ts";
import type { Labels } from "./inline/pieces.ts";
import { prepare } from "./source.ts";
import type { MarkdownDocument } from "./types.ts";

export const NO_LABELS: Labels = new Map();

const known = new WeakMap<MarkdownDocument, Labels>();

/** The labels that a document defines for links by reference, normalised. */
export function definedLabels(document: MarkdownDocument): Labels {
  const { source } = document;
  const done = source.includes("]:") ? known.get(document) : NO_LABELS;
  if (done !== undefined) return done;
  const prepared = prepare(source, preambleLength(source));
  const { labels } = readTree(prepared.text, prepared.start);
  known.set(document, labels);
  return labels;
}
