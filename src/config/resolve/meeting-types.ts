import { MEETING_TYPES, typeNamedBy } from "../../domain/meeting-types/meeting-types.ts";
import { MEETING_TYPE_NAMES, type MeetingTypeName, type MeetingTypeValues } from "../../domain/meeting-types/types.ts";
import type { TextLanguage } from "../../domain/texts/language.ts";
import { textsIn } from "../../domain/texts/texts.ts";
import { HANDBOOK_DEFAULTS } from "../schema/handbook-defaults.ts";
import { MeetingDefaults, type MeetingDefaultsInput } from "../schema/meeting-file.ts";

/** What the handbook says of meetings, as the layers of one have it. */
export interface HandbookLayers {
  /** The first layer: what holds where nobody says otherwise. */
  readonly all: MeetingDefaultsInput;
  /** The next one, by the meeting's type. */
  readonly types: ReadonlyMap<MeetingTypeName, MeetingDefaultsInput>;
}

/** Reads what the handbook says, which takes milliseconds: once for many files. */
export function handbookLayers(): HandbookLayers {
  const schema = MeetingDefaults();
  const types = MEETING_TYPE_NAMES.map((name) => [name, schema.parse(MEETING_TYPES[name].values)] as const);
  return { all: schema.parse(HANDBOOK_DEFAULTS), types: new Map(types) };
}

/** What decides of which type a meeting is. */
interface TypedMeeting {
  readonly id: string;
  /** As its entry says it. */
  readonly type?: MeetingTypeName | undefined;
  /** Whether the file has `profile` or `calls`: in others ids mean nothing. */
  readonly isTyped: boolean;
}

/** Returns of which type a meeting is: as it says, else as its id says. */
export function typeOfMeeting({ id, type, isTyped }: TypedMeeting): MeetingTypeName | null {
  return type ?? (isTyped ? typeNamedBy(id) : null);
}

/** Returns the title that a type gives a meeting; null where it has none of its own. */
function titleOfType(id: string, type: MeetingTypeName, language: TextLanguage): string | null {
  // Several of one type could not be told apart by its name: theirs are made of their ids.
  if (MEETING_TYPES[type].values.title !== undefined || id !== type || type === "custom") return null;
  const { meetingTypes, titles } = textsIn(language);
  return titles.ofSeries({ name: meetingTypes.names[type] });
}

function withTitle<Values extends object>(values: Values, title: string | null): Values & { readonly title?: string } {
  return title === null ? values : { ...values, title };
}

/** The values of a type as a layer of a meeting, in the words of the file. */
export function typeValues(
  id: string,
  type: MeetingTypeName | null,
  language: TextLanguage,
): Omit<MeetingTypeValues, "title"> & { readonly title?: string } {
  return type === null ? {} : withTitle(MEETING_TYPES[type].values, titleOfType(id, type, language));
}

/** The same once read. */
export function typeLayer(
  { types }: HandbookLayers,
  id: string,
  type: MeetingTypeName | null,
  language: TextLanguage,
): MeetingDefaultsInput {
  return type === null ? {} : withTitle(types.get(type) ?? {}, titleOfType(id, type, language));
}
