/**
 * Elements whose tags GitLab shows as layout or as nothing (html-pipeline's allowlist, SanitizationFilter; of others, as
 * `<input>`, it takes the tags out). Words that people put in angle brackets for something to be filled in, as `<time>`, are
 * none of them.
 */
export const BLOCK_ELEMENTS: readonly string[] =
  "blockquote br caption center col colgroup dd details dialog div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 hr li nav ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  );
const INLINE_ELEMENTS: readonly string[] =
  "a abbr audio b bdo big button canvas cite code del dfn em embed font i iframe img input ins kbd mark q rp rt ruby s samp small span strike strong sub sup svg textarea tt u var video wbr".split(
    " ",
  );

/** Tags of these elements, as far as they stand on one line and hold no backtick: `/`, name and attributes. */
export const TAG_SOURCE = String.raw`<(\/?)(${[...BLOCK_ELEMENTS, ...INLINE_ELEMENTS].join("|")})((?:[ \t\/](?:[^<>"'\n\`]|"[^"<\n\`]*"|'[^'<\n\`]*')*)?)>`;
const TAGS = new RegExp(TAG_SOURCE, "gi");

/** A text with a blank in place of the tags that are only layout; images stay, since they show something. */
export function withoutLayout(text: string, blank = " "): string {
  if (!text.includes("<")) return text;
  return text.replace(TAGS, (tag, _slash, name: string) => (name.toLowerCase() === "img" ? tag : blank));
}
