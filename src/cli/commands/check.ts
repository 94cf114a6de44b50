import { type CommandContext, dependencies, readWritten } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { checkInstructions } from "../../check/instructions.ts";
import { checkLateFollowUps } from "../../check/late-follow-ups.ts";
import { checkContinues, checkTitles } from "../../check/meetings.ts";
import { checkOldItems, checkOldItemsList } from "../../check/old-items.ts";
import { checkOpenAgendas } from "../../check/open-agendas.ts";
import { checkChangedCalls, checkProposals } from "../../check/profile.ts";
import {
  checkPeople,
  checkProject,
  checkProjectLabels,
  checkProjectToken,
  checkRole,
  checkSchedules,
  type Finding,
  findUnlessRefused,
} from "../../check/project.ts";
import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import { type ConfigError, isConfigError, isPermanentError } from "../../domain/errors.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import { toLocal } from "../../domain/time/zoned-time.ts";
import type { GitLab } from "../../gitlab/port.ts";
import { findUnnamed } from "../../reconcile/model/recognise/aside.ts";
import type { ProjectState } from "../../reconcile/model/types.ts";
import { tellOfAside } from "../../reconcile/plan/hold-back.ts";
import { errorsOf } from "../../reconcile/plan/schedule-errors.ts";
import { observeProject, type ReconcileDependencies } from "../../reconcile/reconcile.ts";
import { errorText } from "../output/error-text.ts";
import { checkStateLabels } from "./check-follow-ups.ts";
import { type CheckOptions, checkSchedulesOf, type ScheduleFindings } from "./check-schedules.ts";
import { checkTemplates } from "./check-templates.ts";
import { forEachProject } from "./each-project.ts";

/** A token that was made anew is another bot: what the one before marked is said, with the line to add. */
async function checkBots(gitlab: GitLab, now: string): Promise<readonly Finding[]> {
  const { problems, warnings } = tellOfAside(await findUnnamed(gitlab, now), now);
  const unnamed = problems.flatMap(problemsOf).map((one): Finding => ({ ...one, subject: "bot" }));
  const gone = warnings.map((text): Finding => ({ status: "warning", subject: "bot", text, remedy: "" }));
  return [...unnamed, ...gone];
}

function problemsOf(error: ConfigError): readonly Finding[] {
  const places = error.problems.length === 0 ? [null] : error.problems;
  return places.map((place) => ({
    status: "problem",
    subject: place === null ? "configuration" : `${place.file}:${place.line ?? ""} ${place.key}`,
    text: place?.problem ?? error.message,
    remedy: place === null ? "" : place.allowed.join(" | "),
  }));
}

/** Of a file that is not committed yet: which calls it drops and adds. */
async function changedCallsOf(
  gitlab: GitLab,
  { config }: CheckOptions,
  { snapshot, today }: ProjectState,
): Promise<readonly Finding[]> {
  if (config === null) return [];
  try {
    const { configuration } = await readWritten(gitlab, null);
    return checkChangedCalls(configuration, snapshot.configuration, today);
  } catch (error) {
    // There is nothing to compare with: no file yet, or one that cannot be read, which is why there is a new one.
    if (isConfigError(error) || isPermanentError(error)) return [];
    throw error;
  }
}

