import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { templateVariables } from "../domain/template/tags.ts";
import type { Finding } from "./project.ts";

/** Variables of the project's own that none of its templates and titles shows: one is misspelt there, or of no use any more. */
export function checkUnusedVariables(
  { variables, meetings }: Pick<ProjectConfiguration, "variables" | "meetings">,
  templates: readonly string[],
): readonly Finding[] {
  const used = new Set([...templates, ...meetings.map(({ title }) => title)].flatMap(templateVariables));
  return Object.keys(variables)
    .filter((name) => !used.has(name))
    .map((name) => ({
      status: "warning",
      subject: `variables.${name}`,
      text: "no template and no title of the project uses it",
      remedy: `write {{${name}}} in a template, or leave it out`,
    }));
}
