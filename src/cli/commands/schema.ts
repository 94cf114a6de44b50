import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";

/** `cadence schema`: the JSON Schema of `.gitlab/cadence.yml`, for editors. */
export async function schemaCommand(context: CommandContext): Promise<ExitCode> {
  const { projectConfigurationJsonSchema } = await import("../../config/json-schema.ts");
  context.terminal.out(JSON.stringify(projectConfigurationJsonSchema(), null, 2));
  return EXIT.done;
}
