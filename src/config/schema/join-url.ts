import { leaf, type Read } from "./leaf.ts";
import { refusal } from "./texts.ts";

const EXAMPLE = "https://example.zoom.us/j/123456789";
/** GitLab shows no link that is longer as one. */
const MAX_LENGTH = 2_000;
/** What would end an address in Markdown, or begin something else. */
const UNSAFE = /[\s<>()[\]{}\\`*"'|^]/g;

/** Where a call takes place, as people join it; of the file for all meetings, of a meeting for its own calls. */
export function JoinUrl() {
  const description =
    "The address at which people join the calls: agendas link to it. Beside `meetings` for all of them, in a meeting for its own.";
  return leaf({ title: "web address", description, examples: [EXAMPLE] }, readAddress);
}

/** An `https` address as it can stand in a Markdown link, without user name and password: customers read it. */
function readAddress(text: string): Read<string> {
  const refused = (problem: string): Read<string> => refusal(problem, [EXAMPLE]);
  if (!URL.canParse(text.trim())) return refused("not a web address");
  const url = new URL(text.trim());
  if (url.protocol !== "https:") return refused("the address of a call begins with https://");
  if (url.username !== "" || url.password !== "") return refused("an address holds no user name and no password");
  const href = url.href.replace(UNSAFE, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return href.length > MAX_LENGTH ? refused("the address is too long") : { ok: true, value: href };
}
