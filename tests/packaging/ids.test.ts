import { parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

/** The sandbox is a GitLab: to it they are numbers. */
const files = sourcesOf(["src", "workers"]).filter(([file]) => !file.startsWith("src/sandbox/"));

/** What ids, and lists of them, are called. The project of a job may also go by what people call it. */
const NAMED = /^(?:projectIds?|noteIds?|iids?|\w+Iids?)$/;
const BRAND = /^(?:ProjectId|IssueIid|MergeRequestIid|NoteId)$/;
const PLAIN_SCHEMA = /\bz\.(?:coerce\.)?(?:int|number|string)\(/;

type Span = { readonly start: number; readonly end: number };

/** Names of ids whose type or schema is a plain number or text, and brands that are claimed instead of made by `domain/ids.ts`. */
function plainIdsIn(file: string, code: string): readonly string[] {
  const found: string[] = [];
  const textOf = ({ start, end }: Span): string => code.slice(start, end);
  const judge = (name: string, type: Span | null | undefined): void => {
    if (type == null || !(NAMED.test(name) || name === "project")) return;
    const members = textOf(type)
      .replace(/\breadonly\b|[\s()[\]]/g, "")
      .split("|");
    const isPlain = members.some(
      (one) => /^(?:\w+<)?number(?:$|[,>])/.test(one) || (one === "string" && name !== "project"),
    );
    if (isPlain) found.push(name);
  };
  new Visitor({
    TSPropertySignature: ({ key, typeAnnotation }) => judge(textOf(key), typeAnnotation?.typeAnnotation),
    PropertyDefinition: ({ key, typeAnnotation }) => judge(textOf(key), typeAnnotation?.typeAnnotation),
    // Parameters and variables.
    Identifier: ({ name, typeAnnotation }) => judge(name, typeAnnotation?.typeAnnotation),
    Property({ key, value }) {
      if (NAMED.test(textOf(key)) && value.type === "CallExpression" && PLAIN_SCHEMA.test(textOf(value)))
        found.push(textOf(key));
    },
    TSAsExpression({ typeAnnotation }) {
      if (BRAND.test(textOf(typeAnnotation))) found.push(`as ${textOf(typeAnnotation)}`);
    },
  }).visit(parseSync(file, code).program);
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
  ["const a = (iid: IssueIid | null, iids: readonly IssueIid[], project: string, index: number) => 0", []],
  ["const A = z.object({ iid: IssueIid, noteId: z.nullable(NoteId.check(z.positive())) })", []],
])("would find what is plain in: %s", (code, found) => {
  expect(plainIdsIn("planted.ts", code)).toEqual(found);
});
