import { CONFIGURATION_PATH } from "../config/configuration-path.ts";

/** The branch that proposes the files. */
export const PROPOSAL_BRANCH = "cadence-init";

/** Templates that the product ships and configurations name unless they say otherwise. */
export const SHIPPED_TEMPLATES = ["Meeting Agenda", "Follow-up"] as const;

/** Where a project keeps an issue template of this name. */
export function templatePath(name: string): string {
  return `.gitlab/issue_templates/${name}.md`;
}

/** Every file that a setup may write. */
export const SETUP_PATHS: readonly string[] = [CONFIGURATION_PATH, ...SHIPPED_TEMPLATES.map(templatePath)];
