import { ApiError, conflict, forbidden, invalidParameter, notFound } from "../http/api-error.ts";
import { canLinkIssue, canReadIssue } from "../world/access.ts";
import type { IssueLink, LinkType, StoredIssue, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { referenceTo } from "./cross-references.ts";
import { addSystemNote } from "./system-notes.ts";

/** Links two issues. Throws 409 for a pair that is linked already, 403 or 400 for `blocks` without a licence. */
export function linkIssues(
  world: World,
  actor: StoredUser,
  source: StoredIssue,
  target: StoredIssue,
  type: LinkType,
): IssueLink {
  if (!canLinkIssue(world, actor, source)) throw forbidden();
  if (!canReadIssue(world, actor, target)) throw notFound();
  if (!canLinkIssue(world, actor, target))
    throw new ApiError(404, { message: "No matching issue found. Make sure that you are adding a valid issue URL." });
  if (type !== "relates_to") refuseBlocking(world);
  if (source === target) throw new ApiError(422, { message: "Validation failed: Source cannot be related to itself" });
  if (findLink(world, source, target) !== null) throw conflict("Issue(s) already assigned");
  const backwards = type === "is_blocked_by";
  const link: IssueLink = {
    id: world.nextId("link"),
    source: backwards ? target : source,
    target: backwards ? source : target,
    type: type === "relates_to" ? "relates_to" : "blocks",
    createdAt: world.clock.stamp(),
  };
  world.links.push(link);
  const verb = { relates_to: "related to", blocks: "blocking", is_blocked_by: "blocked by" } as const;
  const back = { relates_to: "related to", blocks: "blocked by", is_blocked_by: "blocking" } as const;
  addSystemNote(world, actor, source, `marked this issue as ${verb[type]} ${referenceTo(target, source.project)}`);
  addSystemNote(world, actor, target, `marked this issue as ${back[type]} ${referenceTo(source, target.project)}`);
  return link;
}

/** Removes a link and says so on both issues. Throws 404 where the caller may not change both. */
export function unlinkIssues(world: World, actor: StoredUser, link: IssueLink): void {
  if (!canLinkIssue(world, actor, link.source) || !canLinkIssue(world, actor, link.target)) throw notFound();
  world.links.splice(world.links.indexOf(link), 1);
  addSystemNote(
    world,
    actor,
    link.source,
    `removed the relation with ${referenceTo(link.target, link.source.project)}`,
  );
  addSystemNote(
    world,
    actor,
    link.target,
    `removed the relation with ${referenceTo(link.source, link.target.project)}`,
  );
}

export function findLink(world: World, one: StoredIssue, other: StoredIssue): IssueLink | null {
  const joins = (link: IssueLink): boolean =>
    (link.source === one && link.target === other) || (link.source === other && link.target === one);
  return world.links.find(joins) ?? null;
}

export function linksOf(world: World, issue: StoredIssue): readonly IssueLink[] {
  return world.links.filter((link) => link.source === issue || link.target === issue);
}

/** How a link reads from one of its ends. */
export function linkTypeFrom(link: IssueLink, issue: StoredIssue): LinkType {
  if (link.type === "relates_to") return "relates_to";
  return link.source === issue ? "blocks" : "is_blocked_by";
}

function refuseBlocking(world: World): void {
  if (world.settings.edition === "ce") throw invalidParameter("link_type does not have a valid value");
  if (world.settings.plan === "free") {
    throw new ApiError(403, { message: "Blocked issues not available for current license" });
  }
}
