import { readTree } from "./block/read-tree.ts";
import { preambleLength } from "./front-matter.ts";
import type { Labels } from "./inline/inline-nodes.ts";
import { prepare } from "./source.ts";
import type { MarkdownDocument } from "./types.ts";

export const NO_LABELS: Labels = new Map();

/** The labels that a document defines for links by reference, normalised; found once, since each of its items asks. */
export function definedLabels(document: MarkdownDocument): Labels {
  return document.findings.of(document, readLabels);
}

function readLabels({ source }: MarkdownDocument): Labels {
  if (!source.includes("]:")) return NO_LABELS;
  const prepared = prepare(source, preambleLength(source));
  return readTree(prepared.text, prepared.start).labels;
}
