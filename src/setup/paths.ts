import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { COPIED_TEMPLATES, templatePath } from "../config/templates.ts";
import { INSTRUCTIONS_PATH } from "./instructions.ts";

/** The branch that proposes the files. */
export const PROPOSAL_BRANCH = "cadence-init";

/** Every file that a setup may write. */
export const SETUP_PATHS: readonly string[] = [
  CONFIGURATION_PATH,
  INSTRUCTIONS_PATH,
  ...COPIED_TEMPLATES.map(templatePath),
];
