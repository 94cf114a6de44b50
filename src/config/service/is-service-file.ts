import { isMap } from "../check/raw.ts";
import { readYaml } from "../yaml/read-yaml.ts";

/** Keys that only the file of a service has. */
const SERVICE_KEYS = ["groups", "topics", "projects", "customers", "adopt", "exclude", "bots", "sweep", "requests"];

/** Whether a YAML text is the `cadence.yml` of a service rather than that of one project, as its keys say. */
export function isServiceFile(text: string): boolean {
  const { value } = readYaml(text);
  return isMap(value) && SERVICE_KEYS.some((key) => key in value);
}
