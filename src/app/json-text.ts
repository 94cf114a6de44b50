/**
 * A value as JSON that does no harm in a terminal: what JSON leaves as it is and terminals may act on (delete, the control
 * characters of C1, changes of direction) is written as `\u009b`, which every reader of JSON reads as the same text.
 */
export function jsonText(value: unknown, indentation?: number): string {
  return JSON.stringify(value, null, indentation).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
