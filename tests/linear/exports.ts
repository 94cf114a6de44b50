import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync } from "oxc-parser";

const ROOT = join(import.meta.dirname, "../..");
const FOLDERS = [
  "src/domain",
  "src/reconcile",
  "src/audit",
  "src/check",
  "src/fleet",
  "src/setup",
  "src/webhooks",
  "src/config",
  "src/http",
  "src/cli/output",
];

/** An exported function, with what its source says of its arguments. */
export interface ExportedFunction {
  /** `src/domain/markdown/parse.ts parseMarkdown` */
  readonly key: string;
  readonly file: string;
  readonly name: string;
  /** Types as written, `?` where none is. */
  readonly parameters: readonly string[];
  readonly run: (...given: readonly unknown[]) => unknown;
}

/** What cannot hold a text of any length. */
const NO_TEXT =
  /^(?:readonly )?(?:number|boolean|bigint|Date|Instant|PlainDate|PlainTime|ProjectId|IssueIid|NoteId|MergeRequestIid|null|undefined|"[^"]*")(?:\[\])?(?: \| (?:number|boolean|null|undefined|Instant|PlainDate|ProjectId|IssueIid|NoteId|"[^"]*"))*$/;

/** Whether a function may be handed text of people: any type that is not known to hold none counts. */
export function takesText({ parameters }: ExportedFunction): boolean {
  return parameters.some((type) => !NO_TEXT.test(type));
}

/** True for an argument that is a text, or may be one. */
export function isText(type: string): boolean {
  return /^string(?: \| (?:null|undefined))*$/.test(type);
}

/** Every function that the modules of the folders export, found by importing them. */
export async function findExports(): Promise<readonly ExportedFunction[]> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name}`),
  ).sort();
  const found: ExportedFunction[] = [];
  for (const file of files) {
    const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(ROOT, file)).href);
    const declared = readParameters(join(ROOT, file));
    for (const [name, run] of Object.entries(exported)) {
      // What a file only passes on is known from its own.
      const parameters = declared.get(name);
      if (typeof run !== "function" || parameters === undefined || /^class\b/.test(String(run))) continue;
      found.push({ key: `${file} ${name}`, file, name, parameters, run: run as ExportedFunction["run"] });
    }
  }
  return found;
}

/** Types of the arguments of each function that a file declares. */
function readParameters(path: string): ReadonlyMap<string, readonly string[]> {
  const code = readFileSync(path, "utf8");
  const found = new Map<string, readonly string[]>();
  const typesOf = (nodes: readonly unknown[]): readonly string[] =>
    nodes.map((given) => {
      const node = given as Parameter;
      const { typeAnnotation: type } = node.left ?? node;
      return type
        ? code
            .slice(type.start + 1, type.end)
            .trim()
            .replace(/\s+/g, " ")
        : "?";
    });
  for (const statement of parseSync(path, code).program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type === "FunctionDeclaration" && declaration.id !== null) {
      found.set(declaration.id.name, typesOf(declaration.params));
    }
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id, init } of declaration.declarations) {
      const isFunction = init?.type === "ArrowFunctionExpression" || init?.type === "FunctionExpression";
      if (isFunction && id.type === "Identifier") found.set(id.name, typesOf(init.params));
    }
  }
  return found;
}

interface Parameter {
  readonly typeAnnotation?: { readonly start: number; readonly end: number } | null;
  readonly left?: Parameter;
}
