/**
 * Whether the package is on a public registry under its name. As long as it is not, whoever takes the name gets the tokens of
 * all who run it from there: README and docs name clone and tarball only (`npm run docs`), and a test finds whatever tells
 * people or jobs otherwise. Set it to true with the first `npm publish`, then `npm run docs`.
 */
export const PUBLISHED: boolean = false;
