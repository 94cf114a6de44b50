import type { Catalogue } from "./catalogue.ts";
import { GERMAN_COMMANDS } from "./de/commands.ts";
import { GERMAN_COMMENTS } from "./de/comments.ts";
import { GERMAN_REMINDERS } from "./de/reminders.ts";
import { GERMAN_SECTIONS } from "./de/sections.ts";
import { GERMAN_TITLES } from "./de/titles.ts";
import { ENGLISH_COMMANDS } from "./en/commands.ts";
import { ENGLISH_COMMENTS } from "./en/comments.ts";
import { ENGLISH_REMINDERS } from "./en/reminders.ts";
import { ENGLISH_SECTIONS } from "./en/sections.ts";
import { ENGLISH_TITLES } from "./en/titles.ts";
import { type Formats, formatsOf } from "./formats.ts";
import type { TextLanguage } from "./language.ts";

/** All that a language says, and how it writes days and lists. */
export interface Texts extends Catalogue {
  readonly language: TextLanguage;
  readonly format: Formats;
}

const CATALOGUES: Readonly<Record<TextLanguage, Catalogue>> = {
  en: {
    commands: ENGLISH_COMMANDS,
    comments: ENGLISH_COMMENTS,
    reminders: ENGLISH_REMINDERS,
    sections: ENGLISH_SECTIONS,
    titles: ENGLISH_TITLES,
  },
  de: {
    commands: GERMAN_COMMANDS,
    comments: GERMAN_COMMENTS,
    reminders: GERMAN_REMINDERS,
    sections: GERMAN_SECTIONS,
    titles: GERMAN_TITLES,
  },
};

/** Returns the texts of a language. */
export function textsIn(language: TextLanguage): Texts {
  return { ...CATALOGUES[language], language, format: formatsOf(language) };
}
