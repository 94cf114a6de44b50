import type { BankTopicId } from "../../topics/bank.ts";

const QUESTIONS = {
  "security-alerts": "Sign up for security alerts",
  "architecture-diagram": "Add a diagram of the architecture to this project",
  "product-areas": "Which tools, editors and programming languages do your teams like to work with?",
  upgrades: "Which version do you run, and when do you plan the next upgrade?",
  outcomes: "Which results matter most to you now, and how far are you?",
  "backup-plan": "Are there plans for backup, restore and disaster recovery?",
  blockers: "What holds your teams up at the moment, and what would you change?",
  training: "Which training would help your teams in the next months?",
  "security-patches": "How soon after a security release do you install it?",
  "user-count": "How many people use GitLab today, and how many will it be a year from now?",
  releases: "Which features of the latest releases could help you reach your goals?",
  "new-goals": "Which goals are new since we last asked?",
  "restore-test": "Have you restored from a backup lately?",
  adoption: "Which parts of GitLab do your teams use, and which would you like to try next?",
  "help-wanted": "Is there a request or a support ticket that we can help with?",
  "reference-architecture": "Does your installation follow one of the reference architectures?",
  "feature-requests": "Which of your feature requests should we look at together?",
  "installation-changes": "Do you plan changes of your installation, such as Geo or high availability?",
  "ways-of-working": "Could one of your teams show us how it works, from the idea to the release?",
  integrations: "Which other tools do you use together with GitLab, or would like to?",
  "sign-ups": "Can anybody sign up at your instance, and is that meant?",
  events: "Is one of the coming workshops and events of interest to your teams?",
  performance: "Have you measured the performance of your instance?",
  "support-at-scale": "Do you know what Support can help with in a scaled installation?",
  elsewhere: "What do you do outside GitLab today that you would like to do in it?",
} satisfies Readonly<Record<BankTopicId, string>>;

/** Questions that an agenda suggests to talk about, by the topic of the bank. */
export const ENGLISH_TOPICS: Readonly<Record<BankTopicId, string>> = QUESTIONS;