async function checkConfiguration(
  gitlab: GitLab,
  deps: ReconcileDependencies,
  options: CheckOptions,
  { advise, commandName }: { readonly advise: ScheduleFindings["advise"]; readonly commandName: string },
): Promise<{ readonly findings: readonly Finding[]; readonly errors: readonly ConfigError[] }> {
  const now = deps.now();
  const configuration: ProjectConfiguration = await deps.readConfiguration(gitlab);
  const calendar = await deps.holidays(configuration.countries);
  const [members, labels, state] = await Promise.all([gitlab.listMembers(), gitlab.listLabels(), observeProject(deps)]);
  let inTemplates: readonly ConfigError[] = [];
  const findings: readonly Finding[] = [
    {
      status: "ok",
      subject: "configuration",
      text: `${configuration.customer}, ${configuration.meetings.length} series`,
      remedy: "",
    },
    ...checkSchedules(configuration, calendar, now),
    ...checkTitles(configuration),
    ...checkContinues(state),
    ...checkOpenAgendas(state),
    ...(await findUnlessRefused("follow-ups", () => checkLateFollowUps(gitlab, state))),
    ...checkOldItems(state),
    ...checkOldItemsList(state),
    ...checkProposals(state),
    ...(await changedCallsOf(gitlab, options, state)),
    ...(await findUnlessRefused("templates", async () => {
      const checked = await checkTemplates(deps, state);
      inTemplates = checked.errors;
      return checked.findings;
    })),
    ...(await findUnlessRefused("bot", () => checkBots(deps.gitlab, now))),
    ...(await findUnlessRefused("instructions", () =>
      checkInstructions(gitlab, configuration, state.today, commandName),
    )),
    ...checkProjectLabels(configuration, labels),
    ...checkStateLabels(configuration, labels),
    ...checkPeople(configuration, members),
    ...advise(configuration, calendar),
  ];
  const { timeZone, faults } = configuration;
  return { findings, errors: [...errorsOf(faults, toLocal(now, timeZone).date), ...inTemplates] };
}

function outcome(findings: readonly Finding[]): string {
  const count = (status: Finding["status"]): number => findings.filter((one) => one.status === status).length;
  const [problems, warnings] = [count("problem"), count("warning")];
  if (problems > 0) return `${plural(problems, "problem")} to solve.`;
  return warnings === 0 ? "All is ready." : `All is ready. ${plural(warnings, "warning")} to look at.`;
}

/** `cadence check`: configuration, templates, token, scope, role, pipeline schedule, labels and people, each with a remedy. Writes nothing. */
export async function checkCommand(options: CheckOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const { paint } = terminal;
  const signs = {
    ok: paint.green("ok"),
    hint: paint.cyan("hint"),
    warning: paint.yellow("warning"),
    problem: paint.red("problem"),
  };
  const print = ({ status, subject, text, remedy }: Finding): void => {
    if (options.json || (options.quiet && status === "ok")) return;
    terminal.out(`${signs[status]}${" ".repeat(9 - status.length)}${printable(subject)}: ${printable(text)}`);
    if (remedy !== "") terminal.out(`         ${paint.dim("remedy:")} ${printable(remedy)}`);
  };
  return forEachProject(options, context, async (gitlab) => {
    const deps = dependencies(gitlab, options, context);
    const now = deps.now();
    const findings: Finding[] = [];
    const note = (more: readonly Finding[]): void => {
      for (const one of more) print(one);
      for (const finding of more) findings.push(finding);
    };
    note(await findUnlessRefused("project", () => checkProject(gitlab)));
    note(await findUnlessRefused("token", async () => [checkProjectToken(await gitlab.getCurrentToken(), now)]));
    note(
      await findUnlessRefused("role", async () => [
        checkRole(await gitlab.getCurrentUser(), await gitlab.listMembers()),
      ]),
    );
    let advise: ScheduleFindings["advise"] = () => [];
    note(
      await findUnlessRefused("pipeline schedule", async () => {
        const found = await checkSchedulesOf(gitlab, options, context, now);
        advise = found.advise;
        return found.findings;
      }),
    );
    let broken = false;
    const complain = (error: ConfigError): void => {
      broken = true;
      terminal.err(errorText(error, paint, context.color));
      for (const finding of problemsOf(error)) findings.push(finding);
    };
    try {
      const { findings: more, errors } = await checkConfiguration(gitlab, deps, options, {
        advise,
        commandName: context.commandName,
      });
      note(more);
      for (const error of errors) complain(error);
    } catch (error) {
      if (isPermanentError(error)) {
        note([{ status: "problem", subject: "configuration", text: error.message, remedy: error.remedy }]);
      } else if (isConfigError(error)) complain(error);
      else throw error;
    }
    const problems = findings.filter((one) => one.status === "problem").length;
    if (!options.json) terminal.out(outcome(findings));
    const exitCode = broken ? EXIT.usage : problems === 0 ? EXIT.done : EXIT.failed;
    return { exitCode, document: { project: gitlab.projectRef, findings } };
  });
}
