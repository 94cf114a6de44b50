import { isMap } from "../check/raw.ts";
import { OBJECTIVE_LABELS } from "../schema/handbook-defaults.ts";
import { type JsonSchema, projectConfigurationJsonSchema } from "../schema/json-schema.ts";
import { atPlace, defaultSource, type Leaf, leavesOf, written, writtenValues } from "./leaves.ts";
import type { ConfigurationValue, WrittenConfiguration } from "./types.ts";

/** Explained elsewhere: key by key of each meeting, and with what follows from them. */
const NOT_HERE: readonly string[] = ["defaults", "meetings", "calls", "profile"];

/** Returns the values of the keys at the top of a project's file, in the order of the schema. */
export function projectValues(configuration: WrittenConfiguration): readonly ConfigurationValue[] {
  const { properties = {} } = projectConfigurationJsonSchema();
  return Object.entries(properties).flatMap(([key, schema]) =>
    NOT_HERE.includes(key) ? [] : valuesOf(key, schema, configuration),
  );
}

function valuesOf(
  key: string,
  schema: JsonSchema,
  { map, place }: WrittenConfiguration,
): readonly ConfigurationValue[] {
  const given = map[key];
  const leaves = given === undefined ? [] : leavesOf(given, [key]);
  const own = writtenValues(given, [key], place);
  const isWhole = given !== undefined && !isMap(given);
  const usual = isWhole ? [] : defaultsOf(key, schema).filter(({ path }) => !isCovered(path, leaves));
  const others = usual.map(({ path, value }) => ({
    key: path.join("."),
    value: written(value),
    sources: [defaultSource(undefined)],
  }));
  return [...own, ...others, ...(given === undefined ? followingValues(key, { map, place }) : [])];
}

/** What holds without a key since another one is there. */
function followingValues(key: string, configuration: WrittenConfiguration): readonly ConfigurationValue[] {
  if (key === "csm") return csmOf(configuration);
  if (key !== "objectives" || configuration.map["profile"] === undefined) return [];
  return [{ key, value: written(OBJECTIVE_LABELS), sources: [defaultSource("A33")] }];
}

/** The first of the account team leads where nobody else is named. */
function csmOf({ map, place }: WrittenConfiguration): readonly ConfigurationValue[] {
  const team: readonly unknown[] = [map["account_team"] ?? []].flat();
  const [first] = team;
  if (typeof first !== "string") return [];
  return [{ key: "csm", value: first, sources: [firstOfTeam(map, place)] }];
}

function firstOfTeam(map: WrittenConfiguration["map"], place: WrittenConfiguration["place"]) {
  const path = Array.isArray(map["account_team"]) ? ["account_team", 0] : ["account_team"];
  return atPlace(`the first of account_team: ${place(path)}`);
}

function isCovered(path: readonly (string | number)[], leaves: readonly Leaf[]): boolean {
  const key = path.join(".");
  return leaves.some((one) => {
    const given = one.path.join(".");
    return given === key || key.startsWith(`${given}.`) || given.startsWith(`${key}.`);
  });
}

/** What holds by default: the key's own default, or those of the keys of its map. */
function defaultsOf(key: string, schema: JsonSchema): readonly Leaf[] {
  const map = [schema, ...(schema.anyOf ?? [])].find(({ properties }) => properties !== undefined);
  // A map that nobody wrote, and without which nothing is meant.
  if (map?.required !== undefined && map.required.length > 0) return [];
  const inMap = Object.entries(map?.properties ?? {}).flatMap(([name, below]): readonly Leaf[] =>
    below.default === undefined ? [] : [{ path: [key, name], value: shortDefault(below.default) }],
  );
  if (inMap.length > 0) return inMap;
  return schema.default === undefined ? [] : [{ path: [key], value: schema.default }];
}

/** Of a label its name says enough. */
function shortDefault(value: unknown): unknown {
  return isMap(value) && value["name"] !== undefined ? value["name"] : value;
}
