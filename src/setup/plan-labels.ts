import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { reason } from "../domain/reason.ts";
import type { Label, LabelDraft } from "../gitlab/port.ts";
import type { LabelStep } from "./types.ts";

/** GitLab's colour for labels that come with an issue (Label::DEFAULT_COLOR), as agendas bring theirs. */
const PLAIN = "#6699cc";

/** Every label that the configuration uses, once, as a run would create it. */
function labelsOf(configuration: ProjectConfiguration): readonly LabelDraft[] {
  const { agendaLabel, followUpLabel, stateLabels, meetings } = configuration;
  const plain = (name: string, description: string): LabelDraft => ({ name, color: PLAIN, description });
  const drafts = [
    plain(agendaLabel, "The agenda of a call."),
    plain(followUpLabel, "What came out of a call."),
    ...Object.values(stateLabels),
    ...meetings.flatMap(({ labels }) => labels.map((name) => plain(name, ""))),
  ];
  return [...new Map(drafts.map((draft): [string, LabelDraft] => [draft.name, draft]).reverse()).values()].reverse();
}

/** Labels that are missing. One that is there in another case stays: GitLab would make a second one of it. */
export function planLabels(configuration: ProjectConfiguration, present: readonly Label[]): readonly LabelStep[] {
  return labelsOf(configuration).map((label): LabelStep => {
    const same = present.find(({ name }) => name === label.name);
    if (same !== undefined) return { decision: "there", label, reason: reason("label-exists", "the project has it") };
    const alike = present.find(({ name }) => name.toLowerCase() === label.name.toLowerCase());
    if (alike === undefined) {
      return { decision: "create", label, reason: reason("label-missing", "the configuration uses it") };
    }
    const text = `the project has "${alike.name}": write it so in the configuration, or rename the label`;
    return { decision: "left", label, reason: reason("label-in-other-case", text, { label: alike.name }) };
  });
}
