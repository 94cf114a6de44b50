import { findLabel } from "../acts/issue-labels.ts";
import { availableMilestones } from "../world/find.ts";
import { type Commands, mayAdminister, type QuickCommand, type Scene } from "./scene.ts";

const add: QuickCommand = (argument, scene) => {
  const labels = existing(scene, argument);
  if (labels.length === 0 || !mayAdminister(scene)) return null;
  return { params: { addLabels: labels }, message: `Added ${spell(labels)}.` };
};

const remove: QuickCommand = (argument, scene) => {
  if (scene.issue === null || !mayAdminister(scene)) return null;
  const present = scene.issue.labels.map((label) => label.name);
  const labels = argument === "" ? present : existing(scene, argument);
  return labels.length === 0 ? null : { params: { removeLabels: labels }, message: `Removed ${spell(labels)}.` };
};

const replace: QuickCommand = (argument, scene) => {
  const labels = existing(scene, argument);
  if (scene.issue === null || labels.length === 0 || !mayAdminister(scene)) return null;
  return { params: { labels }, message: `Replaced all labels with ${spell(labels)}.` };
};

/** Labels and milestones. A quick action finds labels; it never makes new ones. */
export const labelCommands: Commands = {
  label: add,
  labels: add,
  unlabel: remove,
  remove_label: remove,
  relabel: replace,
  milestone: (argument, scene) => {
    const title = argument.replace(/^%/, "").replace(/^"(.*)"$/, "$1");
    const milestone = availableMilestones(scene.world, scene.project).find((one) => one.title === title);
    if (milestone === undefined || !mayAdminister(scene)) return null;
    return { params: { milestone }, message: `Set the milestone to %"${title}".` };
  },
  remove_milestone: (_, scene) =>
    scene.issue?.milestone != null && mayAdminister(scene)
      ? { params: { milestone: null }, message: "Removed milestone." }
      : null,
};

/** `~name ~"a b"`, or bare names, quoted where they hold blanks. */
function existing(scene: Scene, argument: string): readonly string[] {
  const pattern = argument.includes("~") ? /~(?:"([^"]+)"|([^\s,~"]+))/g : /"([^"]+)"|([^\s,]+)/g;
  const names = [...argument.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? "");
  const found = names.map((name) => findLabel(scene.world, scene.project, name)?.name);
  return [...new Set(found.filter((name) => name !== undefined))];
}

function spell(labels: readonly string[]): string {
  const names = labels.map((label) => (/^[\w-]+$/.test(label) ? `~${label}` : `~"${label}"`)).join(" ");
  return `${names} ${labels.length === 1 ? "label" : "labels"}`;
}
