import { parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

/** The sandbox is a GitLab: to it they are numbers. */
const files = sourcesOf(["src", "workers"]).filter(([file]) => !file.startsWith("src/sandbox/"));

/** What ids, and lists of them, are called. The project of a job may also go by what people call it. */
const NAMED = /^(?:projectIds?|noteIds?|iids?|\w+Iids?)$/;
/** What stands for its number where it is no object. */
const THING = /^(?:project|issue|note|mergeRequest)$/;
const THINGS = /^(?:projects|issues|notes|mergeRequests)$/;
const NAMED_TYPE = /^(?:ProjectId|NoteId|IssueId|\w*Iid)s?$/;
const NAMED_FUNCTION = /^(?:(?:iid|projectId|noteId)s?(?:Of)?|\w+Iids?(?:Of)?)$/;
/** What is kept by project, issue, comment or merge request, as the name says. */
const KEYED = /(?:^|[a-z])(?:[iI]ids?|[pP]rojects?|[iI]ssues?|[nN]otes?|[mM]ergeRequests?)(?:$|[A-Z])/;
const BRAND = /^(?:ProjectId|IssueIid|MergeRequestIid|NoteId)$/;
const PLAIN_SCHEMA = /\bz\.(?:coerce\.)?(?:int|number|string)\(/;
const NUMBER_SCHEMA = /\bz\.(?:coerce\.)?(?:int|number)\(/;

type Span = { readonly start: number; readonly end: number };

/** Names of ids whose type or schema is a plain number or text, and brands that are claimed instead of made by `domain/ids.ts`. */
function plainIdsIn(file: string, code: string): readonly string[] {
  const found: string[] = [];
  const { program } = parseSync(file, code);
  const textOf = ({ start, end }: Span): string => code.slice(start, end);
  const aliases = new Map<string, string>();
  const plain = (type: Span): string => {
    const named = textOf(type).replace(/\b[A-Z]\w*/g, (name) => aliases.get(name) ?? name);
    return named.replace(/\breadonly\b|[\s()]/g, "");
  };
  const judge = (name: string, type: Span | null | undefined): void => {
    if (type == null) return;
    const text = plain(type);
    const isKeyed = /^(?:(?:Readonly|Weak)?Map<number,|Record<number,|(?:Readonly)?Set<number>)/.test(text);
    const isList = /\[\]|^\w+</.test(text);
    const isNamed = NAMED.test(name);
    const members =
      isNamed || THING.test(name) || (isList && THINGS.test(name)) ? text.replace(/[[\]]/g, "").split("|") : [];
    const isPlain = members.some((one) => /^(?:\w+<)*number(?:$|[,>])/.test(one) || (one === "string" && isNamed));
    if (isPlain || (isKeyed && KEYED.test(name))) found.push(name);
  };
  new Visitor({
    TSTypeAliasDeclaration({ id, typeAnnotation }) {
      const text = textOf(typeAnnotation);
      if (/^(?:readonly )?(?:number|string)(?:\[\])?$/.test(text)) aliases.set(id.name, text);
      if (NAMED_TYPE.test(id.name) && /^(?:number|string)\b/.test(plain(typeAnnotation))) found.push(id.name);
    },
  }).visit(program);
  new Visitor({
    TSPropertySignature: ({ key, typeAnnotation }) => judge(textOf(key), typeAnnotation?.typeAnnotation),
    PropertyDefinition: ({ key, typeAnnotation }) => judge(textOf(key), typeAnnotation?.typeAnnotation),
    TSNamedTupleMember: ({ label, elementType }) => judge(label.name, elementType),
    // Parameters and variables.
    Identifier: ({ name, typeAnnotation }) => judge(name, typeAnnotation?.typeAnnotation),
    FunctionDeclaration({ id, returnType }) {
      const type = returnType?.typeAnnotation;
      if (id === null || type === undefined || !NAMED_FUNCTION.test(id.name)) return;
      if (/^(?:Promise<)?(?:number|string)\b/.test(plain(type))) found.push(id.name);
    },
    VariableDeclarator({ id, init }) {
      if (id.type !== "Identifier" || init?.type !== "NewExpression" || !KEYED.test(id.name)) return;
      const [key] = init.typeArguments?.params ?? [];
      if (key !== undefined && /^(?:Weak)?(?:Map|Set)$/.test(textOf(init.callee)) && plain(key) === "number")
        found.push(id.name);
    },
    Property({ key, value }) {
      if (value.type !== "CallExpression") return;
      const schema = NAMED.test(textOf(key)) ? PLAIN_SCHEMA : THING.test(textOf(key)) ? NUMBER_SCHEMA : null;
      if (schema?.test(textOf(value)) === true) found.push(textOf(key));
    },
    TSAsExpression({ typeAnnotation }) {
      if (BRAND.test(textOf(typeAnnotation))) found.push(`as ${textOf(typeAnnotation)}`);
    },
  }).visit(program);
  return found;
}

it("no id of a project, issue, merge request or comment is a plain number or text: one would fit where another is meant", () => {
  const found = files
    .filter(([file]) => file !== "src/domain/ids.ts")
    .flatMap(([file, code]) => plainIdsIn(file, code).map((name) => `${file}: ${name}`));
  expect(files.filter(([, code]) => code.includes("IssueIid")).length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

it.each([
  ["interface A { readonly iid: number | null }", ["iid"]],
  ["interface A { listIssues(iids: readonly number[]): void }", ["iids"]],
  ["interface A { readonly project?: number }", ["project"]],
  ["function a(projectId: string) {}", ["projectId"]],
  ["const a = (agendaIid: number, noteId: number) => 0", ["agendaIid", "noteId"]],
  ["async function a(iids: Iterable<number>) {}", ["iids"]],
  ["class A { readonly iid: number; }", ["iid"]],
  ["const A = z.object({ iid: z.nullable(z.int()) })", ["iid"]],
  ["const a = Number(text) as ProjectId", ["as ProjectId"]],
  ["type Iid = number;", ["Iid"]],
  ["export type AgendaIids = readonly number[];", ["AgendaIids"]],
  ["type Num = number; interface A { readonly iid: Num }", ["iid"]],
  ["type Nums = readonly number[]; const a = (iids: Nums) => 0", ["iids"]],
  ["interface A { readonly issue: number }", ["issue"]],
  ["interface A { readonly issues: readonly number[] }", ["issues"]],
  ["interface A { readonly iids: number[] }", ["iids"]],
  ["interface A { readonly titles: Map<number, string>; readonly byIid: ReadonlyMap<number, string> }", ["byIid"]],
  ["const seenProjects = new Set<number>();", ["seenProjects"]],
  ["const notesOfIssue = new Map<number, string>();", ["notesOfIssue"]],
  [
    "function a(project: number, issue: number | null, note: number, mergeRequest: number) {}",
    ["project", "issue", "note", "mergeRequest"],
  ],
  ["const a = ({ iid }: { iid: number }) => iid", ["iid"]],
  ["type Known = readonly [iid: number, title: string];", ["iid"]],
  ["function agendaIid(): number { return 1; }", ["agendaIid"]],
  ["async function iidsOf(): Promise<number[]> { return []; }", ["iidsOf"]],
  ["const A = z.object({ issue: z.int(), project: z.string() })", ["issue"]],
  ["interface A { readonly projects: number; readonly days: Map<number, string>; readonly note: string }", []],
  ["const a = (iid: IssueIid | null, iids: readonly IssueIid[], project: string, index: number) => 0", []],
  ["const A = z.object({ iid: IssueIid, noteId: z.nullable(NoteId.check(z.positive())) })", []],
])("would find what is plain in: %s", (code, found) => {
  expect(plainIdsIn("planted.ts", code)).toEqual(found);
});
