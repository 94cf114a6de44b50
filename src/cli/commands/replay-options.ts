import type { Command } from "commander";
import type { CommonOptions } from "../../app/options.ts";
import { common, example, type RawOptions, withCommonOptions } from "./command-options.ts";

export interface ReplayOptions extends CommonOptions {
  /** Does what the webhook asks for. */
  readonly run: boolean;
  /** Where the writes are noted; null for what is usual (a file in CI jobs). */
  readonly audit: string | null;
}

interface RawReplayOptions extends RawOptions {
  readonly run?: true;
  readonly audit?: string;
}

/** Adds `cadence replay`; `run` does it. */
export function addReplay(program: Command, run: (file: string, options: ReplayOptions) => Promise<void>): void {
  const replay = program
    .command("replay")
    .description("hand a recorded webhook to the receiver and say what becomes of it (docs/webhooks.md)")
    .argument("<file>", "headers and body, an event as GitLab's API shows it, or the body alone, as JSON");
  example(
    withCommonOptions(replay, { at: false, project: "look at this project instead (default: that of the webhook)" })
      .option("--run", "do what it asks for: a run over that project")
      .option("--audit <file>", "with --run: note every write in this file, one JSON line each"),
    "cadence replay delivery.json",
    "cadence replay delivery.json --json",
    "cadence replay delivery.json --run --project acme/collaboration",
  )
    .addHelpText("after", SECRETS)
    .action(async (file: string, raw: RawReplayOptions) =>
      run(file, { ...common(raw), run: raw.run ?? false, audit: raw.audit ?? null }),
    );
}

const SECRETS = `CADENCE_SIGNING_TOKEN or CADENCE_WEBHOOK_TOKEN, as the service has them, where the file brings proof.`;
