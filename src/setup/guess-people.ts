import { hasRole } from "../gitlab/access-levels.ts";
import type { Member, User } from "../gitlab/port.ts";

/** More of a group than sit at one table. */
const MOST = 12;

/** Accounts of tokens (`project_12_bot_3f`, `group_7_bot`) and those that people call bots. */
const BOT = /(?:^|[_.-])bot(?:$|[_.\d-])/i;

export interface Side {
  /** `@jane`, who leads first. */
  readonly people: readonly string[];
  /** How they were found. */
  readonly source: "given" | "guessed" | "too-many" | "nobody";
}

export interface GuessedSides {
  readonly accountTeam: Side;
  readonly attendees: Side;
}

/**
 * Guesses who sits on which side of the table: those whom the project inherits from its groups, and its Maintainers and
 * Owners, are the account team; its other direct members are the customer. GitLab knows no such sides, so this is a guess
 * and must be called one. Accounts of bots and blocked ones are left out. `user` leads where they belong to the team.
 */
export function guessSides(members: readonly Member[], direct: readonly Member[], user: User): GuessedSides {
  const own = new Map(direct.map((member) => [member.id, member]));
  const people = members.filter(({ state, username }) => state === "active" && !BOT.test(username));
  const team = people.filter(({ id, accessLevel }) => {
    const level = own.get(id)?.accessLevel ?? null;
    return level === null ? hasRole(accessLevel, "Reporter") : hasRole(level, "Maintainer");
  });
  const customers = people.filter(
    (member) => own.has(member.id) && hasRole(member.accessLevel, "Guest") && !team.includes(member),
  );
  return { accountTeam: toSide(team, user), attendees: toSide(customers, user) };
}

function toSide(members: readonly Member[], user: User): Side {
  if (members.length === 0) return { people: [], source: "nobody" };
  if (members.length > MOST) return { people: [], source: "too-many" };
  const rank = (member: Member): number => (member.id === user.id ? Number.MAX_SAFE_INTEGER : member.accessLevel);
  const sorted = [...members].sort((a, b) => rank(b) - rank(a) || (a.username < b.username ? -1 : 1));
  return { people: sorted.map(({ username }) => `@${username}`), source: "guessed" };
}
