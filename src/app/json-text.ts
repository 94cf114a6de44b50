import { printable } from "../domain/text/printable.ts";

/**
 * A value as JSON that does no harm in a terminal: what JSON leaves as it is and terminals may act on is written as
 * `\u009b`, which every reader of JSON reads as the same text.
 */
export function jsonText(value: unknown, indentation?: number): string {
  return printable(JSON.stringify(value, null, indentation));
}
