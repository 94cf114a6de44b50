import type { Paint } from "../../app/terminal.ts";
import type { ConfigurationValue, ValueSource } from "../../config/sources/types.ts";
import { printable } from "../../domain/text/printable.ts";

function sourceWords({ part, from }: ValueSource): string {
  return part === null ? from : `${part}: ${from}`;
}

/** Returns a configuration for people, a line for each value: `timezone: Europe/Berlin (line 2)`. */
export function configurationLines(values: readonly ConfigurationValue[], paint: Paint): readonly string[] {
  return values.map(({ key, value, sources }) => {
    const from = sources.map(sourceWords).join("; ");
    return `${paint.bold(printable(key))}: ${printable(value)} ${paint.dim(`(${printable(from)})`)}`;
  });
}
