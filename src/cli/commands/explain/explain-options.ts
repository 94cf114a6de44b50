import type { Command } from "commander";
import type { CommonOptions } from "../../../app/options.ts";
import { common, type RawOptions } from "../command-options.ts";

/** Lets `--config` stand alone, and adds `--sources`, which is the same beside a file. */
export function withSources(command: Command): Command {
  const config = command.options.find(({ long }) => long === "--config");
  if (config === undefined) throw new TypeError("the command has no --config");
  config.flags = "-c, --config [file]";
  config.optional = true;
  config.required = false;
  config.description += "; alone: print each value of the configuration and where it is from";
  return command.option(
    "--sources",
    "print each value of the configuration and where it is from, beside --config <file>",
  );
}

export type RawExplainOptions = Omit<RawOptions, "config"> & {
  readonly config?: string | true;
  readonly sources?: boolean;
};

/** The options of `explain`. */
export interface ExplainOptions extends CommonOptions {
  /** The configuration is explained, value by value, in place of the project. */
  readonly sources: boolean;
}

/** Reads the options of `explain`. */
export function explainOptions({ config, sources = false, ...raw }: RawExplainOptions): ExplainOptions {
  const file = config === true ? {} : { config };
  return { ...common({ ...raw, ...file } as RawOptions), sources: sources || config === true };
}
