import { asCode } from "../markdown/backticks.ts";
import { bareAddress } from "../markdown/bare-address.ts";
import { addressEnd } from "../markdown/block/definitions.ts";
import { readInlines } from "../markdown/inline/inline.ts";
import type { InlineNode } from "../markdown/inline/inline-nodes.ts";
import type { Splice } from "../markdown/types.ts";
import { APART } from "../text-safety/shown-line.ts";
import { type Allowed, asPath, quietWords, treatmentOfAddress } from "./elsewhere.ts";
import { quietTag } from "./quiet-html.ts";

interface InlineWalk {
  readonly content: string;
  readonly allowed: Allowed;
  /** Addresses of links by reference, by the end of the link. */
  readonly targets: ReadonlyMap<number, string>;
  readonly splices: Splice[];
  /** Backticks that are text, of which GitLab's parser may take others behind them for text too. */
  readonly backticks: Splice[];
  /** What is left of the content where only its words are seen. */
  readonly seen: string[];
  at: number;
  hasCode: boolean;
}

/** Blots out a part; the words before it stay. */
function blot(walk: InlineWalk, start: number, end: number, sign = APART): void {
  walk.seen.push(walk.content.slice(walk.at, start), sign.repeat(end - start));
  walk.at = end;
}

/** Writes a part as code, apart from other code beside it. */
function putAsCode({ content, splices }: InlineWalk, { start, end }: InlineNode, written: string): void {
  const [before, after] = [content[start - 1], content[end]].map((one) => (one === "`" || one === "\\" ? " " : ""));
  splices.push({ start, end, text: `${before}${asCode(written)}${after}` });
}

/** Deals with a link; `inner` is its text. */
function takeLink(walk: InlineWalk, node: InlineNode, inner: readonly InlineNode[]): void {
  const { content, allowed, splices, targets } = walk;
  const { start, end } = node;
  const tail = inner.at(-1)?.end ?? start + 1;
  const from = tail + (/^\]\([ \t\v\f\n]*/.exec(content.slice(tail, end))?.[0].length ?? 0);
  const target = targets.get(end);
  const written = target ?? content.slice(from, addressEnd(content, from) ?? end);
  const address = bareAddress(written);
  const treatment = treatmentOfAddress(address, allowed);
  const words = content.slice(start + 1, tail);
  // Without the brackets an address would be one again.
  if (treatment === "code" && /:\/\/|www\./i.test(words)) {
    putAsCode(walk, node, words === address ? address : content.slice(start, end));
    return blot(walk, start, end);
  }
  for (const one of inner) takeNode(walk, one);
  blot(walk, tail, end);
  // Of a link by reference the definition becomes a path.
  if (treatment === "path" && target === undefined) splices.push(asPath(written, from));
  if (treatment !== "code") return;
  // Without its bracket nothing may come together with what stands before, or begin a block.
  const before = content[start - 1] ?? "\n";
  const goes = /[ \t(]/.test(before) || (before === "\n" && /^\p{L}/u.test(words));
  splices.push({ start, end: start + 1, text: goes ? "" : "\\[" });
  splices.push({ start: tail, end, text: `${goes ? "" : "]"} (${asCode(address)})` });
}

/** What an address, a wiki link or an image leads to; none of code, formulas and marks of footnotes. */
function addressesIn(written: string, target: string | undefined): readonly string[] {
  if (written.startsWith("[[")) return [written.slice(2, -2).split("|").at(-1)?.trim() ?? ""];
  if (written.startsWith("![")) {
    return [target ?? "", ...written.split("](").slice(1)].map((one) =>
      bareAddress(one.trim().split(/[\s)]/, 1)[0] ?? ""),
    );
  }
  return /^[`$[]/.test(written) ? [] : [written.replace(/^<|>$/g, "")];
}

function takeNode(walk: InlineWalk, node: InlineNode): void {
  const { start, end, text, html, inner, opens } = node;
  const written = walk.content.slice(start, end);
  if (inner !== null) return takeLink(walk, node, inner);
  if (text?.startsWith("`")) walk.backticks.push({ start, end, text: "\\`".repeat(text.length) });
  // GitLab joins what is escaped with the text around it, but for the signs of references.
  if (text === null ? /^[\n\\]/.test(written) : !/^[*_~]/.test(written)) return;
  if (text !== null) {
    // Emphasis ends the text beside it; what is left of its signs stands outside.
    const [from, to] = opens ? [start + text.length, end] : [start, end - text.length];
    return blot(walk, from, to);
  }
  if (html) {
    for (const one of quietTag(written, walk.allowed)) {
      walk.splices.push({ ...one, start: start + one.start, end: start + one.end });
    }
    return blot(walk, start, end, /^<\/?u>$/i.test(written) ? "\0" : APART);
  }
  walk.hasCode ||= written.startsWith("`");
  const leads = addressesIn(written, walk.targets.get(end)).some(
    (one) => treatmentOfAddress(one, walk.allowed) !== null,
  );
  if (leads) putAsCode(walk, node, written.startsWith("<") ? written.slice(1, -1) : written);
  // Older versions of GitLab took links of the wiki for text.
  if (leads || !written.startsWith("[[")) blot(walk, start, end);
}

/** What takes the effect from references and mentions in a paragraph, a heading or a cell of a table. */
export function quietInlines(
  content: string,
  labels: ReadonlyMap<string, string>,
  allowed: Allowed,
): readonly Splice[] {
  const { nodes, references } = readInlines(content, labels);
  const targets = new Map(
    references.flatMap(({ kind, label, end }) => {
      const target = kind === "link" ? (labels.get(label) ?? "") : "";
      return kind === "link" ? [[end, target.slice(0, addressEnd(target, 0) ?? target.length)] as const] : [];
    }),
  );
  const walk: InlineWalk = { content, allowed, targets, splices: [], backticks: [], seen: [], at: 0, hasCode: false };
  for (const node of nodes) takeNode(walk, node);
  const { splices, seen, backticks } = walk;
  const mayShow = backticks.length > 0 && (splices.length > 0 || walk.hasCode);
  return [
    ...splices,
    ...(mayShow ? backticks : []),
    ...quietWords(seen.join("") + content.slice(walk.at), allowed, true),
  ];
}
