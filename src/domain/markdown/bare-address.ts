/**
 * An address as it may stand anywhere: without the angle brackets that hold one with blanks together. GitLab's parser drops
 * blanks at its ends.
 */
export function bareAddress(address: string): string {
  if (!address.startsWith("<")) return address;
  return address
    .slice(1, -1)
    .trim()
    .replace(/\\?[ \t()<>`]/g, (char) => `%${char.slice(-1).charCodeAt(0).toString(16).padStart(2, "0")}`);
}
