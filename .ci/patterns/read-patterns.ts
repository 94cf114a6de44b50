import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { ROOT } from "../build/root.ts";

/** A regular expression of the sources, where it stands first. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  readonly place: string;
}

/** The patterns of one file: its literals, those it builds, and what of these cannot be known by reading. */
export interface FilePatterns {
  readonly file: string;
  readonly literals: readonly Pattern[];
  /** `new RegExp(...)` with every `${...}` in it taken for the digit 1: the form, whatever is put in. */
  readonly built: readonly Pattern[];
  /** Built of something else than one template or string: only a run can show them. */
  readonly opaque: readonly string[];
}

/** Reads what TypeScript files below some folders say; nothing is run. */
export function readPatterns(folders: readonly string[]): readonly FilePatterns[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFile(join(ROOT, folder, name))),
  );
}

function readFile(path: string): FilePatterns {
  const code = readFileSync(path, "utf8");
  const file = relative(ROOT, path);
  const literals: Pattern[] = [];
  const built: Pattern[] = [];
  const opaque: string[] = [];
  const placeOf = (at: number): string => `${file}:${code.slice(0, at).split("\n").length}`;
  const construct = (callee: Node, [source, flags]: readonly Node[], at: number): void => {
    if (callee.type !== "Identifier" || callee.name !== "RegExp") return;
    const text = source === undefined ? null : textOf(source);
    const marks = flags === undefined ? "" : textOf(flags);
    if (text === null || marks === null) opaque.push(placeOf(at));
    else built.push({ source: text, flags: marks, place: placeOf(at) });
  };
  new Visitor({
    Literal(node) {
      if ("regex" in node) {
        const { pattern, flags } = node.regex;
        literals.push({ source: pattern, flags, place: placeOf(node.start) });
      }
    },
    NewExpression: (node) => construct(node.callee as Node, node.arguments as readonly Node[], node.start),
    CallExpression: (node) => construct(node.callee as Node, node.arguments as readonly Node[], node.start),
  }).visit(parseSync(path, code).program);
  return { file, literals, built, opaque };
}

/** What of the parser's nodes is looked at. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly tag?: Node & { readonly object?: Node; readonly property?: Node };
  readonly quasi?: Node;
  readonly quasis?: readonly { readonly value: { readonly raw: string; readonly cooked: string | null } }[];
}

function textOf(node: Node): string | null {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral") return node.quasis?.map(({ value }) => value.cooked ?? "").join("1") ?? null;
  const isRaw = node.type === "TaggedTemplateExpression" && node.tag?.object?.name === "String";
  return isRaw ? (node.quasi?.quasis?.map(({ value }) => value.raw).join("1") ?? null) : null;
}
