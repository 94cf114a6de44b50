import { MOST_LETTERS, MOST_VARIABLES } from "../../domain/template/own-variables.ts";
import { TEMPLATE_VARIABLES, type TemplateVariable } from "../../domain/template/variable-table.ts";
import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { VARIABLE_NAME } from "../schema/variables.ts";
import type { Path } from "../yaml/places.ts";
import { isMap, type RawMap } from "./raw.ts";

/** Names of a project's own variables: such as a template can write, and none that has a meaning already. */
export function checkVariables({ variables }: RawMap): readonly Complaint[] {
  if (!isMap(variables)) return [];
  const names = Object.keys(variables);
  const taken = takenNames();
  return [
    ...(names.length > MOST_VARIABLES ? [tooMany(names.length)] : []),
    ...Object.entries(variables).flatMap(([name, value]) => [
      ...checkName(["variables", name], taken),
      ...(Array.isArray(value) ? checkFields(["variables", name], value, taken) : []),
    ]),
  ];
}

function checkFields(path: Path, list: readonly unknown[], taken: ReadonlySet<string>): readonly Complaint[] {
  // A field hides a variable of its name within the list, where that may be meant.
  const others = new Set([...taken].filter((name) => !FIELDS.has(name)));
  return list.flatMap((entry, index) =>
    isMap(entry) ? Object.keys(entry).flatMap((name) => checkName([...path, index, name], others)) : [],
  );
}

/** Fields of the entries of our own lists, which may be those of other lists too. */
const FIELDS: ReadonlySet<string> = new Set(
  Object.values<TemplateVariable>(TEMPLATE_VARIABLES).flatMap(({ example }) =>
    typeof example === "object"
      ? example.flatMap((entry) => (typeof entry === "object" ? Object.keys(entry) : []))
      : [],
  ),
);

function takenNames(): ReadonlySet<string> {
  return new Set([...Object.keys(TEMPLATE_VARIABLES), ...FIELDS]);
}

function checkName(path: Path, taken: ReadonlySet<string>): readonly Complaint[] {
  const name = String(path.at(-1));
  if (taken.has(name)) {
    const problem = `"${name}" is a variable of the product already`;
    return [{ path, about: "key", problem, allowed: ["a name of your own"], nearest: `x_${name}` }];
  }
  if (name in Object.prototype)
    return [complaintOf(path, "no template can use this name", ["a name of your own"], "key")];
  if (VARIABLE_NAME.test(name)) return [];
  const close = name
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^(?=\d)/, "_")
    .slice(0, MOST_LETTERS);
  const problem = "no name of a variable";
  const allowed = [`letters, digits and _, at most ${MOST_LETTERS}, no digit in front`];
  return [
    { path, about: "key", problem, allowed, nearest: /[A-Za-z]/.test(close) && !taken.has(close) ? close : null },
  ];
}

function tooMany(count: number): Complaint {
  return complaintOf(["variables"], `there are ${count} variables`, [`at most ${MOST_VARIABLES}`]);
}
