import type { ENGLISH_AGENDA } from "./en/agenda.ts";
import type { ENGLISH_COMMANDS } from "./en/commands.ts";
import type { ENGLISH_COMMENTS } from "./en/comments.ts";
import type { ENGLISH_FOLLOW_UP } from "./en/follow-up.ts";
import type { ENGLISH_INSTRUCTIONS } from "./en/instructions.ts";
import type { ENGLISH_MEETING_TYPES } from "./en/meeting-types.ts";
import type { ENGLISH_REMINDERS } from "./en/reminders.ts";
import type { ENGLISH_SECTIONS } from "./en/sections.ts";
import type { ENGLISH_TITLES } from "./en/titles.ts";
import type { ENGLISH_TOPICS } from "./en/topics.ts";

/** The sentences by subject. The English ones say which there are: a language that lacks one does not compile. */
export interface Catalogue {
  readonly commands: typeof ENGLISH_COMMANDS;
  readonly agenda: typeof ENGLISH_AGENDA;
  readonly comments: typeof ENGLISH_COMMENTS;
  readonly followUp: typeof ENGLISH_FOLLOW_UP;
  readonly instructions: typeof ENGLISH_INSTRUCTIONS;
  readonly meetingTypes: typeof ENGLISH_MEETING_TYPES;
  readonly reminders: typeof ENGLISH_REMINDERS;
  readonly sections: typeof ENGLISH_SECTIONS;
  readonly titles: typeof ENGLISH_TITLES;
  readonly topics: typeof ENGLISH_TOPICS;
}
