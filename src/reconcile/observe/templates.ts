import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import { earlierTemplate, SHIPPED_TEMPLATES, templatePath } from "../../config/templates.ts";
import type { AgendaTemplate } from "../../domain/agenda/types.ts";
import { ConfigError } from "../../domain/errors.ts";
import { contentHash } from "../../domain/marker/content-hash.ts";
import { findElsewhere } from "../../domain/template/quiet-template.ts";
import { TEXT_LANGUAGES, type TextLanguage } from "../../domain/texts/language.ts";
import type { GitLab } from "../../gitlab/port.ts";
import { ownProjectOf } from "../model/own-project.ts";
import { SHIPPED, sharedTemplate } from "../model/template-source.ts";
import type { ProjectState, SeriesState } from "../model/types.ts";

/** Reads a shipped template by name in a language, null where there is none. */
export type ShippedTemplates = (name: string, language: TextLanguage) => Promise<string | null>;

/** The template of a series: the project's or the one it inherits, the template project's, the shipped one; else null. */
async function readTemplate(
  gitlab: GitLab,
  name: string,
  { templateProject, language }: ProjectConfiguration,
  shipped: ShippedTemplates,
): Promise<AgendaTemplate | null> {
  const own = await gitlab.getIssueTemplate(name);
  const copied = own === null ? null : await copiedTemplate(own, language, shipped);
  const mended = copied === null ? null : await readShipped(name, copied, language, shipped);
  if (mended !== null) return mended;
  if (own !== null) return { name, text: own, source: "the project" };
  if (templateProject !== null) {
    const text = await gitlab.readFileOf(templateProject, templatePath(name));
    const shared = text === null ? null : sharedTemplate(text);
    if (shared !== null) return { name, text: shared, source: templateProject };
  }
  return readShipped(name, name, language, shipped);
}

async function readShipped(
  name: string,
  original: string,
  language: TextLanguage,
  shipped: ShippedTemplates,
): Promise<AgendaTemplate | null> {
  const texts = await Promise.all(TEXT_LANGUAGES.map(async (one) => [one, await shipped(original, one)] as const));
  const translations = new Map(texts.flatMap(([one, text]) => (text === null ? [] : [[one, text] as const])));
  const text = translations.get(language);
  return text === undefined ? null : { name, text, translations, source: SHIPPED };
}

/**
 * The shipped template that a text is a copy of which nobody changed, in an earlier version or another language: it gets what
 * was mended since, in the language of the project. Null for what people wrote, and for what is up to date.
 */
async function copiedTemplate(text: string, language: TextLanguage, shipped: ShippedTemplates): Promise<string | null> {
  const earlier = earlierTemplate(contentHash(text));
  if (earlier !== null) return earlier;
  const others = TEXT_LANGUAGES.filter((one) => one !== language);
  for (const name of SHIPPED_TEMPLATES) {
    for (const other of others) if ((await shipped(name, other)) === text) return name;
  }
  return null;
}

/** A template that a series names. Throws a `ConfigError` for one that exists nowhere. */
export async function readTemplateFor(
  gitlab: GitLab,
  state: ProjectState,
  series: SeriesState,
  name: string,
  shipped: ShippedTemplates,
): Promise<AgendaTemplate> {
  const { id, followUp } = series.meeting;
  const template = await readTemplate(gitlab, name, state.snapshot.configuration, shipped);
  const key = name === followUp.template && name !== series.meeting.template ? "follow_up.template" : "template";
  if (template === null) throw missingTemplate(name, `meetings.${id}.${key}`);
  // No issue tells the project's path yet, and only a template that may refer to something hangs on it.
  if (ownProjectOf(state) !== null || findElsewhere(template.text, null).length === 0) return template;
  const { path } = await gitlab.getProject();
  return { ...template, project: { url: `${gitlab.url}/${path}`, path } };
}

function missingTemplate(name: string, key: string): Error {
  return new ConfigError(`no template "${name}"`, [
    {
      file: templatePath(name),
      line: null,
      column: null,
      key,
      found: name,
      problem: "there is no such issue template in the project, in the template project or among the shipped ones",
      allowed: ["a file in .gitlab/issue_templates on the default branch", ...SHIPPED_TEMPLATES],
      nearest: null,
    },
  ]);
}
