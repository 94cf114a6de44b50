/** Prefixes of GitLab's tokens; what follows them is random. Source: docs.gitlab.com, "Token overview", token prefixes. */
export const TOKEN = /\bgl[a-z]{2,8}-[\w.-]{8,}/;
const TOKENS = /\bgl[a-z]{2,8}-[\w.-]{8,}/g;

/** Of an address with a user name: `://jane:` and the password. */
const PASSWORDS = /(:\/\/[^\s/@:]*:)[^\s/@]*@/g;

/** A text without the tokens and the passwords of addresses in it. */
export function withoutTokens(text: string): string {
  return text.replaceAll(TOKENS, "(a token)").replaceAll(PASSWORDS, "$1(a password)@");
}
