import { parseSync, type VariableDeclaration, Visitor } from "oxc-parser";
import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

const MUTABLE = /^(?:Weak)?(?:Map|Set)$/;
/** What makes something that remembers. */
const MAKER = /^(?:create|open|start)[A-Z]/;
const CHANGES = /^(?:push|unshift|splice|pop|shift|sort|reverse|set|add|delete)$/;

type Span = { readonly start: number; readonly end: number };

/** Variables of a module that are made again, hold what can be changed, or are changed: two calls share what they hold. */
function stateOf(code: string): readonly string[] {
  const { program, errors } = parseSync("module.ts", code);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  const declarations = program.body.flatMap((statement): readonly VariableDeclaration[] => {
    const own = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    return own?.type === "VariableDeclaration" ? [own] : [];
  });
  const names = new Set<string>();
  const found = new Set<string>();
  for (const { kind, declarations: variables } of declarations)
    for (const { id, init } of variables) {
      if (id.type !== "Identifier") continue;
      names.add(id.name);
      const type = id.typeAnnotation?.typeAnnotation;
      const typed = type?.type === "TSTypeReference" && type.typeName.type === "Identifier" ? type.typeName.name : null;
      const callee = init?.type === "NewExpression" || init?.type === "CallExpression" ? init.callee : null;
      const made = callee?.type === "Identifier" ? callee.name : "";
      const isMutable = MUTABLE.test(made) && (typed === null || MUTABLE.test(typed));
      if (kind !== "const" || isMutable || MAKER.test(made)) found.add(id.name);
    }
  // A pattern that looks where it is told (`lastIndex`) is set each time: nothing of it is left to the next call.
  const isPlace = (node: unknown): boolean =>
    code.slice((node as Span).start, (node as Span).end).endsWith(".lastIndex");
  const change = (target: { readonly type: string; readonly name?: string; readonly object?: unknown }): void => {
    const { object } = target as { readonly object?: typeof target };
    if (object !== undefined) change(object);
    else if (target.name !== undefined && names.has(target.name)) found.add(target.name);
  };
  new Visitor({
    AssignmentExpression: ({ left }) => isPlace(left) || change(left as Parameters<typeof change>[0]),
    UpdateExpression: ({ argument }) => change(argument as Parameters<typeof change>[0]),
    CallExpression({ callee }) {
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
      if (CHANGES.test(callee.property.name)) change(callee.object as Parameters<typeof change>[0]);
    },
  }).visit(program);
  return [...found];
}

it("no module keeps state of its own: whoever starts a thing makes it and passes it in", () => {
  const files = sourcesOf(["src", "workers"]);
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap(([file, code]) => stateOf(code).map((name) => `${file} ${name}`));
  expect(found).toEqual([]);
});

it.each([
  ["let count = 0;", ["count"]],
  ["export let count: number;", ["count"]],
  ["const known = new Map<string, number>();", ["known"]],
  ["export const told: WeakSet<object> = new WeakSet();", ["told"]],
  ["const WORDS: ReadonlySet<string> = new Set(['a']);", []],
  ["const cache = createRecentMap<number>(5);", ["cache"]],
  ["const list: string[] = []; export function add(one: string) { list.push(one); }", ["list"]],
  ["const state = { open: 0 }; export const open = () => { state.open += 1; };", ["state"]],
  ["const RULES = { most: 5 }; export const sorted = (list: number[]) => list.sort();", []],
  ["export function run() { let count = 0; const known = new Set(); known.add(count++); }", []],
])("finds what a module keeps: %s", (code, names) => {
  expect(stateOf(code)).toEqual(names);
});
