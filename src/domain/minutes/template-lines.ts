import { splitLines } from "../markdown/source.ts";
import type { TemplateVariables } from "../template/values.ts";
import { textKey } from "../text/similarity.ts";
import type { TextLanguage } from "../texts/language.ts";

/** What stands before the words of a line: bullets, boxes, the signs of headings and quotes. */
const BEFORE = /^[ \t]*(?:(?:[-*+>]|#{1,6}|\d{1,9}[.)]|\[[ xX~]?\])[ \t]+){0,4}/;
const MOST_LINES = 2_000;
const VARIABLE = /\{\{\{?&? ?([A-Za-z_]\w{0,39}) ?\}?\}\}/g;

function textOf(known: TemplateVariables, name: string): string | null {
  const value = Object.hasOwn(known, name) ? known[name] : null;
  return typeof value === "string" ? value : null;
}

/**
 * The lines that a template brings, as texts are compared: who left one as it was said nothing with it. Lines with other
 * variables than those that are known, the customer and the project's own, are not among them.
 */
export function templateLines(template: string, known: TemplateVariables): ReadonlySet<string> {
  const lines = splitLines(template).slice(0, MOST_LINES);
  const filled = lines.map((line) => line.replace(VARIABLE, (tag, name: string) => textOf(known, name) ?? tag));
  const keys = filled.filter((line) => !line.includes("{{")).map((line) => textKey(line.replace(BEFORE, "")));
  return new Set(keys.filter((key) => key !== ""));
}

/** Topics of shipped templates as earlier versions had them: they stand in agendas that are open yet. */
const EARLIER = ["Open action items", "Offene Aktionspunkte"].map(textKey);

/** The same of a template in all its languages: what was made before the language of a project was changed is left as it was too. */
export function linesOfTemplate(
  template: { readonly text: string; readonly translations?: ReadonlyMap<TextLanguage, string> },
  known: TemplateVariables,
): ReadonlySet<string> {
  const texts = [template.text, ...(template.translations?.values() ?? [])];
  return new Set([...EARLIER, ...texts.flatMap((text) => [...templateLines(text, known)])]);
}
