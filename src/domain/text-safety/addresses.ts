import type { Range } from "../markdown/types.ts";
import type { OwnProject } from "./own-project.ts";
import { findReferences } from "./references.ts";
import { showLine } from "./shown-line.ts";

/** More of an address tells nothing new about where it leads. */
const MAX_READ_LENGTH = 2_000;

const ROUTES =
  "issues|work_items|merge_requests|epics|milestones|snippets|commit|commits|compare|alert_management|security\\/vulnerabilities|vulnerabilities|feature_flags|iterations|cadences|wikis|designs|incidents|contacts";
/** A form to be filled in is none; a page of the wiki may have that name. */
const ID = String.raw`(?!(?<!wikis\/)new(?![^\/?#]))[^\/?#\s]`;
/** What GitLab shows as a reference (app/models/concerns/referable.rb): a path, perhaps `/-`, a route and an id. */
const EXPANDED = new RegExp(String.raw`^(?:\/[a-z0-9_.][^\/?#]*)*(?:\/-)?\/(?:${ROUTES})\/${ID}`, "i");
const OWN = new RegExp(String.raw`^(?:\/-)?\/(?:${ROUTES})\/`, "i");
const EXPANDED_ANYWHERE = new RegExp(String.raw`^(?:\/[a-z0-9_.][^\/?#]*)*\/-\/(?:${ROUTES})\/${ID}`, "i");
const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}(?:[^/?#@\s]*@)?(?<host>[^/?#:\s]*)(?::\d*)?(?<rest>[^\s]*)/i;
/** What asks for the title and state of an issue of the project: `.../issues/1+s`. */
const OWN_FORMAT =
  /^((?:\/-)?\/(?:issues(?:\/incident)?|work_items|merge_requests|incidents)\/\d+)(?:(?:\+|%2b)(?:s|%73)?)+(?![\w+])/i;
const ASKS = /^(?:\/-)?\/(?:issues(?:\/incident)?|work_items|merge_requests|incidents)\/\d+\+/i;
/** A reference that an address is as a whole, such as `[words](group/project#5)`, behind the path of a project. */
const WHOLE =
  /^(?<path>[\w./-]*)(?:[#!$&]\d+(?:\+s?)?|[~%]\S+|\^alert#\d+|@[\da-f]{7,40}(?:\.{2,3}[\da-f]{7,40})?|>)$|^(?:\[|\*iteration:)/i;
/** What is in no path of a project (lib/gitlab/path_regex.rb): `.`, `..`, a group that ends with a dot. */
const NO_PATH = /(?:^|\/)(?:-|\/)|\.\/|\/$/;

/** The address as GitLab compares it: entities, backslashes and percent signs resolved. */
export function resolved(address: string): string {
  const { text } = showLine(address.slice(0, MAX_READ_LENGTH).replace(/\\(?=[!-/:-@[-`{-~])/g, ""));
  return text.replace(/%([0-7][0-9a-f])/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

interface AddressPlace {
  readonly host: string;
  readonly rest: string;
}

function placeOf(address: string): AddressPlace | null {
  const { host, rest } = ABSOLUTE.exec(address)?.groups ?? {};
  return host === undefined ? null : { host: host.toLowerCase().replace(/\.$/, ""), rest: rest ?? "" };
}

/** What follows the address of the project, or null for another place. */
function withinProject(place: AddressPlace, project: AddressPlace): string | null {
  const own = project.rest.toLowerCase();
  const isWithin = place.host === project.host && place.rest.toLowerCase().startsWith(own);
  const rest = place.rest.slice(own.length);
  return isWithin && /^(?:$|[/?#])/.test(rest) && !rest.includes("/..") ? rest : null;
}

/**
 * Whether GitLab would show a full address as a reference to something outside the project: one on the same host, or where
 * that is unknown, one that looks like GitLab's.
 */
export function isForeignAddress(address: string, project: OwnProject | null): boolean {
  const place = placeOf(resolved(address));
  if (place === null) return false;
  const own = project === null ? null : placeOf(project.url);
  if (own === null) return EXPANDED_ANYWHERE.test(place.rest);
  const rest = withinProject(place, own);
  if (rest !== null)
    return EXPANDED.test(rest) && (!OWN.test(rest) || (ASKS.test(rest) && formatIn(address, project) === null));
  return place.host === own.host && EXPANDED.test(place.rest);
}

/**
 * Whether GitLab would take the address of a link, as a whole, for a reference to something outside the project
 * (lib/banzai/filter/references/abstract_reference_filter.rb): `group/project#5`, not `../page#5`.
 */
export function isForeignReference(target: string, project: OwnProject | null): boolean {
  if (target.length < 2) return false;
  const address = resolved(target);
  const found = WHOLE.exec(address);
  if (found === null || NO_PATH.test(found.groups?.["path"]?.replace(/^\//, "") ?? "")) return false;
  return findReferences(address, project).some(({ kind }) => kind !== "format");
}

/** Where an address of the project asks for the title and state of what it leads to; null where it does not. */
export function formatIn(address: string, project: OwnProject | null): Range | null {
  const own = project === null ? null : placeOf(project.url);
  const place = own === null ? null : placeOf(address);
  const rest = own === null || place === null ? null : withinProject(place, own);
  const found = rest === null ? null : OWN_FORMAT.exec(rest);
  if (rest === null || found === null) return null;
  const start = address.length - rest.length;
  return { start: start + (found[1]?.length ?? 0), end: start + found[0].length };
}
