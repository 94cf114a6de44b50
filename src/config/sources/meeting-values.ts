import { MEETING_TYPES } from "../../domain/meeting-types/meeting-types.ts";
import type { MeetingTypeName } from "../../domain/meeting-types/types.ts";
import { ONBOARDING_CADENCE, steadyCadence } from "../../domain/profile/cadence.ts";
import type { CustomerProfile } from "../../domain/profile/types.ts";
import { formatRhythm } from "../../domain/schedule/format.ts";
import type { Recurrence } from "../../domain/schedule/types.ts";
import { isMap, type RawMap } from "../check/raw.ts";
import { typeValues } from "../resolve/meeting-types.ts";
import type { MeetingSeries, ProjectConfiguration } from "../resolve/types.ts";
import { CADENCE_SERIES } from "../schema/calls.ts";
import { HANDBOOK_DEFAULTS, HANDBOOK_ROWS } from "../schema/handbook-defaults.ts";
import type { Path } from "../yaml/places.ts";
import { atPlace, defaultSource, leavesOf, written } from "./leaves.ts";
import type { ConfigurationValue, ValueSource, WrittenConfiguration } from "./types.ts";

/** A layer of a meeting as it is written: what it says, and where each of its values is from. */
interface WrittenLayer {
  readonly values: unknown;
  readonly sourceOf: (path: Path) => ValueSource;
}

/** Keys that say when a series meets; the rest is said by layers. */
const WHEN: readonly string[] = ["repeat", "rrule", "at", "from", "contract", "after", "in", "when"];
/** Of these each layer adds to those before it. */
const ADDED_UP: readonly string[] = ["skip", "pause"];

/** Returns the values of a series, each from the last layer that gives it. */
export function meetingValues(
  series: MeetingSeries,
  configuration: WrittenConfiguration,
  { profile, meetings, language }: ProjectConfiguration,
): readonly ConfigurationValue[] {
  const { map, place } = configuration;
  const at: Path = ["meetings", series.id];
  const meeting = isMap(map["meetings"]) ? map["meetings"][series.id] : undefined;
  const layers: readonly WrittenLayer[] = [
    { values: HANDBOOK_DEFAULTS, sourceOf: (path) => defaultSource(HANDBOOK_ROWS[path.join(".")]) },
    {
      values: typeValues(series.id, series.type, language),
      sourceOf: (path) => typeSource(series.type, path.join(".")),
    },
    { values: map["defaults"], sourceOf: (path) => atPlace(place(["defaults", ...path])) },
    { values: withoutKeys(meeting, WHEN), sourceOf: (path) => atPlace(place([...at, ...path])) },
  ];
  const layered = merged(layers).map((one) => (one.key === "title" ? titleValue(one, series, meetings[0]) : one));
  return [...impliedType(series, meeting), ...whenValues(series, configuration, profile), ...layered].map((one) => ({
    ...one,
    key: [...at, one.key].join("."),
  }));
}

/** The type that the id says; one that the entry says is among its values. */
function impliedType({ type }: MeetingSeries, meeting: unknown): readonly ConfigurationValue[] {
  if (type === null || (isMap(meeting) && meeting["type"] !== undefined)) return [];
  return [{ key: "type", value: type, sources: [{ part: null, from: "the meeting's id", row: null }] }];
}

function typeSource(type: MeetingTypeName | null, key: string): ValueSource {
  const row = type === null ? null : (MEETING_TYPES[type].rows[key] ?? null);
  return { part: null, from: row === null ? `type ${type}` : `handbook ${row}, type ${type}`, row };
}

/** Where nobody says a title, all series but the first have one with their name. */
function titleValue(
  value: ConfigurationValue,
  { id, title }: MeetingSeries,
  first: MeetingSeries | undefined,
): ConfigurationValue {
  const isDefault = value.sources.some(({ from }) => from === defaultSource(HANDBOOK_ROWS["title"]).from);
  if (!isDefault || id === first?.id) return value;
  return { ...value, value: title, sources: [{ part: null, from: "default: with the name of the series", row: null }] };
}

