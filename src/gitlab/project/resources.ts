import {
  IssueAwardEmojis,
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
import { createRequesterFn } from "@gitbeaker/requester-utils";
import { type Address, endpointUrl } from "../http/address.ts";
import type { GitLabRequest } from "../http/outcome.ts";
import { sendAll } from "../http/pages.ts";
import { type Policy, type SendContext, send } from "../http/send.ts";

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
  const once = { ...preset, requesterFn: requester("once") };
  // What their POSTs make is there at most once, so a second one changes nothing.
  const repeat = { ...preset, requesterFn: requester("repeat") };
  return whenUsed({
    issues: () => new Issues(once),
    notes: () => new IssueNotes(once),
    reactions: () => new IssueNoteAwardEmojis(repeat),
    issueReactions: () => new IssueAwardEmojis(once),
    stateEvents: () => new IssueStateEvents(once),
    labelEvents: () => new IssueLabelEvents(once),
    links: () => new IssueLinks(repeat),
    metadata: () => new Metadata(once),
    tokens: () => new PersonalAccessTokens(once),
    labels: () => new ProjectLabels(repeat),
    members: () => new ProjectMembers(once),
    projects: () => new Projects(once),
    templates: () => new ProjectTemplates(once),
    files: () => new RepositoryFiles(once),
    users: () => new Users(once),
    graphql: () => (query: string, variables: Readonly<Record<string, unknown>>) =>
      askGraphql(JSON.stringify({ query, variables }), maxWaitMs, context),
  });
}

/** The answer to a query of GraphQL, which gitbeaker does not speak. */
async function askGraphql(body: string, leftMs: number, context: SendContext): Promise<unknown> {
  const url = new URL(`${context.address.web}/api/graphql`);
  const request = { method: "POST", url, body, expects: "json", maxBytes: null, asks: true } as const;
  return (await send(request, "repeat", { leftMs }, context)).body;
}

type Makers = Readonly<Record<string, () => unknown>>;

/** Makes each thing when it is first asked for: a quiet look needs two of them. */
function whenUsed<T extends Makers>(makers: T): { readonly [Name in keyof T]: ReturnType<T[Name]> } {
  const made = new Map<string, unknown>();
  const things = {};
  for (const [name, make] of Object.entries(makers)) {
    const get = (): unknown => {
      if (!made.has(name)) made.set(name, make());
      return made.get(name);
    };
    Object.defineProperty(things, name, { get });
  }
  return things as { readonly [Name in keyof T]: ReturnType<T[Name]> };
}

export type Resources = ReturnType<typeof createResources>;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

function toRequest(address: Address, endpoint: string, options: Readonly<Record<string, unknown>>): GitLabRequest {
  const { method, prefixUrl, searchParams, body } = options;
  const prefix = String(prefixUrl)
    .slice(address.api.length)
    .replace(/^\/+|(?<!\/)\/+$/g, "");
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
