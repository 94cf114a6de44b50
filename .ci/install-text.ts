const MARKS = ["<!-- install: written by npm run docs -->", "<!-- /install -->"] as const;

/** Puts how to get and call the command into the README, between its marks. Throws where they are gone. */
export function renderInstall(present: string, version: string, isPublished: boolean): string {
  const [begin, end] = [present.indexOf(MARKS[0]), present.indexOf(MARKS[1])];
  if (begin < 0 || end < begin) throw new Error(`expected ${MARKS.join(" and ")}, found them not in this order`);
  return `${present.slice(0, begin)}${MARKS[0]}\n\n${installText(version, isPublished)}\n${present.slice(end)}`;
}

const UNPUBLISHED = `It is on no registry: what is found there as \`collab-cadence\` or \`cadence\` is somebody else's and would run with your token.
Take it from a clone of this repository, or from the tarball of a release (\`npm pack\` in a clone makes one):
`;

const PUBLISHED = `Through npx always say \`npx collab-cadence\`: another package on the registry is called \`cadence\`.

    npm install --global collab-cadence                  # then: cadence
`;

function installText(version: string, isPublished: boolean): string {
  return `${isPublished ? PUBLISHED : UNPUBLISHED}
    npm ci && npx cadence --version                      # in a clone, and in a clone only

${`    npm install --global ./collab-cadence-${version}.tgz`.padEnd(57)}# from a tarball
    cadence --version                                    # then everywhere; collab-cadence is the same

The docs write \`cadence\`; hints that the command prints name it as you called it.
`;
}
