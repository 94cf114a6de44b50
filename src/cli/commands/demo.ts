import type { CommandContext } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { setDemoStage } from "../demo/stage.ts";
import { demoAgenda, february, january, march } from "../demo/story.ts";
import { createTeller } from "../demo/teller.ts";

const START = "2026-01-08T09:00:00Z";

/** `cadence demo`: three months of one customer's calls in a sandbox, ending with the newest agenda as Markdown. */
export async function demoCommand(quiet: boolean, context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const { paint } = terminal;
  const stage = await setDemoStage(START);
  try {
    const tell = createTeller(terminal, () => stage.sandbox.clock.now(), quiet);
    if (!quiet) {
      terminal.out(
        `${paint.bold("Acme")} meets its account team every second Tuesday. This is a GitLab of its own, on this machine only.`,
      );
    }
    await january(stage, tell);
    await february(stage, tell);
    await march(stage, tell);
    const newest = demoAgenda(stage, "2026-03-24");
    if (!quiet)
      terminal.out(`\n${paint.bold(`#${newest.iid}  ${newest.title}`)}  ${paint.dim(`due ${newest.dueDate}`)}\n`);
    terminal.out(newest.description);
    if (!quiet) {
      const { reads, writes } = stage.sandbox.requests;
      terminal.out(
        paint.dim(`\nIn all ${reads} requests read and ${writes} written. Next: ${context.commandName} sandbox`),
      );
    }
    return EXIT.done;
  } finally {
    await stage.sandbox.close();
  }
}
