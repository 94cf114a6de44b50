import { avatarUrl, userUrl } from "../../world/addresses.ts";
import type { StoredToken, StoredUser } from "../../world/model.ts";
import type { World } from "../../world/state.ts";

type Json = Readonly<Record<string, unknown>>;

/** UserBasic as GitLab's published schemas allow it inside an issue: no further keys. */
export function presentUser(world: World, user: StoredUser): Json {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    state: user.state,
    avatar_url: avatarUrl(world, user),
    web_url: userUrl(world, user),
  };
}

/** A user of `GET /users`. */
export function presentListedUser(world: World, user: StoredUser): Json {
  return { ...presentUser(world, user), public_email: user.publicEmail, locked: false };
}

/** `GET /user`. */
export function presentCurrentUser(world: World, user: StoredUser): Json {
  return {
    ...presentListedUser(world, user),
    created_at: user.createdAt.toISOString(),
    bio: "",
    bot: user.bot,
    email: user.email,
    commit_email: user.email,
    confirmed_at: user.createdAt.toISOString(),
    external: false,
    private_profile: false,
    two_factor_enabled: false,
    can_create_group: !user.bot,
    can_create_project: !user.bot,
    ...(user.admin ? { is_admin: true } : {}),
  };
}

export function presentMember(world: World, user: StoredUser, level: number, since: Date): Json {
  return {
    ...presentUser(world, user),
    locked: false,
    access_level: level,
    created_at: since.toISOString(),
    expires_at: null,
    membership_state: "active",
  };
}

/** `GET /personal_access_tokens/self`; never the value. */
export function presentToken(token: StoredToken, expired: boolean): Json {
  return {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: token.createdAt.toISOString(),
    description: null,
    scopes: token.scopes,
    user_id: token.user.id,
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
    active: !token.revoked && !expired,
    expires_at: token.expiresAt,
  };
}
