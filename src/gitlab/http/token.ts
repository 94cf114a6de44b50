import { operatorError } from "./address.ts";

/** A token that can only be used, not read: printing, inspecting or serialising it shows nothing. */
export interface Secret {
  /** Header of a request by this token. */
  readonly header: () => Readonly<Record<string, string>>;
  /** The text with every copy of the token blanked out. */
  readonly redact: (text: string) => string;
}

const ALLOWED = ["a personal, project or group access token with the api scope"];

/**
 * Takes a token; blanks around it are dropped (files end in a line feed).
 * @throws ConfigError where it is empty or cannot be sent in a header. The message never quotes it.
 */
export function createSecret(text: string): Secret {
  const token = text.trim();
  if (token === "") throw operatorError("GITLAB_TOKEN", "there is no GitLab token", ALLOWED);
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw operatorError(
      "GITLAB_TOKEN",
      "the GitLab token holds a blank, a line break or a letter no token has",
      ALLOWED,
    );
  }
  const spellings = [token, encodeURIComponent(token), Buffer.from(token).toString("base64")];
  // Host names and media types come back in lower case.
  const pattern = new RegExp(spellings.map((spelling) => spelling.replace(/[^\w]/g, "\\$&")).join("|"), "gi");
  return {
    header: () => ({ "private-token": token }),
    redact: (message) => message.replace(pattern, "[token]"),
  };
}
