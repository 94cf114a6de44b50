import type { Command } from "commander";
import type { CommonOptions } from "../../app/options.ts";
import { common, example, groups, type RawOptions, withProjects, withServiceFile } from "./command-options.ts";

export interface HooksOptions extends CommonOptions {
  /** Groups, by path. */
  readonly group: readonly string[];
  /** The service's own configuration, which names groups and projects; null is none. */
  readonly service: string | null;
  /** Where webhooks are to send; null is what the service's configuration says. */
  readonly url: string | null;
  readonly formerUrl: string | null;
  readonly rotate: boolean;
  readonly test: boolean;
  readonly thorough: boolean;
  readonly prune: boolean;
  readonly resend: boolean;
}

interface RawHooksOptions extends RawOptions {
  readonly url?: string;
  readonly formerUrl?: string;
  readonly rotate?: true;
  readonly test?: true;
  readonly thorough?: true;
  readonly prune?: true;
  readonly resend?: true;
}

function optionsOf(raw: RawHooksOptions): HooksOptions {
  const { group = [], rotate = false, test = false } = raw;
  return {
    ...common(raw),
    group,
    service: raw.config ?? raw.service ?? null,
    rotate,
    test,
    url: raw.url ?? null,
    formerUrl: raw.formerUrl ?? null,
    thorough: raw.thorough ?? false,
    prune: raw.prune ?? false,
    resend: raw.resend ?? false,
  };
}

function withHooksOptions(command: Command): Command {
  return withServiceFile(withProjects(command))
    .option("-g, --group <path>", "one webhook for this group, repeatable", groups)
    .option("--url <url>", "where GitLab reaches the receiver (default: webhook_url of the service's file)")
    .option("--former-url <url>", "an address the service had before: its webhooks move to --url")
    .option("--rotate", "set the secret of every webhook anew, to the first one given")
    .option("--test", "have GitLab send a sample with every webhook")
    .option("--thorough", "look for doubled webhooks in every project of a group, not only in the first 200");
}

/** Adds `cadence hooks plan` and `cadence hooks apply`; `run` does them. */
export function addHooksCommands(
  program: Command,
  run: (action: "plan" | "apply", options: HooksOptions) => Promise<void>,
): void {
  const hooks = program
    .command("hooks")
    .description("webhooks of the service: create and repair them, say why one is disabled (docs/webhooks.md)");
  const add = (name: "plan" | "apply", description: string): Command =>
    withHooksOptions(hooks.command(name).description(description)).action(async (raw: RawHooksOptions) =>
      run(name, optionsOf(raw)),
    );
  example(
    add("plan", "show what apply would do and why, and which webhooks are disabled and why; writes nothing"),
    "cadence hooks plan --config cadence.yml --url https://cadence.example.com/webhooks/gitlab",
    "cadence hooks plan --project acme/collaboration --url https://cadence.example.com/webhooks/gitlab",
  );
  example(
    add("apply", "create and repair webhooks, and wake disabled ones with a test")
      .option("--prune", "remove webhooks of the service that double another one")
      .option("--resend", "have GitLab send again what was missed in the past 2 days, 5 a minute, 25 of a webhook"),
    "cadence hooks apply --config cadence.yml --test",
    "cadence hooks apply --group account-management --url https://cadence.example.com/webhooks/gitlab --resend",
  ).addHelpText(
    "after",
    "Secrets: CADENCE_SIGNING_TOKEN or CADENCE_WEBHOOK_TOKEN (or ..._FILE), those of the service.",
  );
}
