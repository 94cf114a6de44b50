import { writeFile } from "node:fs/promises";
import { type CommandContext, dependencies, projectName } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { usageError } from "../../app/options.ts";
import { openSetupGitLab } from "../../app/setup-client.ts";
import type { HistoryRules } from "../../config/resolve/types.ts";
import { knownDocuments } from "../../domain/markdown/known-documents.ts";
import { OLD_ITEMS_PATH, renderOldItems } from "../../domain/old-items/list.ts";
import { addDays } from "../../domain/time/dates.ts";
import type { GitLab } from "../../gitlab/port.ts";
import type { ProjectState } from "../../reconcile/model/types.ts";
import { readTemplateFor } from "../../reconcile/observe/templates.ts";
import { observeProject, type ReconcileDependencies } from "../../reconcile/reconcile.ts";
import { findOldAgendas, type OldAgenda } from "../../setup/find-old-agendas.ts";
import { proposeHistory } from "../../setup/propose-history.ts";
import { proposeOldItems } from "../../setup/propose-old-items.ts";
import { adoptDocument, adoptLines } from "../output/adopt-text.ts";
import type { AdoptOptions } from "./adopt-options.ts";
import { forEachProject } from "./each-project.ts";
import { seriesOf } from "./series-of.ts";

/** The texts of the templates that agendas of the project are made from. */
async function templatesOf(
  gitlab: GitLab,
  state: ProjectState,
  deps: ReconcileDependencies,
): Promise<readonly string[]> {
  const texts = new Map<string, string>();
  for (const series of state.series) {
    const { template } = series.meeting;
    if (!texts.has(template))
      texts.set(template, (await readTemplateFor(gitlab, state, series, template, deps.shippedTemplate)).text);
  }
  return [...texts.values()];
}

async function find(
  gitlab: GitLab,
  state: ProjectState,
  options: AdoptOptions,
  deps: ReconcileDependencies,
): Promise<{ readonly agendas: readonly OldAgenda[]; readonly history: HistoryRules }> {
  const { configuration } = state.snapshot;
  const known = configuration.history;
  const before = options.before ?? known?.before ?? state.began;
  if (options.series !== null) seriesOf(state, options.series);
  const [issues, templates] = await Promise.all([
    gitlab.listIssues({ createdBefore: `${addDays(before, 1)}T00:00:00Z` }),
    templatesOf(gitlab, state, deps),
  ]);
  return findOldAgendas({
    configuration,
    issues,
    before,
    titles: [...new Set([...(known?.titles ?? []), ...options.titles])],
    listed: [...new Set([...(known?.issues ?? []), ...options.issues])],
    series: options.series ?? known?.series ?? null,
    templates,
    parse: knownDocuments(),
  });
}

/** People prune the file: it is never written over. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    const { code = "", message = "" } = error as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? "is there already and is not written over" : `cannot be written: ${message}`;
    throw usageError("--items", file, why, ["the name of a new file"]);
  }
}

/**
 * `cadence adopt`: what is an agenda from before the bot, and what becomes of the open items. Writes nothing in GitLab but a
 * merge request, where one is asked for.
 */
export async function adoptCommand(options: AdoptOptions, context: CommandContext): Promise<ExitCode> {
  if (options.items !== null && options.project.length > 1)
    throw usageError("--items", options.items, "would be the list of every project named", [
      "one --project with --items",
    ]);
  return forEachProject(options, context, async (gitlab) => {
    const deps = dependencies(gitlab, options, context);
    const state = await observeProject(deps);
    const { agendas, history } = await find(gitlab, state, options, deps);
    const proposed = proposeOldItems(
      state,
      history,
      agendas.map(({ issue }) => issue),
    );
    if (options.items !== null) await writeNew(options.items, renderOldItems(proposed.items));
    const { customer } = state.snapshot.configuration;
    const { own, labelled } = state.snapshot;
    const project = await projectName(gitlab, [...own, ...labelled], context.environment);
    const list = proposed.items.length === 0 ? null : renderOldItems(proposed.items);
    const isAsked = options.mergeRequest && agendas.length > 0;
    const proposal = isAsked
      ? await proposeHistory(
          { gitlab, setup: await openSetupGitLab(gitlab.projectRef, options, context) },
          { history, list },
        )
      : null;
    const [file, path] = [options.items, OLD_ITEMS_PATH];
    const found = { project, customer, history, agendas, ...proposed, file, path, proposal };
    if (!options.json) context.terminal.out(adoptLines(found, context.terminal.paint, options.quiet).join("\n"));
    const exitCode = proposal === null || proposal.obstacles.length === 0 ? EXIT.done : EXIT.failed;
    return { exitCode, document: adoptDocument(found) };
  });
}
