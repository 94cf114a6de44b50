import { canUpdateIssue } from "../world/access.ts";
import { issueTypes, severities } from "../world/model.ts";
import { type Commands, mayAdminister, type Scene } from "./scene.ts";

const mayUpdate = ({ world, actor, issue }: Scene): boolean => issue !== null && canUpdateIssue(world, actor, issue);

/** State, title, secrecy, locking and the like. */
export const stateCommands: Commands = {
  close: (_, scene) =>
    scene.issue?.state === "opened" && mayUpdate(scene)
      ? { params: { stateEvent: "close" }, message: "Closed this issue." }
      : null,
  reopen: (_, scene) =>
    scene.issue?.state === "closed" && mayUpdate(scene)
      ? { params: { stateEvent: "reopen" }, message: "Reopened this issue." }
      : null,
  title: (argument, scene) =>
    argument !== "" && mayUpdate(scene)
      ? { params: { title: argument }, message: `Changed the title to "${argument}".` }
      : null,
  confidential: (_, scene) =>
    scene.issue === null || mayUpdate(scene)
      ? { params: { confidential: true }, message: "Made this issue confidential." }
      : null,
  lock: (_, scene) =>
    scene.issue !== null && mayAdminister(scene)
      ? { params: { discussionLocked: true }, message: "Locked the discussion." }
      : null,
  unlock: (_, scene) =>
    scene.issue?.discussionLocked === true && mayAdminister(scene)
      ? { params: { discussionLocked: false }, message: "Unlocked the discussion." }
      : null,
  severity: (argument, scene) => {
    const severity = severities.find((one) => one === argument.toLowerCase());
    if (severity === undefined || scene.issue?.type !== "incident" || !mayAdminister(scene)) return null;
    return { params: { severity }, message: `Set the severity to ${severity}.` };
  },
  type: (argument, scene) => {
    const type = issueTypes.find((one) => one === argument.toLowerCase());
    if (type === undefined || !mayUpdate(scene)) return null;
    return { params: { type }, message: `Changed type to ${type}.` };
  },
  promote_to_incident: (_, scene) =>
    mayUpdate(scene) ? { params: { type: "incident" }, message: "Issue has been promoted to incident" } : null,
  weight: (argument, scene) => {
    if (scene.world.settings.plan === "free" || !/^\d+$/.test(argument) || !mayAdminister(scene)) return null;
    return { params: { weight: Number(argument) }, message: `Set weight to ${argument}.` };
  },
  clear_weight: (_, scene) =>
    mayAdminister(scene) && scene.issue?.weight != null
      ? { params: { weight: null }, message: "Removed weight." }
      : null,
};
