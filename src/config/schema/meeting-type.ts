import { MEETING_TYPE_NAMES, type MeetingTypeName } from "../../domain/meeting-types/types.ts";
import { nearestWord } from "../../domain/text/nearest-word.ts";
import { leaf, type Read } from "./leaf.ts";
import { refusal } from "./texts.ts";

/** `type` of a meeting: whose values hold where neither it nor `defaults` says otherwise. */
export function MeetingTypeSchema() {
  const about = {
    title: MEETING_TYPE_NAMES.map((one) => `\`${one}\``).join(" or "),
    description:
      "What kind of meeting this is: its template, title, length, lead time, steps of preparation and where its open items go are those that the handbook has for it, unless `defaults` or the meeting says otherwise. A file with `profile` or `calls` needs no `type` where the id is the name of one; `custom` is none of them.",
    examples: ["business-review"],
  };
  return leaf(about, (text): Read<MeetingTypeName> => {
    const word = text.trim().toLowerCase();
    const type = MEETING_TYPE_NAMES.find((one) => one === word);
    if (type !== undefined) return { ok: true, value: type };
    return refusal(`"${text}" is no type of meeting`, MEETING_TYPE_NAMES, nearestWord(word, MEETING_TYPE_NAMES));
  });
}
