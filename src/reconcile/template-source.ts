/** What the source of a template that ships with the package is called. */
export const SHIPPED = "collab-cadence";
