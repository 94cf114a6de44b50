import { checkTitle } from "../../domain/agenda/variables.ts";
import { templateVariables } from "../../domain/template/tags.ts";
import type { TemplateValue, TemplateVariables } from "../../domain/template/values.ts";
import { exampleVariables } from "../../domain/template/variable-table.ts";
import type { Complaint } from "../problems/complaint.ts";
import { readTitle, refuseTitle } from "../schema/texts.ts";
import type { Path } from "../yaml/places.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

/** Variables in titles that neither the product nor the file has: what of a title shows by itself, the schema has said. */
export function checkTitleVariables(file: RawMap): readonly Complaint[] {
  const meetings = isMap(file["meetings"]) ? Object.entries(file["meetings"]) : [];
  const places: readonly (readonly [Path, unknown])[] = [
    [["defaults"], file["defaults"]],
    ...meetings.map(([id, meeting]) => [["meetings", id], meeting] as const),
  ];
  const own = kindsOf(file["variables"]);
  return places.flatMap(([path, map]) => {
    const title = isMap(map) ? textOf(map["title"]) : null;
    return title === null ? [] : check([...path, "title"], title.trim(), own);
  });
}

function check(path: Path, title: string, own: TemplateVariables): readonly Complaint[] {
  const ours = exampleVariables("agenda");
  const used = templateVariables(title);
  if (used.every((name) => Object.hasOwn(ours, name)) || !readTitle(title).ok) return [];
  const [wrong] = checkTitle(title, own);
  if (wrong === undefined) return [];
  const refused = refuseTitle(title, wrong);
  if (refused.ok) return [];
  const { problem, allowed, nearest = null } = refused;
  return [{ path, about: "value", problem, allowed, nearest }];
}

/** The file's own variables by what they are; the schema reads what they say. */
function kindsOf(variables: unknown): TemplateVariables {
  if (!isMap(variables)) return {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, kindOf(value)]));
}

function kindOf(value: unknown): TemplateValue {
  if (typeof value === "boolean") return value;
  if (!Array.isArray(value)) return "text";
  return value.map((entry: unknown) =>
    isMap(entry) ? Object.fromEntries(Object.keys(entry).map((field): [string, string] => [field, "text"])) : "text",
  );
}
