import { readdirSync, readFileSync } from "node:fs";
import { TEXT_LANGUAGES } from "../../../src/domain/texts/language.ts";
import { type Texts, textsIn } from "../../../src/domain/texts/texts.ts";
import { shownLines, tokensOf } from "./tokens.ts";

/** A sentence of a catalogue: words, and places where something is put in (null). */
export interface Pattern {
  readonly key: string;
  readonly parts: readonly (string | null)[];
  /** Of each place but the first, whether more than a blank stands before it: all that is known of a sentence without words. */
  readonly apart: readonly boolean[];
}

const PLACE = "\uE000";
/** Numbers that have forms of their own in some language. */
const COUNTS = [0, 1, 2, 3, 4, 11];

/** Stands for every value: a number where a sentence counts, a mark where it puts the value in. */
function valuesOf(count: number): never {
  const place = Object.assign(Object(count) as object, { toString: () => PLACE });
  return new Proxy({}, { get: () => place }) as never;
}

function patternOf(key: string, sentence: string): Pattern {
  // What is written to a number (`2nd`) is one word with it.
  const between = sentence.replaceAll(/\{\{[^{}]*\}\}/g, PLACE).split(/\uE000\p{L}*/u);
  const parts = between.flatMap((words, at) => {
    const known = shownLines(words).flatMap((line) => tokensOf(line).map(({ word }) => word));
    return at === 0 ? known : [null, ...known];
  });
  return { key, parts, apart: between.slice(1, -1).map((mark) => mark.trim() !== "") };
}

/** A sentence that is no more than one value says nothing. */
function saysSomething({ parts }: Pattern): boolean {
  return parts.length > 1 || typeof parts[0] === "string";
}

function formsOf(sentence: unknown): readonly string[] {
  if (typeof sentence === "string") return [sentence];
  if (typeof sentence !== "function") return [];
  return [...new Set(COUNTS.map((count) => String(sentence(valuesOf(count)))))];
}

/** Every sentence of a subject with its key; subjects may have subjects of their own. */
function sentencesOf(key: string, subject: object): readonly (readonly [key: string, form: string])[] {
  return Object.entries(subject).flatMap(([name, sentence]) =>
    typeof sentence === "object" && sentence !== null
      ? sentencesOf(`${key}.${name}`, sentence)
      : formsOf(sentence).map((form) => [`${key}.${name}`, form] as const),
  );
}

/** The sentences of a language, by subject and name. */
function catalogueOf({ language, format: _format, ...subjects }: Texts): readonly Pattern[] {
  return sentencesOf(language, subjects)
    .map(([key, form]) => patternOf(key, form))
    .filter(saysSomething);
}

/** The lines of a template that is filled in. */
function templateLinesOf(name: string, template: string): readonly Pattern[] {
  return template
    .replaceAll(/\{\{[#^/][^{}]*\}\}/g, "\n")
    .split("\n")
    .map((line) => patternOf(`${name}: ${line}`, line))
    .filter(saysSomething);
}

const TEMPLATES = new URL("../../../issue_templates/", import.meta.url);

function templateTexts(): readonly (readonly [file: string, text: string])[] {
  return readdirSync(TEMPLATES, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => [file, readFileSync(new URL(encodeURI(file), TEMPLATES), "utf8")]);
}

/** The lines of the shipped templates in all languages. */
export function shippedTemplates(): readonly Pattern[] {
  return templateTexts().flatMap(([file, text]) => templateLinesOf(file, text));
}

/** Their action items, which are quoted, and cut, as those of people are. */
export function shippedItems(): readonly string[] {
  return templateTexts().flatMap(([, text]) => text.split("\n").filter((line) => line.startsWith("- [ ] ")));
}

/** The sentences of all languages. */
export function catalogues(): readonly Pattern[] {
  return TEXT_LANGUAGES.flatMap((language) => catalogueOf(textsIn(language)));
}
