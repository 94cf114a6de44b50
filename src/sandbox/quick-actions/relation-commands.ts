import { readReferences } from "../text/references.ts";
import { canCreateIssue, canReadIssue } from "../world/access.ts";
import { findIssue, findProject } from "../world/find.ts";
import type { LinkType, StoredIssue } from "../world/model.ts";
import { type Commands, mayAdminister, type QuickCommand, type Scene } from "./scene.ts";

function link(type: LinkType): QuickCommand {
  return (argument, scene) => {
    const targets = readIssues(argument, scene);
    if (targets.length === 0 || !mayAdminister(scene)) return null;
    return { effects: [{ kind: "link", targets, type }], message: `Added ${argument} as a linked item.` };
  };
}

/** What ties an issue to other issues and projects. */
export const relationCommands: Commands = {
  relate: link("relates_to"),
  link: link("relates_to"),
  blocks: link("blocks"),
  blocked_by: link("is_blocked_by"),
  unlink: (argument, scene) => {
    const target = readIssues(argument, scene)[0];
    if (scene.issue === null || target === undefined || !mayAdminister(scene)) return null;
    return { effects: [{ kind: "unlink", target }], message: `Removed linked item ${argument}.` };
  },
  move: (argument, scene) => {
    const to = findProject(scene.world, argument.split(/\s+/)[0] ?? "");
    if (scene.issue === null || to === null || !mayAdminister(scene)) return null;
    if (!canCreateIssue(scene.world, scene.actor, to)) return null;
    return { effects: [{ kind: "move", to }], message: `Moved this issue to ${to.path}.` };
  },
  duplicate: (argument, scene) => {
    const original = readIssues(argument, scene)[0];
    if (scene.issue === null || original === undefined || original === scene.issue || !mayAdminister(scene))
      return null;
    return {
      effects: [{ kind: "duplicate", of: original }],
      message: `Closed this issue. Marked as duplicate of ${argument}.`,
    };
  },
  copy_metadata: (argument, scene) => {
    const source = readIssues(argument, scene)[0];
    if (source === undefined || !mayAdminister(scene)) return null;
    const params = { addLabels: source.labels.map((label) => label.name), milestone: source.milestone };
    return { params, message: `Copied labels and milestone from ${argument}.` };
  },
};

function readIssues(argument: string, scene: Scene): readonly StoredIssue[] {
  return readReferences(argument).issues.flatMap((reference) => {
    const project = reference.project === null ? scene.project : findProject(scene.world, reference.project);
    const issue = project === null ? null : findIssue(project, reference.iid);
    return issue !== null && canReadIssue(scene.world, scene.actor, issue) ? [issue] : [];
  });
}
