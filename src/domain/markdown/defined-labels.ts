import { readTree } from "./block/read-tree.ts";
import { preambleLength } from "./front-matter.ts";
import type { Labels } from "./inline/pieces.ts";
import { prepare } from "./source.ts";
import type { MarkdownDocument } from "./types.ts";

export const NO_LABELS: Labels = new Map();

const known = new WeakMap<MarkdownDocument, Labels>();

/** The labels that a document defines for links by reference, normalised; found once, since each of its items asks. */
export function definedLabels(document: MarkdownDocument): Labels {
  const labels = known.get(document) ?? readLabels(document.source);
  known.set(document, labels);
  return labels;
}

function readLabels(source: string): Labels {
  if (!source.includes("]:")) return NO_LABELS;
  const prepared = prepare(source, preambleLength(source));
  return readTree(prepared.text, prepared.start).labels;
}
