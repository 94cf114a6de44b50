import type { Texts } from "../texts/texts.ts";
import { addDays } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { MEETING_TYPES } from "./meeting-types.ts";
import type { MeetingTypeName } from "./types.ts";

interface StepFacts {
  readonly type: MeetingTypeName;
  /** The day of the call, and that on which the agenda is made. */
  readonly date: PlainDate;
  readonly today: PlainDate;
  /** Who prepares the call, inert; the empty string where nobody is known. */
  readonly owner: string;
  readonly texts: Texts;
}

/**
 * Returns what is to be prepared for a call as action items, or the empty string. None is due before the day on which its agenda
 * is made: nobody could have known of it.
 */
export function renderSteps({ type, date, today, owner, texts }: StepFacts): string {
  const who = owner === "" ? "" : `${owner} `;
  return MEETING_TYPES[type].steps
    .map(({ text, weeksBefore }) => {
      const day = addDays(date, -7 * weeksBefore);
      const due = texts.sections.due({ due: day < today ? today : day });
      return `- [ ] ${who}${texts.meetingTypes.steps[text]}, ${due}`;
    })
    .join("\n");
}
