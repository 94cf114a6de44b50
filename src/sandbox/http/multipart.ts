import { invalidParameter } from "./api-error.ts";

/**
 * Fields of a `multipart/form-data` body (curl's `--form`) in their order; files are left out, no route takes one. Throws
 * Grape's 400 for a body that does not keep to its boundary.
 */
export function multipartFields(body: Buffer, contentType: string): readonly (readonly [string, string])[] {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)?.slice(1).find(Boolean);
  if (boundary === undefined) throw malformed();
  // Latin-1 keeps each byte one character; values are read as UTF-8 afterwards.
  const [, ...parts] = `\r\n${body.toString("latin1")}`.split(`\r\n--${boundary}`);
  if (parts.pop()?.startsWith("--") !== true) throw malformed();
  return parts.flatMap((part) => {
    const end = part.indexOf("\r\n\r\n");
    if (end < 0) throw malformed();
    const disposition = /^content-disposition:[^\r\n]*/im.exec(part.slice(0, end))?.[0] ?? "";
    const name = /[; ]name="([^"]*)"/i.exec(disposition)?.[1];
    if (name === undefined || /[; ]filename\*?=/i.test(disposition)) return [];
    return [[utf8(name), utf8(part.slice(end + 4))] as const];
  });
}

function utf8(text: string): string {
  return Buffer.from(text, "latin1").toString("utf8");
}

function malformed(): Error {
  return invalidParameter("message body does not match declared format");
}
