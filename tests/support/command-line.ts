import type { CommandContext } from "../../src/app/context.ts";
import type { ExitCode } from "../../src/app/exit-codes.ts";
import type { ThreadEntry } from "../../src/app/job-threads/job-thread.ts";
import { createPaint } from "../../src/app/terminal.ts";
import { runProgram } from "../../src/cli/program.ts";
import type { Stage } from "./stage.ts";
import { testThreads } from "./threads/entry.ts";

export interface CommandResult {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Tests tell what is done, and not when: it waits for no business hours. */
function atAnyHour(args: readonly string[]): readonly string[] {
  const [name = "", ...rest] = args;
  return name === "run" || name === "plan" ? [name, "--now", ...rest] : args;
}

/** Runs one command line in this process, with the sandbox's clock and the stage's token in its environment. */
export async function command(
  stage: Pick<Stage, "sandbox" | "token"> | null,
  args: readonly string[],
  environment: CommandContext["environment"] = {},
  commandName = "cadence",
  threads: ThreadEntry = testThreads(),
): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runProgram(atAnyHour(args), {
    commandName,
    environment:
      stage === null ? environment : { GITLAB_URL: stage.sandbox.url, GITLAB_TOKEN: stage.token, ...environment },
    color: false,
    threads,
    told: new Set(),
    clock: () => (stage === null ? 0 : stage.sandbox.clock.now().getTime()),
    terminal: {
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      paint: createPaint(false),
      quiet: args.includes("--quiet"),
    },
  });
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}
