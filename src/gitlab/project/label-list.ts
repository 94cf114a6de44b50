import { PermanentError } from "../../domain/errors.ts";

/**
 * Labels as GitLab's parameters take them, separated by commas.
 * @throws PermanentError for a name with a comma, which GitLab would read as two labels and make both.
 */
export function joinLabels(labels: readonly string[]): string {
  const wrong = labels.find((label) => label.includes(",") || label.trim() === "");
  if (wrong === undefined) return labels.join(",");
  const message = `"${wrong}" cannot be a label: GitLab's labels have no comma and are not empty`;
  const remedy = "Write one label per list entry, without commas.";
  throw new PermanentError(message, { code: "GITLAB_INVALID", status: null, remedy });
}
