import type { CommandContext } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";

/** `cadence schema`: the JSON Schema of `.gitlab/cadence.yml`, for editors. */
export async function schemaCommand(context: CommandContext): Promise<ExitCode> {
  const { projectConfigurationJsonSchema } = await import("../../config/schema/json-schema.ts");
  context.terminal.out(JSON.stringify(projectConfigurationJsonSchema(), null, 2));
  return EXIT.done;
}
