import { textKey } from "../text/similarity.ts";
import { TEXT_LANGUAGES } from "../texts/language.ts";
import { type Texts, textsIn } from "../texts/texts.ts";
import type { MeetingTypeName } from "./types.ts";

/** Returns the action item that asks for feedback on a session, or the empty string for other types. `owner` is inert. */
export function renderSessionFeedback(type: MeetingTypeName | null, owner: string, { meetingTypes }: Texts): string {
  if (type !== "enablement-session") return "";
  return `- [ ] ${owner === "" ? "" : `${owner} `}${meetingTypes.feedback}`;
}

/** Whether an action item is the one that asks for feedback on a session, in any language. */
export function isSessionFeedback(text: string): boolean {
  const key = textKey(text);
  return TEXT_LANGUAGES.some((language) => key.includes(textKey(textsIn(language).meetingTypes.feedback)));
}
