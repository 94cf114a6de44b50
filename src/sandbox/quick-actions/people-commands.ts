import { canReadProject } from "../world/access.ts";
import { findGroup, findUser } from "../world/find.ts";
import type { StoredUser } from "../world/model.ts";
import { type Commands, mayAdminister, type QuickCommand, type Scene } from "./scene.ts";

const assign: QuickCommand = (argument, scene, soFar) => {
  const users = readUsers(argument, scene);
  if (users.length === 0 || !mayAdminister(scene)) return null;
  const present = scene.world.settings.plan === "free" ? [] : (soFar.assignees ?? scene.issue?.assignees ?? []);
  return { params: { assignees: [...present, ...users] }, message: `Assigned ${names(users)}.` };
};

const unassign: QuickCommand = (argument, scene, soFar) => {
  const present = soFar.assignees ?? scene.issue?.assignees ?? [];
  if (present.length === 0 || !mayAdminister(scene)) return null;
  const users = argument === "" ? present : readUsers(argument, scene);
  const assignees = present.filter((user) => !users.includes(user));
  return { params: { assignees }, message: `Removed assignees ${names(users)}.` };
};

/** Assignees, subscriptions, to-dos and reactions. */
export const peopleCommands: Commands = {
  assign,
  unassign,
  reassign: (argument, scene) => {
    const users = readUsers(argument, scene);
    if (scene.issue === null || users.length === 0 || !mayAdminister(scene)) return null;
    return { params: { assignees: users }, message: `Assigned ${names(users)}.` };
  },
  subscribe: () => ({ effects: [{ kind: "subscribe", subscribed: true }], message: "Subscribed to notifications." }),
  unsubscribe: () => ({
    effects: [{ kind: "subscribe", subscribed: false }],
    message: "Unsubscribed from notifications.",
  }),
  todo: (_, scene) => (scene.issue === null ? null : { effects: [{ kind: "todo" }], message: "Added a to-do item." }),
  done: (_, scene) =>
    scene.issue === null ? null : { effects: [{ kind: "done" }], message: "Marked to-do item as done." },
  react: reaction,
  award: reaction,
};

function reaction(argument: string, scene: Scene): ReturnType<QuickCommand> {
  const name = /^:([\w+-]+):$/.exec(argument)?.[1];
  if (name === undefined || scene.issue === null) return null;
  return { effects: [{ kind: "react", name }], message: `Toggled :${name}: emoji reaction.` };
}

/** `@user`, bare names, `me`, and groups for all their members. */
function readUsers(argument: string, scene: Scene): readonly StoredUser[] {
  const users = argument.split(/[\s,]+/).flatMap((word) => {
    const name = word.replace(/^@/, "");
    if (name === "") return [];
    if (name === "me") return [scene.actor];
    const user = findUser(scene.world, name);
    if (user !== null) return [user];
    const group = /^\d+$/.test(name) ? null : findGroup(scene.world, name);
    return group === null ? [] : scene.world.users.filter((one) => group.members.has(one.id));
  });
  return [...new Set(users)].filter((user) => canReadProject(scene.world, user, scene.project));
}

function names(users: readonly StoredUser[]): string {
  return users.map((user) => `@${user.username}`).join(", ");
}
