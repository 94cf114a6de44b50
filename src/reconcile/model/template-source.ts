/** What the source of a template that ships with the package is called. */
export const SHIPPED = "collab-cadence";

const SHARED = /^[ \t]*<!--[ \t]*cadence:shared[ \t]*-->[ \t]*(?:\r?\n)?/m;

/**
 * The text of a template that other projects may use, without the line that says so; null where it does not say so. People
 * who may not see a project can name it as their `template_project`, and the bot's token sees more than they do (law 5).
 */
export function sharedTemplate(text: string): string | null {
  return SHARED.test(text) ? text.replace(SHARED, "") : null;
}
