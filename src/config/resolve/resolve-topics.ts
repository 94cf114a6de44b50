import { fnv1a } from "../../domain/marker/content-hash.ts";
import { textKey } from "../../domain/text/similarity.ts";
import type { OwnTopic, TopicRules } from "../../domain/topics/types.ts";
import { DEFAULT_MOST_TOPICS } from "../schema/handbook-defaults.ts";
import type { ProjectInput } from "../schema/project-file.ts";

type Added = NonNullable<NonNullable<ProjectInput["topics"]>["add"]>[number];

/** What is suggested to talk about; null where the file says neither `profile` nor `topics`: such files get what they got before. */
export function resolveTopics({ topics, profile }: Pick<ProjectInput, "topics" | "profile">): TopicRules | null {
  if (topics === undefined && profile === undefined) return null;
  const { max = DEFAULT_MOST_TOPICS, add = [], drop = [] } = topics ?? {};
  const own = add.map(ownTopic);
  return { max, own: [...new Map(own.map((one) => [one.id, one])).values()], dropped: [...new Set(drop)] };
}

function ownTopic(added: Added): OwnTopic {
  const {
    topic: text,
    link,
    until,
    every = "once",
    deployment,
    areas,
    regions,
  } = typeof added === "string" ? { topic: added } : added;
  return {
    // The same text is the same topic, wherever it stands in the file.
    id: `own-${fnv1a(textKey(text)).toString(36)}`,
    kind: "suggested",
    text,
    every,
    rows: [],
    ...(link === undefined ? {} : { link }),
    ...(until === undefined ? {} : { until }),
    ...(deployment === undefined ? {} : { deployments: deployment }),
    ...(areas === undefined ? {} : { areas }),
    ...(regions === undefined ? {} : { regions }),
  };
}
