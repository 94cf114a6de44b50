import * as z from "zod/mini";

/** What a refusal says, in one form for all the forms GitLab uses. */
export interface ErrorText {
  /** One line without markup, or null where the answer says nothing readable. */
  readonly text: string | null;
  /** The OAuth code of the answer (`insufficient_scope`, `invalid_token`), else null. */
  readonly code: string | null;
  /** Whether GitLab wants a person to solve a riddle first. */
  readonly captcha: boolean;
  /**
   * Who speaks: `api` a rule of GitLab's API, `router` GitLab without such a route or a check before the API, `other` a
   * page or text that may come from something in between.
   */
  readonly speaker: "api" | "router" | "other";
}

const MAX_TEXT = 300;
const SILENCE: ErrorText = { text: null, code: null, captcha: false, speaker: "other" };

/**
 * Reads the body of a refusal: `message` as text, as fields with reasons or with an inspected Ruby hash in it, `error`
 * with or without `error_description`, GraphQL's `errors`, plain text, a page, or nothing.
 * GitLab doc: REST API troubleshooting.
 */
export function parseErrorText(body: unknown): ErrorText {
  const parsed = z.safeParse(
    z.object({
      message: z.optional(z.unknown()),
      error: z.optional(z.unknown()),
      error_description: z.optional(z.unknown()),
      errors: z.optional(z.unknown()),
      needs_captcha_response: z.optional(z.unknown()),
    }),
    body,
  );
  if (!parsed.success) {
    return { ...SILENCE, text: typeof body === "string" ? plainText(body) : null };
  }
  const { message, error, error_description, errors, needs_captcha_response } = parsed.data;
  const text = say(error_description) ?? say(message) ?? say(error) ?? sayErrors(errors);
  return {
    text: text === null ? null : oneLine(unfoldRubyHash(text)),
    code: typeof error === "string" && /^[a-z_]+$/.test(error) ? error : null,
    captcha: needs_captcha_response === true,
    speaker: message === undefined ? "router" : "api",
  };
}

/** `{ title: ["is too long"], base: ["no"] }` becomes `title is too long; no`. */
function say(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value;
  if (Array.isArray(value)) return joined(value.map(say), ", ");
  if (typeof value !== "object" || value === null) return null;
  const parts = Object.entries(value).map(([field, reasons]) => {
    const reason = say(reasons);
    return reason === null || field === "base" || field === "error" ? reason : `${field} ${reason}`;
  });
  return joined(parts, "; ");
}

/** `[{ message: "Field 'x' doesn't exist" }]`, as GraphQL says it. */
function sayErrors(errors: unknown): string | null {
  const parsed = z.safeParse(z.array(z.object({ message: z.string() })), errors);
  return parsed.success
    ? joined(
        parsed.data.map(({ message }) => message),
        "; ",
      )
    : null;
}

function joined(parts: readonly (string | null)[], separator: string): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join(separator);
}

/** `Note {:note=>["can't be blank"]}`, or `{note: [...]}` since Ruby 3.4, becomes `Note: note can't be blank`. */
function unfoldRubyHash(text: string): string {
  const plain = text.trim();
  const open = plain.indexOf("{");
  const inside = open >= 0 && plain.endsWith("}") ? plain.slice(open + 1, -1) : "";
  if (!inside.includes("=>") && !/^\s*\w+: \[/.test(inside)) return text;
  const pairs = [...inside.matchAll(/(?<!\w)(\w+)"?(?:=>|: )\[([^[\]]*)\]/g)].map(
    ([, field, reasons]) => `${field} ${(reasons ?? "").replaceAll('"', "")}`,
  );
  const subject = plain.slice(0, open).trim();
  if (pairs.length === 0) return text;
  return (subject === "" ? "" : `${subject}: `) + pairs.join("; ");
}

/** Plain text as it is; of a page only its title, since the rest is not about us. */
function plainText(body: string): string | null {
  const isPage = /^\s*</.test(body);
  const text = isPage ? (/<title[^<>]*>([^<]*)<\/title>/i.exec(body)?.[1] ?? "") : body;
  return text.trim() === "" ? null : oneLine(text);
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}
