/** Where a project keeps its configuration, on its default branch. */
export const CONFIGURATION_PATH = ".gitlab/cadence.yml";
