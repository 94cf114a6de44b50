import type { Path } from "../yaml/places.ts";
import { type Complaint, complaintOf } from "./complaint.ts";
import { TOKEN } from "./token-words.ts";

const KEY = /^(?:(?:gitlab|private|access|api|bot|project|group|auth)_?)*(?:token|pat|password|secret)s?$/i;

/** True for a key that is meant to hold a token or a password. */
export function isTokenKey(key: string): boolean {
  return KEY.test(key.slice(0, 100));
}

/** Says what to do about a token that stands in a file. The value is not shown. */
export function tokenComplaint(path: Path): Complaint {
  const problem =
    "a token does not belong in a file that others read: revoke it in GitLab now, and make a new one, which is in no file";
  const allowed = ["GITLAB_TOKEN, a masked CI/CD variable", "GITLAB_TOKEN_FILE, a file that holds the token"];
  return complaintOf(path, problem, allowed, "key");
}

/** Values of a file that look like a token of GitLab, whatever their key. */
export function tokensIn({ text, value }: { readonly text: string; readonly value: unknown }): readonly Complaint[] {
  if (!TOKEN.test(text)) return [];
  const found: Complaint[] = [];
  const waiting: { readonly value: unknown; readonly path: Path }[] = [{ value, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value: one, path } = next;
    if (typeof one === "string" && TOKEN.test(one)) found.push(tokenComplaint(path));
    if (typeof one !== "object" || one === null) continue;
    for (const [key, inner] of Object.entries(one))
      waiting.push({ value: inner, path: [...path, Array.isArray(one) ? Number(key) : key] });
  }
  return found;
}
