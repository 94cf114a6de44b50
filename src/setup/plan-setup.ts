import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { parseProjectConfiguration } from "../config/parse-project-configuration.ts";
import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { CADENCE_SERIES } from "../config/schema/calls.ts";
import { COPIED_TEMPLATES, templatePath } from "../config/templates.ts";
import { isConfigError } from "../domain/errors.ts";
import { type HandbookProposal, proposalsForDraft } from "../domain/profile/proposals.ts";
import { type Reason, reason } from "../domain/reason.ts";
import type { TextLanguage } from "../domain/texts/language.ts";
import type { PlainDate } from "../domain/time/types.ts";
import { toLocal } from "../domain/time/zoned-time.ts";
import { draftConfiguration } from "./draft-configuration.ts";
import { instructionsOf, instructionsPart } from "./instructions.ts";
import { findObstacles } from "./obstacles.ts";
import { planFiles } from "./plan-files.ts";
import { planLabels } from "./plan-labels.ts";
import { planSchedule } from "./plan-schedule.ts";
import { isOurMergeRequest, judgeBranch } from "./proposal.ts";
import type { FileStep, RequestedSetup, SetupPlan, SetupSnapshot, WantedFile } from "./types.ts";

/** The configuration that counts, and what is to be done about its file. */
interface ConfigurationPart {
  readonly configuration: ProjectConfiguration | null;
  readonly wanted: readonly WantedFile[];
  readonly standing: readonly FileStep[];
  readonly hints: readonly Reason[];
}

/** What the plan needs to know of the product. */
export interface SetupProduct {
  /** Its templates by language and name. */
  readonly shipped: ReadonlyMap<TextLanguage, ReadonlyMap<string, string>>;
  /** What people type to call the command, for hints. */
  readonly commandName: string;
}

/**
 * Plans how a project is set up, from what was found and asked for.
 * @throws ConfigError about options.
 */
export function planSetup(
  snapshot: SetupSnapshot,
  requested: RequestedSetup,
  { shipped, commandName }: SetupProduct,
): SetupPlan {
  const part = configurationPart(snapshot, requested, commandName);
  const others = part.configuration === null ? [] : otherParts(snapshot, part.configuration, requested, shipped);
  const wanted = [...part.wanted, ...others.flatMap(({ wanted }) => wanted)];
  const standing = [...part.standing, ...others.flatMap(({ standing }) => standing)];
  const proposals =
    part.configuration === null || part.wanted.length === 0 ? [] : proposedFor(part.configuration, snapshot);
  const files = planFiles(wanted, snapshot, { commit: requested.commit, proposals });
  const labels = part.configuration === null ? [] : planLabels(part.configuration, snapshot.labels);
  const { schedule, obstacles, hints } = planSchedule(
    snapshot,
    requested.schedule?.cron ?? "",
    part.configuration?.attendees ?? [],
  );
  const plan: SetupPlan = {
    ...files,
    project: snapshot.project.path,
    configuration: part.configuration,
    files: [...files.files, ...standing],
    labels,
    schedule,
    proposals,
    hints: [
      ...part.hints,
      ...files.hints,
      ...hints,
      ...(requested.schedule === null ? [noSchedule(snapshot, commandName)] : []),
    ],
  };
  return { ...plan, obstacles: [...findObstacles(snapshot, plan), ...files.obstacles, ...obstacles] };
}

/** The project's own file stands whatever is in it; otherwise an untouched proposal, or a draft. */
function configurationPart(snapshot: SetupSnapshot, requested: RequestedSetup, commandName: string): ConfigurationPart {
  const present = snapshot.files.get(CONFIGURATION_PATH) ?? null;
  if (present !== null) return existing(present, commandName);
  const proposed = proposedPart(snapshot);
  if (proposed !== null && isOpen(snapshot) && saysNothing(requested)) {
    const { configuration, text } = proposed;
    const why = "the project has none, and the options say nothing against the one proposed";
    return { configuration, wanted: [{ path: CONFIGURATION_PATH, text, why }], standing: [], hints: [] };
  }
  const began = proposed?.configuration.meetings[0]?.schedule.from ?? null;
  const { text, configuration, guessed } = draftConfiguration(requested, snapshot, began);
  const guess = `${guessed.join(" and ")} ${guessed.length === 1 ? "is" : "are"} a guess from the members: check, or name people with ${guessed.map((key) => `--${key.replace("_", "-")}`).join(" and ")}`;
  return {
    configuration,
    wanted: [{ path: CONFIGURATION_PATH, text, why: "the project has none" }],
    standing: [],
    hints: guessed.length === 0 ? [] : [reason("guessed", guess)],
  };
}

