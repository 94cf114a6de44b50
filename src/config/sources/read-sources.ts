import { isMap, type RawMap } from "../check/raw.ts";
import type { ProjectConfiguration } from "../resolve/types.ts";
import { mergedSettings } from "../service/customers.ts";
import { type Path, placeName } from "../yaml/places.ts";
import { readYaml, type YamlFile } from "../yaml/read-yaml.ts";
import { explainConfiguration } from "./explain-configuration.ts";
import type { ConfigurationValue } from "./types.ts";

/** A configuration, and the file it was read from. */
export interface ReadConfiguration {
  readonly configuration: ProjectConfiguration;
  readonly text: string;
  /** The project, where the file is a service's that has an entry or defaults for it; else null. */
  readonly entryOf: { readonly id: number; readonly path: string } | null;
}

/** Returns every value of a project's configuration with its source. */
export function configurationValues({
  configuration,
  text,
  entryOf,
}: ReadConfiguration): readonly ConfigurationValue[] {
  const yaml = readYaml(text);
  const file = mapOf(yaml.value);
  if (entryOf === null) {
    return explainConfiguration({ map: file, place: (path) => lineOf(yaml, path) }, configuration);
  }
  const { map, placed } = mergedSettings(file, entryOf);
  const isNamed = map["customer"] !== undefined;
  const place = (path: Path): string =>
    path[0] === "customer" && !isNamed ? "the project's name" : lineOf(yaml, placed(path));
  return explainConfiguration(
    { map: isNamed ? map : { ...map, customer: configuration.customer }, place },
    configuration,
  );
}

function mapOf(value: unknown): RawMap {
  return isMap(value) ? value : {};
}

/** The line of a key; of a value in a list or on the line of its map that of what holds it. */
function lineOf(yaml: YamlFile, path: Path): string {
  for (let length = path.length; length > 0; length--) {
    const entry = yaml.entries.get(placeName(path.slice(0, length)));
    if (entry !== undefined) return `line ${yaml.positions(entry.key ?? entry.start).line}`;
  }
  return "the file";
}
