import { hasRole, roleName } from "../gitlab/access-levels.ts";
import type { Token, User } from "../gitlab/port.ts";
import { checkProjectToken, type Finding } from "./project.ts";

/** The role that the token's user has in a group that is served. */
export interface GroupRole {
  readonly group: string;
  readonly accessLevel: number;
}

/** What the service uses, and what allows nothing beyond it. GitLab doc: Personal access token scopes. */
const HARMLESS: ReadonlySet<string> = new Set(["api", "read_api", "read_user", "self_rotate"]);

/**
 * The token of the service: may it do its work, and may it do more than that. A problem keeps the service from working; a
 * warning says what whoever gets hold of the token could do beyond. `token` is null where it cannot tell about itself.
 */
export function checkServiceToken(
  token: Token | null,
  user: User,
  roles: readonly GroupRole[],
  now: string,
): readonly Finding[] {
  const excess = (token?.scopes ?? []).filter((scope) => !HARMLESS.has(scope));
  // From it on a token may change settings, webhooks, protected branches and members.
  const high = roles.filter(({ accessLevel }) => hasRole(accessLevel, "Maintainer"));
  return [
    checkProjectToken(token, now),
    ...(excess.length === 0
      ? []
      : [tooMuch(`it also has the scopes ${excess.join(", ")}`, "make one with the scope api alone")]),
    ...(user.isAdmin === true
      ? [tooMuch(`@${user.username} is an administrator`, "use a group access token or a service account")]
      : []),
    ...high.map(({ group, accessLevel }) =>
      tooMuch(`@${user.username} is ${roleName(accessLevel)} of ${group}`, "give it the role Reporter"),
    ),
  ];
}

function tooMuch(text: string, remedy: string): Finding {
  return { status: "warning", subject: "token", text: `${text}: more than the service needs`, remedy };
}
