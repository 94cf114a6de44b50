import {
  IssueLabelEvents,
  IssueLinks,
  IssueNoteAwardEmojis,
  IssueNotes,
  IssueStateEvents,
  Issues,
  Metadata,
  PersonalAccessTokens,
  ProjectLabels,
  ProjectMembers,
  Projects,
  ProjectTemplates,
  RepositoryFiles,
  Users,
} from "@gitbeaker/core";
import { createRequesterFn, presetResourceArguments } from "@gitbeaker/requester-utils";
import { type Address, endpointUrl } from "./address.ts";
import type { Request } from "./outcome.ts";
import { sendAll } from "./pages.ts";
import type { Policy, SendContext } from "./send.ts";

const MAX_FILE_BYTES = 2 * 1024 * 1024;

/**
 * gitbeaker's resources over our own transport.
 *
 * gitbeaker's default one repeats every request on 429 and 502, creations too, and reads no Retry-After; here it only
 * builds paths, queries and bodies. Its rate limits are off (`rateLimits: {}`): ours follow what GitLab says.
 */
export function createResources(context: SendContext, maxWaitMs: number) {
  const { address } = context;
  // No time-out and no token either: gitbeaker's signal covers all pages at once, ours each request.
  const preset = { host: address.web, rateLimits: {}, queryTimeout: null };
  const requester = (posts: Policy) =>
    createRequesterFn(
      (_, options) => Promise.resolve(options),
      async (endpoint, options) => {
        const request = toRequest(address, endpoint, options ?? {});
        const policy = request.method === "POST" ? posts : "repeat";
        const body = await sendAll(request, policy, { leftMs: maxWaitMs }, context);
        // Without a Link header gitbeaker looks for no further page. The body is parsed by zod, never trusted as typed.
        return { body: body as null, headers: {}, status: 200 };
      },
    );
  const once = presetResourceArguments(
    {
      IssueLabelEvents,
      IssueNotes,
      Issues,
      IssueStateEvents,
      Metadata,
      PersonalAccessTokens,
      ProjectMembers,
      Projects,
      ProjectTemplates,
      RepositoryFiles,
      Users,
    },
    { ...preset, requesterFn: requester("once") },
  );
  // What their POSTs make is there at most once, so a second one changes nothing.
  const repeat = presetResourceArguments(
    { IssueLinks, IssueNoteAwardEmojis, ProjectLabels },
    { ...preset, requesterFn: requester("repeat") },
  );
  return {
    issues: new once.Issues({}),
    notes: new once.IssueNotes({}),
    reactions: new repeat.IssueNoteAwardEmojis({}),
    stateEvents: new once.IssueStateEvents({}),
    labelEvents: new once.IssueLabelEvents({}),
    links: new repeat.IssueLinks({}),
    metadata: new once.Metadata({}),
    tokens: new once.PersonalAccessTokens({}),
    labels: new repeat.ProjectLabels({}),
    members: new once.ProjectMembers({}),
    projects: new once.Projects({}),
    templates: new once.ProjectTemplates({}),
    files: new once.RepositoryFiles({}),
    users: new once.Users({}),
  };
}

export type Resources = ReturnType<typeof createResources>;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

function toRequest(address: Address, endpoint: string, options: Readonly<Record<string, unknown>>): Request {
  const { method, prefixUrl, searchParams, body } = options;
  const prefix = String(prefixUrl)
    .slice(address.api.length)
    .replace(/^\/+|\/+$/g, "");
  const path = prefix === "" ? endpoint : `${prefix}/${endpoint}`;
  const sent = METHODS.find((known) => known === method) ?? "GET";
  const isRaw = /\/repository\/files\/[^/]+\/raw$/.test(path);
  return {
    method: sent,
    url: endpointUrl(address, path, typeof searchParams === "string" ? searchParams : ""),
    // gitbeaker gives each DELETE the body `{}`, which means nothing and some proxies refuse.
    body: typeof body === "string" && sent !== "DELETE" ? body : null,
    expects: isRaw ? "text" : "json",
    maxBytes: isRaw ? MAX_FILE_BYTES : null,
  };
}
