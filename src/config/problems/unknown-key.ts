import { nearestWord } from "../../domain/text/nearest-word.ts";
import { type JsonSchema, schemasAt } from "../schema/json-schema.ts";
import type { Path } from "../yaml/places.ts";
import { type Complaint, complaintOf } from "./complaint.ts";
import { keysOf } from "./describe-schema.ts";
import { isTokenKey, tokenComplaint } from "./token-in-file.ts";

/** Says what a key that nothing reads was probably meant to be. `path` leads to the map that holds it. */
export function explainUnknownKey(path: Path, key: string, root: JsonSchema): Complaint {
  const whole: Path = [...path, key];
  if (isTokenKey(key)) return tokenComplaint(whole);
  if (key === "<<")
    return complaintOf(whole, "merge keys are not read", ["keys for all meetings under defaults"], "key");
  if (key === "guard" && path.length === 0) return guardComplaint(whole);
  const elsewhere = placesOf(key, root);
  const isPlace = path.length === 0 || (path[0] === "meetings" && path.length === 2) || path[0] === "defaults";
  if (isPlace && elsewhere.length > 0)
    return { ...complaintOf(whole, "the key does not belong here", elsewhere, "key"), nearest: elsewhere[0] ?? null };
  const known = keysOf(schemasAt(root, path));
  return { ...complaintOf(whole, "there is no such key here", known, "key"), nearest: nearestKey(key, known) };
}

/** A list of what a customer should not read cannot stand where the customer reads it. */
function guardComplaint(path: Path): Complaint {
  const problem = "a customer reads the file of a project, so what it should not read is not listed there";
  return complaintOf(
    path,
    problem,
    ["guard at the top of the service's cadence.yml, or of a file that --config names"],
    "key",
  );
}

/** Where a key would be right: people indent too far or too little. */
function placesOf(key: string, root: JsonSchema): readonly string[] {
  const places: readonly (readonly [string, Path])[] = [
    ["at the top of the file", []],
    ["in a meeting", ["meetings", "ID"]],
    ["under defaults", ["defaults"]],
    ["under noise", ["noise"]],
    ["under reminders", ["reminders"]],
    ["under state_labels", ["state_labels"]],
  ];
  return places.filter(([, path]) => keysOf(schemasAt(root, path)).includes(key)).map(([words]) => `${key} ${words}`);
}

function nearestKey(key: string, known: readonly string[]): string | null {
  const separated = key
    .trim()
    .slice(0, 100)
    .replaceAll(/(?<=[a-z])(?=[A-Z])|[\s-]+/g, "_");
  const plain = separated.toLowerCase();
  const synonym = (SYNONYMS.get(plain) ?? []).find((word) => known.includes(word));
  return synonym ?? nearestWord(plain, known);
}

/** Words that people use for a key, too far from its name to be found as a typo. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["time_zone", ["timezone"]],
  ["tz", ["timezone"]],
  ["countries", ["country"]],
  ["team", ["account_team"]],
  ["customers", ["attendees"]],
  ["meeting", ["meetings"]],
  ["series", ["meetings"]],
  ["schedule", ["repeat"]],
  ["frequency", ["repeat"]],
  ["cadence", ["repeat"]],
  ["rule", ["rrule"]],
  ["start", ["from"]],
  ["start_date", ["from"]],
  ["end", ["until", "to"]],
  ["end_date", ["until", "to"]],
  ["to", ["until"]],
  ["till", ["until", "to"]],
  ["time", ["at"]],
  ["length", ["duration"]],
  ["name", ["title"]],
  ["why", ["reason"]],
  ["owner", ["csm"]],
  ["follow_up_due", ["due"]],
  ["deadline", ["due"]],
  ["draft", ["draft_for"]],
  ["interval", ["every"]],
  ["max", ["at_most", "per_day"]],
  ["quiet", ["quiet_hours"]],
  ["none", ["no_action_items"]],
]);
