import type { Catalogue } from "./catalogue.ts";
import { GERMAN_AGENDA } from "./de/agenda.ts";
import { GERMAN_COMMANDS } from "./de/commands.ts";
import { GERMAN_COMMENTS } from "./de/comments.ts";
import { GERMAN_FOLLOW_UP } from "./de/follow-up.ts";
import { GERMAN_INSTRUCTIONS } from "./de/instructions.ts";
import { GERMAN_MEETING_TYPES } from "./de/meeting-types.ts";
import { GERMAN_REMINDERS } from "./de/reminders.ts";
import { GERMAN_SECTIONS } from "./de/sections.ts";
import { GERMAN_TITLES } from "./de/titles.ts";
import { GERMAN_TOPICS } from "./de/topics.ts";
import { ENGLISH_AGENDA } from "./en/agenda.ts";
import { ENGLISH_COMMANDS } from "./en/commands.ts";
import { ENGLISH_COMMENTS } from "./en/comments.ts";
import { ENGLISH_FOLLOW_UP } from "./en/follow-up.ts";
import { ENGLISH_INSTRUCTIONS } from "./en/instructions.ts";
import { ENGLISH_MEETING_TYPES } from "./en/meeting-types.ts";
import { ENGLISH_REMINDERS } from "./en/reminders.ts";
import { ENGLISH_SECTIONS } from "./en/sections.ts";
import { ENGLISH_TITLES } from "./en/titles.ts";
import { ENGLISH_TOPICS } from "./en/topics.ts";
import { type Formats, formatsOf } from "./formats.ts";
import type { TextLanguage } from "./language.ts";

/** All that a language says, and how it writes days and lists. */
export interface Texts extends Catalogue {
  readonly language: TextLanguage;
  readonly format: Formats;
}

const CATALOGUES: Readonly<Record<TextLanguage, Catalogue>> = {
  en: {
    agenda: ENGLISH_AGENDA,
    commands: ENGLISH_COMMANDS,
    comments: ENGLISH_COMMENTS,
    followUp: ENGLISH_FOLLOW_UP,
    instructions: ENGLISH_INSTRUCTIONS,
    meetingTypes: ENGLISH_MEETING_TYPES,
    reminders: ENGLISH_REMINDERS,
    sections: ENGLISH_SECTIONS,
    titles: ENGLISH_TITLES,
    topics: ENGLISH_TOPICS,
  },
  de: {
    agenda: GERMAN_AGENDA,
    commands: GERMAN_COMMANDS,
    comments: GERMAN_COMMENTS,
    followUp: GERMAN_FOLLOW_UP,
    instructions: GERMAN_INSTRUCTIONS,
    meetingTypes: GERMAN_MEETING_TYPES,
    reminders: GERMAN_REMINDERS,
    sections: GERMAN_SECTIONS,
    titles: GERMAN_TITLES,
    topics: GERMAN_TOPICS,
  },
};

/** Returns the texts of a language. */
export function textsIn(language: TextLanguage): Texts {
  return { ...CATALOGUES[language], language, format: formatsOf(language) };
}
