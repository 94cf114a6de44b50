import { checkTitle } from "../../domain/agenda/variables.ts";
import type { TemplateProblem } from "../../domain/template/check.ts";
import { templateVariables } from "../../domain/template/tags.ts";
import { nearestWord } from "../../domain/text/nearest-word.ts";
import { ENGLISH_TITLES } from "../../domain/texts/en/titles.ts";
import type { Read } from "./leaf.ts";

/** Half of a pair of surrogates, which an escape in YAML can make, is no character: no address or file can hold it. */
export const LINE_OR_CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** Longest title GitLab takes; customers, labels and headings need no more. */
const MAX_LENGTH = 255;

/** A single line that is not blank. `what` names it in messages, `example` is shown when it is not. */
export function readLine(text: string, what: string, example: string): Read<string> {
  const trimmed = text.trim();
  if (trimmed === "") return refusal(`${what} is empty`, [example]);
  if (LINE_OR_CONTROL.test(trimmed))
    return refusal(`${what} has more than one line, or a control character`, [example]);
  if (trimmed.length > MAX_LENGTH)
    return refusal(`${what} has ${trimmed.length} letters`, [`at most ${MAX_LENGTH} letters`]);
  return { ok: true, value: trimmed };
}

/** A label's title. GitLab takes labels in a list with commas, so a comma would make two of one. */
export function readLabel(text: string): Read<string> {
  const line = readLine(text, "a label", "meeting-agenda");
  if (!line.ok || !line.value.includes(",")) return line;
  const parts = line.value.split(",").map((part) => part.trim());
  return refusal("a label holds no comma", [`[${parts.join(", ")}] for several labels`]);
}

/** The name of a description template: a file in `.gitlab/issue_templates`, without folder and `.md`. */
export function readTemplateName(text: string, example = "Meeting Agenda"): Read<string> {
  const line = readLine(text, "the name of a template", example);
  if (!line.ok) return line;
  const name = line.value.replace(/^.*[/\\]/, "").replace(/\.md$/i, "");
  if (name === line.value && !name.startsWith(".")) return line;
  const nearest = name === "" || name.startsWith(".") ? null : name;
  return refusal("a template is named without folder and without .md", [example], nearest);
}

/** A project by path or by id. */
export function readProjectReference(text: string): Read<string> {
  if (/^[1-9]\d{0,15}$/.test(text)) return { ok: true, value: text };
  if (/^[A-Za-z0-9_][\w.-]*(\/[A-Za-z0-9_][\w.-]*)+$/.test(text)) return { ok: true, value: text };
  const inUrl = /^https?:\/\/[^/]+\/(.+?)(?:\/-\/[^]*|\.git|\/)?$/.exec(text)?.[1] ?? null;
  return refusal("not the path or id of a project", ["group/templates", "1234"], inUrl);
}

/** The handbook's meeting names (Cadence Calls, naming): what they are in words depends on the language. */
export const NAMED_TITLES = ["customer", "frequency", "plain"] as const;
const EXAMPLE = ENGLISH_TITLES.customer;

/** The name of one of the handbook's three meeting names, or a pattern with `{{variables}}`. */
export function readTitle(text: string): Read<string> {
  const named = NAMED_TITLES.find((name) => name === text.trim().toLowerCase());
  if (named !== undefined) return { ok: true, value: named };
  const line = readLine(text, "the title", EXAMPLE);
  if (!line.ok) return line;
  const rest = line.value.replaceAll(/\{\{\{?[^{}]*\}?\}\}/g, "");
  if (/\{\{|\}\}/.test(rest))
    return refusal("the braces of a variable are not closed, or not opened", ["{{customer}}", "{{date}}"]);
  // Which names there are is known with the whole file, which may have variables of its own: `check-variables.ts`.
  const any = Object.fromEntries(templateVariables(line.value).map((name) => [name, ""]));
  const [wrong] = checkTitle(line.value, any);
  if (wrong !== undefined) return refuseTitle(line.value, wrong);
  const nearest = line.value.length <= 10 && !line.value.includes(" ") ? nearestWord(line.value, NAMED_TITLES) : null;
  return nearest === null
    ? line
    : refusal(`"${line.value}" would be the title of every agenda`, [...NAMED_TITLES, EXAMPLE], nearest);
}

/** Refuses a title for what is wrong with one of its variables, with the title that was probably meant. */
export function refuseTitle(title: string, { name, nearest, problem, known }: TemplateProblem) {
  const meant = nearest === null ? null : title.replace(`{{${name}}}`, `{{${nearest}}}`);
  return refusal(
    problem,
    known.map((one) => `{{${one}}}`),
    meant,
  );
}

/** Builds a refusal with the nearest word to a typo. */
export function refusal(problem: string, allowed: readonly string[], nearest: string | null = null): Read<never> {
  return { ok: false, problem, allowed, nearest };
}
