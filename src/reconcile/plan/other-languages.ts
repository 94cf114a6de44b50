import { TEXT_LANGUAGES, type TextLanguage } from "../../domain/texts/language.ts";
import { textsIn } from "../../domain/texts/texts.ts";
import type { FollowUpContext } from "./follow-up-context.ts";

/** The same project as if it had another language: shipped templates are those of that one. */
function inLanguage({ state, details, ...context }: FollowUpContext, language: TextLanguage): FollowUpContext {
  const templates = [...details.templates].map(([name, template]) => {
    const text = template.translations?.get(language) ?? template.text;
    return [name, { ...template, text }] as const;
  });
  return {
    ...context,
    state: { ...state, texts: textsIn(language) },
    details: { ...details, templates: new Map(templates) },
  };
}

/** The project in the languages that it does not have: what was written in one of them before is up to date as well. */
export function inOtherLanguages(context: FollowUpContext): readonly FollowUpContext[] {
  const others = TEXT_LANGUAGES.filter((language) => language !== context.state.texts.language);
  return others.map((language) => inLanguage(context, language));
}