function withoutKeys(value: unknown, keys: readonly string[]): unknown {
  return isMap(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : value;
}

/** A value, and the number of the layer that gives it. */
interface LayeredValue extends ConfigurationValue {
  readonly layer: number;
}

function merged(layers: readonly WrittenLayer[]): readonly ConfigurationValue[] {
  const values = new Map<string, LayeredValue>();
  for (const [layer, { values: given, sourceOf }] of layers.entries()) {
    for (const { path, value } of leavesOf(given)) {
      const key = path.length === 1 && path[0] === "follow_up" ? "follow_up.when" : path.join(".");
      const [text, source] = [written(value), sourceOf(path)];
      const before = ADDED_UP.includes(key) ? values.get(key) : undefined;
      const earlier = before?.sources.map((one) => ({ ...one, part: one.part ?? before.value }));
      const sources = earlier === undefined ? [source] : [...earlier, { ...source, part: text }];
      values.set(key, { key, layer, value: before === undefined ? text : `${before.value} and ${text}`, sources });
    }
  }
  return withoutSwitch(values);
}

/** `carry: false` takes the place of what stands below `carry`; what stands below it in a later layer switches it on again. */
function withoutSwitch(values: ReadonlyMap<string, LayeredValue>): readonly ConfigurationValue[] {
  const carry = values.get("carry");
  const below = [...values.values()].filter(({ key }) => key.startsWith("carry."));
  const isOff = carry?.value === "false" && below.every(({ layer }) => layer <= carry.layer);
  return [...values.values()]
    .filter(({ key }) => (isOff ? !key.startsWith("carry.") : key !== "carry"))
    .map(({ key, value, sources }) => ({ key, value, sources }));
}

function whenValues(
  { id, schedule }: MeetingSeries,
  { map, place }: WrittenConfiguration,
  profile: CustomerProfile | null,
): readonly ConfigurationValue[] {
  const meeting = isMap(map["meetings"]) ? map["meetings"][id] : undefined;
  const own = isMap(meeting) ? meeting : {};
  const isInShort = map["calls"] !== undefined && id === CADENCE_SERIES;
  const key = own["rrule"] === undefined ? "repeat" : "rrule";
  const triggered = ["contract", "after"].find((one) => own[one] !== undefined);
  if (triggered !== undefined) return triggeredValues({ id, schedule, own, triggered }, { map, place });
  const rhythms = schedule.recurrences.map((one) => {
    const from = isInShort ? place(["calls"]) : place(["meetings", id, key]);
    return {
      key: "repeat",
      value: formatRhythm([one]),
      sources: isInShort && profile !== null ? partsOf(one, map["calls"], profile, from) : [atPlace(from)],
    };
  });
  const start = own["from"] === undefined ? ["profile", "since"] : ["meetings", id, "from"];
  const isGiven = own["from"] !== undefined || (isInShort && profile !== null);
  return [...rhythms, ...(isGiven ? [{ key: "from", value: schedule.from, sources: [atPlace(place(start))] }] : [])];
}

/** Of a month of the contract, or of what follows another call: which day of the week stands elsewhere. */
function triggeredValues(
  {
    id,
    schedule,
    own,
    triggered,
  }: Pick<MeetingSeries, "id" | "schedule"> & { readonly own: RawMap; readonly triggered: string },
  { place }: WrittenConfiguration,
): readonly ConfigurationValue[] {
  const when = own["when"] === undefined ? `calls, ${place(["calls"])}` : place(["meetings", id, "when"]);
  const sources = [
    { part: `${triggered}: ${written(own[triggered])}`, from: place(["meetings", id, triggered]), row: null },
    { part: "day and time", from: when, row: null },
  ];
  return schedule.recurrences.map((one) => ({ key: "repeat", value: formatRhythm([one]), sources }));
}

/** Of a day and time the profile says how often. */
function partsOf(
  { text, lastDay }: Recurrence,
  calls: unknown,
  profile: CustomerProfile,
  place: string,
): readonly ValueSource[] {
  const cadence = [steadyCadence(profile), ONBOARDING_CADENCE].find(({ every }) => text.startsWith(`${every} on `));
  if (typeof calls !== "string" || cadence === undefined || calls.trim().startsWith(cadence.every)) {
    return [atPlace(place)];
  }
  const { every, row, of } = cadence;
  const rest = text.slice(`${every} on `.length);
  return [
    { part: every, from: `handbook ${row}, ${of}`, row },
    ...(lastDay === undefined ? [] : [{ part: "until", from: "profile.onboarded", row: "C6" }]),
    { part: rest, from: rest.startsWith("the ") ? `${place}, in the week of from` : place, row: null },
  ];
}
