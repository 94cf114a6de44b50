import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { COPIED_TEMPLATES, templatePath } from "../config/templates.ts";

/** The branch that proposes the files. */
export const PROPOSAL_BRANCH = "cadence-init";

/** Where a project keeps what happens in it, for those who take part (handbook A119). */
export const INSTRUCTIONS_PATH = "docs/cadence.md";

/** Every file that a setup may write. */
export const SETUP_PATHS: readonly string[] = [
  CONFIGURATION_PATH,
  INSTRUCTIONS_PATH,
  ...COPIED_TEMPLATES.map(templatePath),
];
