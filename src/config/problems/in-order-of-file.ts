import { type Path, placeName } from "../yaml/places.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";

/** Ids in the order people chose: JavaScript puts keys that look like numbers first. `path` leads to their map. */
export function inOrderOfFile(yaml: YamlFile, map: object, path: Path): readonly string[] {
  const offset = (id: string) => yaml.entries.get(placeName([...path, id]))?.key ?? 0;
  return Object.keys(map).sort((a, b) => offset(a) - offset(b));
}
