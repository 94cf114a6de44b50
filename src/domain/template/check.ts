import { nearestWord } from "../text/nearest-word.ts";
import { findExcess } from "./size.ts";
import { readTags, type TemplateTag } from "./tags.ts";
import type { TemplateRecord, TemplateValue, TemplateVariables } from "./values.ts";

export type { TemplateValue, TemplateVariables } from "./values.ts";

/** One thing wrong in a template. Lines and columns count from 1. */
export interface TemplateProblem {
  readonly line: number;
  readonly column: number;
  /** The name in the tag, as written. */
  readonly name: string;
  readonly problem: string;
  /** The known name that was probably meant, or null. */
  readonly nearest: string | null;
  /** All names that may stand there. */
  readonly known: readonly string[];
}

/** Deeper sections than this serve nobody, and the renderer recurses. */
const MAX_DEPTH = 50;

/** What an open section lets its tags see besides the names around it; null fields: an empty list, any name may be meant. */
interface Scope {
  readonly tag: TemplateTag;
  readonly fields: readonly string[] | null;
  /** Whether `{{.}}` is a text here. */
  readonly dot: boolean;
}

function lookUp(variables: TemplateVariables, name: string): TemplateValue | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

function scopeOf(tag: TemplateTag, value: TemplateValue | undefined, around: Scope | undefined): Scope {
  if (tag.kind === "inverted" || value === undefined || typeof value === "boolean") {
    return { tag, fields: value === undefined ? null : [], dot: around?.dot ?? false };
  }
  if (typeof value === "string") return { tag, fields: [], dot: true };
  if (value.length === 0) return { tag, fields: null, dot: true };
  const records = value.filter((entry): entry is TemplateRecord => typeof entry !== "string");
  return { tag, fields: [...new Set(records.flatMap((record) => Object.keys(record)))], dot: records.length === 0 };
}

/** Line and column of ascending offsets, in one walk over the text. */
function placesOf(template: string, offsets: readonly number[]): readonly { line: number; column: number }[] {
  let line = 1;
  let lineStart = 0;
  let lineEnd = template.indexOf("\n");
  return offsets.map((offset) => {
    while (lineEnd >= 0 && lineEnd < offset) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = template.indexOf("\n", lineStart);
    }
    return { line, column: offset - lineStart + 1 };
  });
}

type TemplateFinding = Omit<TemplateProblem, "line" | "column"> & { readonly start: number };

function problemOf(tag: TemplateTag, value: TemplateValue | undefined): string | null {
  if (tag.kind !== "value" || typeof value === "string") return null;
  if (typeof value === "boolean") return `${tag.name} is yes or no: write {{#${tag.name}}} ... {{/${tag.name}}}`;
  return `${tag.name} is a list: write {{#${tag.name}}} ... {{/${tag.name}}}`;
}

/** Checks one name against what is known where it stands. */
function checkName(tag: TemplateTag, variables: TemplateVariables, scopes: readonly Scope[]): TemplateFinding | null {
  if (tag.name === ".") {
    if (scopes.at(-1)?.dot === true) return null;
    return {
      ...finding(tag, "{{.}} stands for an entry of a list of texts, and there is none around it"),
      nearest: null,
    };
  }
  if (scopes.some(({ fields }) => fields?.includes(tag.name))) return null;
  const value = lookUp(variables, tag.name);
  if (value !== undefined) {
    const problem = problemOf(tag, value);
    return problem === null ? null : finding(tag, problem);
  }
  if (scopes.some(({ fields }) => fields === null)) return null;
  const known = [...new Set([...scopes.flatMap(({ fields }) => fields ?? []), ...Object.keys(variables)])];
  return { ...finding(tag, `there is no variable ${tag.name}`), nearest: nearestWord(tag.name, known), known };
}

function finding(tag: TemplateTag, problem: string): TemplateFinding {
  return { start: tag.start, name: tag.name, problem, nearest: null, known: [] };
}

function closeSection(tag: TemplateTag, scopes: Scope[]): TemplateFinding | null {
  const open = scopes.pop();
  if (open === undefined) return finding(tag, `{{/${tag.name}}} closes a section that was not opened`);
  if (open.tag.name === tag.name) return null;
  return { ...finding(tag, `{{/${tag.name}}} stands where {{/${open.tag.name}}} is expected`), nearest: open.tag.name };
}

/**
 * All that keeps a template from being filled in: unknown names, lists and conditions used as text, partials, sections
 * left open or crossed, broken tags, an outcome beyond all measure; in the order in which they stand.
 */
export function checkTemplate(template: string, variables: TemplateVariables): readonly TemplateProblem[] {
  const { tags, broken } = readTags(template);
  const findings: TemplateFinding[] = [];
  const scopes: Scope[] = [];
  for (const tag of tags) {
    let found: TemplateFinding | null = null;
    if (tag.kind === "partial") found = finding(tag, "a template can't take in another one ({{>...}})");
    else if (tag.kind === "close") found = closeSection(tag, scopes);
    else if (tag.kind === "value" || tag.kind === "section" || tag.kind === "inverted") {
      found = checkName(tag, variables, scopes);
      if (tag.kind !== "value") scopes.push(scopeOf(tag, lookUp(variables, tag.name), scopes.at(-1)));
    }
    if (found !== null) findings.push(found);
    if (scopes.length > MAX_DEPTH) {
      findings.push(finding(tag, `sections are nested more than ${MAX_DEPTH} deep`));
      scopes.length = 0;
      break;
    }
  }
  if (broken !== null) findings.push({ ...broken, nearest: null, known: [] });
  else for (const { tag } of scopes) findings.push(finding(tag, `the section {{#${tag.name}}} is not closed`));
  const excess = findings.length === 0 ? findExcess(template, tags, variables) : null;
  if (excess !== null) findings.push(finding(excess, "filled in, the template would be longer than 4 million letters"));
  findings.sort((a, b) => a.start - b.start);
  const places = placesOf(
    template,
    findings.map(({ start }) => start),
  );
  return findings.map(({ start: _, ...problem }, index) => ({ line: 1, column: 1, ...places[index], ...problem }));
}
