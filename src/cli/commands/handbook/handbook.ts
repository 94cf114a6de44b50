import { type CommandContext, dependencies, projectName } from "../../../app/context.ts";
import { EXIT, type ExitCode } from "../../../app/exit-codes.ts";
import type { CommonOptions } from "../../../app/options.ts";
import { firstCallCoverage } from "../../../check/coverage.ts";
import { proposalsOf } from "../../../check/profile.ts";
import { steadyCadence } from "../../../domain/profile/cadence.ts";
import { planOnly } from "../../../reconcile/reconcile.ts";
import { errorText } from "../../output/error-text.ts";
import { type HandbookDocument, handbookLines } from "../../output/handbook-text.ts";
import { forEachProject } from "../each-project.ts";

/** What nobody can tell from issues. */
const NOT_CHECKED = [
  "what was said in a call and written into no issue",
  "what the account team keeps elsewhere: renewal, licences, health, calls to action",
  "rows that docs/handbook.md calls planned or out",
];

/** `cadence handbook`: what the handbook asks of this customer, and where it stands. Reads the file and the issues; writes nothing. */
export async function handbookCommand(options: CommonOptions, context: CommandContext): Promise<ExitCode> {
  return forEachProject(options, context, async (gitlab) => {
    const { terminal } = context;
    const planned = await planOnly(dependencies(gitlab, options, context));
    const { configuration, own, labelled, at } = planned.state.snapshot;
    const { customer, timeZone, profile } = configuration;
    const document: HandbookDocument = {
      project: await projectName(gitlab, [...own, ...labelled], context.environment),
      customer,
      at,
      timeZone,
      hasProfile: profile !== null,
      cadence: profile === null ? null : cadenceOf(steadyCadence(profile)),
      firstCall: firstCallCoverage(planned),
      proposals: proposalsOf(planned.state, () => planned.details.items),
      notChecked: NOT_CHECKED,
    };
    if (!options.json) terminal.out(handbookLines(document, terminal.paint).join("\n"));
    const { problems } = planned.plan;
    for (const problem of problems) terminal.err(errorText(problem, terminal.paint, context.color));
    return { exitCode: problems.length === 0 ? EXIT.done : EXIT.usage, document };
  });
}

function cadenceOf({ every, of, row }: ReturnType<typeof steadyCadence>): HandbookDocument["cadence"] {
  return { every, of, row };
}
