import { kindOf } from "../config/problems/describe-schema.ts";
import { ConfigError } from "../domain/errors.ts";
import { nearestWord } from "../domain/text/nearest-word.ts";

/** A webhook that was written down. */
export interface RecordedDelivery {
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether its headers hold what shows that GitLab sent it. */
  readonly hasProof: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** What shows that GitLab sent a delivery, and what belongs to it. */
const PROOF = ["x-gitlab-token", "webhook-signature", "webhook-timestamp"];
const HEADER = /^[\w-]+$/;
const HEADERS_EXAMPLE = '{ "Content-Type": "application/json", "X-Gitlab-Token": "…" }';
const FORMS = [
  '{ "headers": { … }, "body": { … } or "…" }',
  "an event as GitLab's API shows it, with request_headers and request_data",
  "the body alone, with object_kind",
];

const ONE_OF_LIST = ["one of them alone; GitLab lists the newest first: jq '.[0]'"];

/**
 * Reads a webhook that was written down: headers and body, an event as `GET /projects/:id/hooks/:hook_id/events` of GitLab
 * shows it, or the body alone. Only the first brings proof of where it comes from: GitLab takes secrets out of what it shows.
 * A byte order mark in front belongs to the file.
 * @throws ConfigError where the file is neither, a list of several among them.
 */
export function parseRecordedDelivery(written: string, file: string): RecordedDelivery {
  const text = written.replace(/^\uFEFF/, "");
  const recorded = parseJson(text, file);
  if (Array.isArray(recorded)) throw wrong(file, "", null, ofList(recorded), ONE_OF_LIST);
  if (!isFields(recorded)) throw wrong(file, "", null, `${kind(recorded)} where a map is expected`, FORMS);
  if ("object_kind" in recorded) return { headers: {}, body: text, hasProof: false };
  if ("request_data" in recorded) {
    const { request_headers: headers = {}, request_data: data } = recorded;
    const shown = Object.entries(readHeaders(headers, "request_headers", file));
    return {
      headers: Object.fromEntries(shown.filter(([name]) => !PROOF.includes(name))),
      body: readBody(data, "request_data", file),
      hasProof: false,
    };
  }
  const { headers, body, ...others } = recorded;
  for (const key of ["body", "headers"]) if (!(key in recorded)) throw missing(key, Object.keys(others), file);
  for (const key of Object.keys(others))
    throw wrong(file, key, JSON.stringify(key), "there is no such key here", ["headers", "body"]);
  const read = readHeaders(headers, "headers", file);
  return { headers: read, body: readBody(body, "body", file), hasProof: PROOF.some((name) => name in read) };
}

/** Answer, exit code and `--run` are about one delivery, and GitLab lists them the wrong way round. */
function ofList({ length }: readonly unknown[]): string {
  return `a list of ${length} deliveries where one is expected`;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(file, "", null, text.trim() === "" ? "the file is empty" : "the file is not JSON", FORMS);
  }
}

function readHeaders(headers: unknown, key: string, file: string): Readonly<Record<string, string>> {
  if (!isFields(headers))
    throw wrong(file, key, null, `${kind(headers)} where a map of names and texts is expected`, [HEADERS_EXAMPLE]);
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (typeof value === "string" && HEADER.test(name)) return [name.toLowerCase(), value];
      throw wrong(file, `${key}.${name}`, null, `${kind(value)} where the text of a header is expected`, [
        HEADERS_EXAMPLE,
      ]);
    }),
  );
}

function readBody(body: unknown, key: string, file: string): string {
  if (typeof body === "string") return body;
  if (isFields(body)) return JSON.stringify(body);
  throw wrong(file, key, null, `${kind(body)} where what GitLab sent is expected`, [
    "a JSON object",
    "its text, byte for byte, where it is signed",
  ]);
}

function missing(key: string, others: readonly string[], file: string): ConfigError {
  const meant = others.find((other) => nearestWord(other, [key]) !== null) ?? null;
  return wrong(
    file,
    key,
    meant === null ? null : JSON.stringify(meant),
    `${key} is missing`,
    FORMS,
    meant === null ? null : key,
  );
}

function wrong(
  file: string,
  key: string,
  found: string | null,
  problem: string,
  allowed: readonly string[],
  nearest: string | null = null,
): ConfigError {
  return new ConfigError(`${file}: ${problem}`, [
    { file, line: null, column: null, key, found, problem, allowed, nearest },
  ]);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Values may be secret: only their kind is said. */
function kind(value: unknown): string {
  return value === undefined || value === null ? "nothing" : kindOf(value);
}