function existing(text: string, commandName: string): ConfigurationPart {
  const part = { wanted: [], hints: [] };
  const path = CONFIGURATION_PATH;
  try {
    const configuration = parseProjectConfiguration(text, path);
    const why = reason("file-exists", `the project has one for ${configuration.customer}, and it is in order`);
    return { ...part, configuration, standing: [{ decision: "there", path, text: null, reason: why }] };
  } catch (error) {
    if (!isConfigError(error)) throw error;
    const [first] = error.problems;
    const what = first === undefined ? error.message : `line ${first.line ?? "?"}, ${first.key}: ${first.problem}`;
    const why = reason(
      "file-broken",
      `the project has one with mistakes (${what}); ${commandName} check says all of them`,
    );
    return { ...part, configuration: null, standing: [{ decision: "left", path, text: null, reason: why }] };
  }
}

interface FilePart {
  readonly wanted: readonly WantedFile[];
  readonly standing: readonly FileStep[];
}

/** What stands beside the configuration: the page for those who take part, and templates where somebody wants them. */
function otherParts(
  snapshot: SetupSnapshot,
  configuration: ProjectConfiguration,
  { templates }: RequestedSetup,
  shipped: SetupProduct["shipped"],
): readonly FilePart[] {
  const page = instructionsOf(configuration, dayOf(configuration, snapshot));
  const instructions = instructionsPart(page, snapshot.instructions);
  return [instructions, ...(templates ? templateParts(snapshot, configuration, shipped) : [])];
}

function dayOf({ timeZone }: ProjectConfiguration, { at }: SetupSnapshot): PlainDate {
  return toLocal(at, timeZone).date;
}

function proposedFor(configuration: ProjectConfiguration, snapshot: SetupSnapshot): readonly HandbookProposal[] {
  const { profile, meetings } = configuration;
  if (profile === null) return [];
  const series = meetings.map(({ id, schedule }) => ({ id, rule: schedule }));
  return proposalsForDraft({ profile, series, cadence: CADENCE_SERIES, today: dayOf(configuration, snapshot) });
}

function templateParts(
  snapshot: SetupSnapshot,
  configuration: ProjectConfiguration,
  shipped: SetupProduct["shipped"],
): readonly FilePart[] {
  const used = new Set(configuration.meetings.flatMap(({ template, followUp }) => [template, followUp.template]));
  return COPIED_TEMPLATES.filter((name) => used.has(name)).map((name) => {
    const path = templatePath(name);
    const text = shipped.get(configuration.language)?.get(name) ?? null;
    const present = snapshot.files.get(path) ?? null;
    const stand = (decision: "there" | "left", why: Reason) => ({
      wanted: [],
      standing: [{ decision, path, text: null, reason: why }],
    });
    if (present !== null && present === text) return stand("there", reason("file-exists", "the project has this one"));
    if (present !== null) return stand("left", reason("file-differs", "the project has its own, which stays"));
    if (snapshot.inheritedTemplates.includes(name)) {
      return stand("left", reason("template-inherited", "the project has one from its group, which stays"));
    }
    if (text === null) return { wanted: [], standing: [] };
    return { wanted: [{ path, text, why: "the project has no such template, nor one from its group" }], standing: [] };
  });
}

/** The configuration that an untouched branch proposes; null where there is none to be read. */
function proposedPart({ proposal }: SetupSnapshot) {
  const text = judgeBranch(proposal) === "ours" ? (proposal.branch?.files.get(CONFIGURATION_PATH)?.text ?? null) : null;
  if (text === null) return null;
  try {
    return { text, configuration: parseProjectConfiguration(text, CONFIGURATION_PATH) };
  } catch (error) {
    if (!isConfigError(error)) throw error;
    return null;
  }
}

/** Only then does a proposal stand for itself: what is opened anew was drafted by the same run. */
function isOpen({ proposal, user }: SetupSnapshot): boolean {
  return proposal.mergeRequests.some((request) => request.state === "opened" && isOurMergeRequest(request, user.id));
}

/** `commit`, `templates` and `schedule` say how it is set up, not what stands in the file. */
function saysNothing({
  commit: _commit,
  templates: _templates,
  schedule: _schedule,
  ...values
}: RequestedSetup): boolean {
  return Object.values(values).every((value) => value === null);
}

function noSchedule({ project }: SetupSnapshot, commandName: string): Reason {
  const text = `for a pipeline schedule name the internal project of the job with --schedule-project; the service's webhook is set up with ${commandName} hooks apply --project ${project.path}`;
  return reason("no-schedule", text);
}
