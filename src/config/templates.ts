/** Templates that ship with the package, as `issue_templates/NAME.md`; configurations name the first two unless they say otherwise. */
export const SHIPPED_TEMPLATES = ["Meeting Agenda", "Follow-up"] as const;

/** Returns where a project keeps an issue template of this name. */
export function templatePath(name: string): string {
  return `.gitlab/issue_templates/${name}.md`;
}
