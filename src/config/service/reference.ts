import { mapUnder, renderTable } from "../reference/reference.ts";
import { serviceConfigurationJsonSchema } from "./service-file.ts";

/** The reference of the service's `cadence.yml`, as Markdown tables made from its schema. */
export function renderServiceReference(): string {
  const root = serviceConfigurationJsonSchema();
  return [
    renderTable(root),
    ...["guard", "sweep", "requests"].flatMap((key) => [
      `### \`${key}\``,
      renderTable(mapUnder(root.properties?.[key])),
    ]),
  ].join("\n\n");
}
