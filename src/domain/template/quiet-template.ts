import { bareAddress } from "../markdown/bare-address.ts";
import { addressEnd } from "../markdown/block/definitions.ts";
import { type BlockNode, contentOf, offsetOf } from "../markdown/block/node.ts";
import { type BlockTree, readTree } from "../markdown/block/read-tree.ts";
import { readCells } from "../markdown/block/table.ts";
import { preambleLength } from "../markdown/front-matter.ts";
import { prepare } from "../markdown/source.ts";
import { applySplices } from "../markdown/splice.ts";
import type { Splice } from "../markdown/types.ts";
import type { OwnProject } from "../text-safety/own-project.ts";
import { type Allowed, asPath, quietWords, treatmentOfAddress } from "./elsewhere.ts";
import { quietHtml } from "./quiet-html.ts";
import { quietInlines } from "./quiet-inlines.ts";

const ALERT = /^>+ \[![a-z]{3,9}\]/i;
const DEFINITION = /(\]:[\s>]*)(<[^<>\n]*>|[^\s<][^\s]*)/g;

/** What was made text of may let something else be seen. */
const MOST_PASSES = 3;

interface Context {
  readonly text: string;
  readonly labels: BlockTree["labels"];
  /** Addresses of definitions that do not stay, as written. */
  readonly treatments: ReadonlyMap<string, "code" | "path">;
  readonly allowed: Allowed;
}

function from(start: number, splices: readonly Splice[]): readonly Splice[] {
  return splices.map((one) => ({ ...one, start: start + one.start, end: start + one.end }));
}

function treatmentsOf(labels: BlockTree["labels"], allowed: Allowed): Context["treatments"] {
  return new Map(
    [...labels.values()].flatMap((target) => {
      const written = target.slice(0, addressEnd(target, 0) ?? target.length);
      const treatment = treatmentOfAddress(bareAddress(written), allowed);
      return treatment === null ? [] : [[written, treatment] as const];
    }),
  );
}

/** Links by reference that lead elsewhere are written out; their definition leads nowhere any more. */
function inDefinitions(definitions: string, { treatments }: Context): readonly Splice[] {
  return [...definitions.matchAll(DEFINITION)].flatMap(({ 1: lead = "", 2: written = "", index }) => {
    const start = index + lead.length;
    const treatment = treatments.get(written);
    if (treatment === "code") return [{ start, end: start + written.length, text: "<>" }];
    return treatment === "path" ? [asPath(written, start)] : [];
  });
}

function inText(node: BlockNode, { text, labels, allowed }: Context): readonly Splice[] {
  const content = contentOf(text, node);
  const cells = node.kind === "row" ? (readCells(content) ?? []) : [{ from: 0, to: content.length }];
  const splices = cells.flatMap((cell) =>
    from(cell.from, quietInlines(content.slice(cell.from, cell.to), labels, allowed)),
  );
  return splices.map((one) => {
    const start = offsetOf(node, one.start);
    return { ...one, start, end: Math.max(start, offsetOf(node, one.end)) };
  });
}

function inTitle(node: BlockNode, { text, allowed }: Context): readonly Splice[] {
  const [alert] = node.kind.endsWith("quote") ? (ALERT.exec(text.slice(node.start, node.start + 50)) ?? []) : [];
  if (alert === undefined) return [];
  const start = node.start + alert.length;
  const end = text.indexOf("\n", start);
  // GitLab's parser shows it as text, and takes out what it is escaped with.
  const title = text.slice(start, end < 0 ? text.length : end).replace(/\\([!-/:-@[-`{-~])/g, "\0$1");
  return from(start, quietWords(title, allowed, false));
}

function splicesIn(node: BlockNode, context: Context): readonly Splice[] {
  const { text, allowed } = context;
  if (node.kind === "html") return from(node.start, quietHtml(text.slice(node.start, node.end), node.level, allowed));
  if (node.kind === "paragraph" || node.kind === "heading" || node.kind === "row") return inText(node, context);
  const defined = node.definitions.flatMap(({ start, end }) =>
    from(start, inDefinitions(text.slice(start, end), context)),
  );
  return [...defined, ...inTitle(node, context)];
}

function allSplices(source: string, allowed: Allowed): readonly Splice[] {
  const { text, start, rangeOf } = prepare(source, preambleLength(source));
  const { root, labels } = readTree(text, start);
  const context = { text, labels, treatments: treatmentsOf(labels, allowed), allowed };
  const splices: Splice[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const one of splicesIn(node, context)) splices.push({ ...rangeOf(one.start, one.end), text: one.text });
    for (const child of node.children) pending.push(child);
  }
  return splices.sort((a, b) => a.start - b.start);
}

/**
 * A template, as it was filled in, that acts on nothing but its own project with the bot's rights (laws 4 and 5): it notifies
 * nobody, or people one by one, never everybody or a group; references to other projects, which the bot may read and the
 * readers may not, become text. All else stays as it is.
 */
export function quietTemplate(markdown: string, allowed: Allowed): string {
  let quiet = markdown;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const splices = allSplices(quiet, allowed);
    if (splices.length === 0) break;
    quiet = applySplices(quiet, splices);
  }
  return quiet;
}

/** The words of a template that `quietTemplate` makes text of, with their lines from 1: groups and other projects. */
export function findElsewhere(
  template: string,
  project: OwnProject | null,
  known: readonly string[] = [],
): readonly { readonly line: number; readonly text: string }[] {
  const lines = template.split("\n");
  const found = new Map<string, { readonly line: number; readonly text: string }>();
  let [line, end] = [0, lines[0]?.length ?? 0];
  for (const { start } of allSplices(template, { notifies: "people", project, known })) {
    for (; end < start && line < lines.length; line += 1) end += 1 + (lines[line + 1]?.length ?? 0);
    const at = start - end + (lines[line]?.length ?? 0);
    const text = wordAt(lines[line] ?? "", at);
    if (!found.has(text)) found.set(text, { line: line + 1, text });
  }
  return [...found.values()];
}

const LONGEST_WORD = 200;

function wordAt(line: string, at: number): string {
  const before = line.slice(Math.max(0, at - LONGEST_WORD), at);
  const blank = Math.max(before.lastIndexOf(" "), before.lastIndexOf("\t"));
  return before.slice(blank + 1) + (/^\S*/.exec(line.slice(at, at + LONGEST_WORD))?.[0] ?? "");
}
