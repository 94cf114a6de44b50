import { writeFileSync } from "node:fs";
import { type CommandResult, command } from "../../support/command-line.ts";
import type { Stage } from "../../support/stage.ts";
import { freshFile } from "./held-call.ts";

/** `cadence replay` of a file with this in it, without GitLab unless a stage is given. */
export async function replay(
  recorded: unknown,
  {
    stage = null,
    args = [],
    environment = {},
  }: {
    readonly stage?: Stage | null;
    readonly args?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<CommandResult> {
  const file = freshFile("delivery.json");
  writeFileSync(file, typeof recorded === "string" ? recorded : JSON.stringify(recorded));
  const result = await command(stage, ["replay", file, ...args], environment);
  return {
    ...result,
    out: result.out.replaceAll(file, "delivery.json"),
    err: result.err.replaceAll(file, "delivery.json"),
  };
}

/** What is said of it as JSON. */
export async function told(...given: Parameters<typeof replay>) {
  const [recorded, options = {}] = given;
  const { out, exitCode } = await replay(recorded, { ...options, args: [...(options.args ?? []), "--json"] });
  return { exitCode, ...JSON.parse(out) };
}
