import { leaf, type Read } from "./leaf.ts";
import { readLine, refusal } from "./texts.ts";

const PEOPLE = ["@jane", "Jane Doe"];

/** A GitLab user name: letters, digits, `_`, `-`, `.`, as GitLab's NamespacePathValidator wants them. */
const USERNAME = /^[A-Za-z0-9_.][\w.-]*$/;

/** Somebody at the table, where the file names one. */
export function Person(description?: string) {
  const about = { title: "@username or name", examples: ["@jane", "Jane Doe"], ...(description && { description }) };
  return leaf(about, readPerson);
}

/** `@jane`, or the name of somebody who is not in GitLab. Groups and `@all` are refused: they cannot sit at a table. */
export function readPerson(text: string): Read<string> {
  const line = readLine(text, "a name", "@jane");
  if (!line.ok || !line.value.startsWith("@")) return line;
  return readUsername(line.value, PEOPLE);
}

/** `@jane`: only users can be assigned. */
export function readAssignee(text: string): Read<string> {
  const line = readLine(text, "a name", "@jane");
  if (!line.ok) return line;
  if (line.value.startsWith("@")) return readUsername(line.value, ["@jane"]);
  const nearest = isUsername(line.value) ? `@${line.value}` : null;
  return refusal("only GitLab users can be assigned, and their names begin with @", ["@jane"], nearest);
}

/** An account the bot had before: a user name, with or without `@`. */
export function readFormerBot(text: string): Read<string> {
  const allowed = ["@project_12_bot_4f2a9c", "@group_7_bot_1b3d5f"];
  const line = readLine(text, "the name of an account", allowed[0] as string);
  if (!line.ok) return line;
  const read = readUsername(`@${line.value.replace(/^@/, "")}`, allowed);
  if (!read.ok || !/^@ghost\d*$/i.test(read.value)) return read;
  return refusal("GitLab gives the issues of every account that is gone to this one, a customer's too", allowed);
}

function readUsername(text: string, allowed: readonly string[]): Read<string> {
  const name = text.slice(1);
  if (name.toLowerCase() === "all") return refusal("@all would notify every member of the project", allowed);
  if (name.includes("/")) return refusal("a group cannot be named, people can", allowed);
  if (isUsername(name)) return { ok: true, value: text };
  const close = name
    .trim()
    .replaceAll(/[^\w.-]+/g, "")
    .replace(/^-+/, "")
    .replace(/(\.git|\.atom|\.)$/i, "");
  return refusal("not a GitLab user name", allowed, isUsername(close) ? `@${close}` : null);
}

function isUsername(name: string): boolean {
  return USERNAME.test(name) && !/(\.|\.git|\.atom)$/i.test(name) && name.length <= 255;
}
