/** How requests introduce themselves; a test keeps the version equal to the package's. */
export const USER_AGENT = "collab-cadence/0.1.0";
