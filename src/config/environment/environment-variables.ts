/** One environment variable that is read, as the reference shows it. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly meaning: string;
  readonly example: string;
}

/** Every variable that `parseEnvironment` reads. */
export const ENVIRONMENT_VARIABLES: readonly EnvironmentVariable[] = [
  {
    name: "GITLAB_TOKEN",
    meaning:
      "Access token of a project, a group or a person, with the `api` scope. Never logged; a job's own `CI_JOB_TOKEN` cannot create issues and is not used.",
    example: "",
  },
  {
    name: "GITLAB_TOKEN_FILE",
    meaning:
      "A file that holds the token (a GitLab variable of type file, a mounted secret); instead of `GITLAB_TOKEN`.",
    example: "/run/secrets/gitlab-token",
  },
  {
    name: "GITLAB_URL",
    meaning: "Address of the GitLab instance, with its base path. Default: `CI_SERVER_URL`, else `https://gitlab.com`.",
    example: "https://example.com/gitlab",
  },
  {
    name: "CI_SERVER_URL",
    meaning: "Set by GitLab in CI jobs: the instance the job runs on.",
    example: "https://gitlab.example.com",
  },
  {
    name: "HTTPS_PROXY",
    meaning:
      "A proxy on the way to a GitLab with an https address, with user and password if it wants them. `https_proxy` wins.",
    example: "http://proxy.example.com:3128",
  },
  {
    name: "HTTP_PROXY",
    meaning: "The same for a GitLab with an http address. `http_proxy` wins.",
    example: "http://proxy.example.com:3128",
  },
  {
    name: "NO_PROXY",
    meaning:
      "Hosts reached without a proxy, with commas between: names with all below them, addresses, networks, `*`; a port may follow. `no_proxy` wins.",
    example: ".example.com,10.0.0.0/8",
  },
  {
    name: "CI_PROJECT_ID",
    meaning: "Set by GitLab in CI jobs: the project to work on where `--project` is not given.",
    example: "1234",
  },
  { name: "CI", meaning: "Set by GitLab and others in CI jobs: no progress bars, no questions.", example: "true" },
  { name: "GITLAB_CI", meaning: "Set by GitLab in its CI jobs.", example: "true" },
  { name: "NO_COLOR", meaning: "Any value: no colours.", example: "1" },
  {
    name: "FORCE_COLOR",
    meaning: "Any value but `0`: colours, on a terminal or not; `0`: none. `NO_COLOR` wins.",
    example: "1",
  },
];

/** Every variable that `parseServiceEnvironment` reads besides; docs/service.md names them all. */
export const SERVICE_VARIABLES: readonly EnvironmentVariable[] = [
  {
    name: "CADENCE_SIGNING_TOKEN",
    meaning:
      "Signing tokens of the webhooks, `whsec_…` (GitLab 19.0 and newer), separated by blanks while one is replaced by another.",
    example: "",
  },
  {
    name: "CADENCE_SIGNING_TOKEN_FILE",
    meaning: "A file that holds them; instead of `CADENCE_SIGNING_TOKEN`.",
    example: "/run/secrets/signing-token",
  },
  {
    name: "CADENCE_WEBHOOK_TOKEN",
    meaning: "Secret tokens of the webhooks, separated by blanks. They count only where no signing token is given.",
    example: "",
  },
  {
    name: "CADENCE_WEBHOOK_TOKEN_FILE",
    meaning: "A file that holds them; instead of `CADENCE_WEBHOOK_TOKEN`.",
    example: "/run/secrets/webhook-token",
  },
  {
    name: "CADENCE_ADMIN_PASSWORD",
    meaning:
      "Switches the admin page on: the password of its user `admin`, 16 characters or more; several are separated by blanks.",
    example: "",
  },
  {
    name: "CADENCE_ADMIN_PASSWORD_FILE",
    meaning: "A file that holds it; instead of `CADENCE_ADMIN_PASSWORD`.",
    example: "/run/secrets/admin-password",
  },
  {
    name: "CADENCE_QUEUE_URL",
    meaning: "Where jobs are kept, `redis://`, `rediss://` or `postgres://`. Default: the memory of the process.",
    example: "redis://redis:6379",
  },
  {
    name: "CADENCE_QUEUE_URL_FILE",
    meaning: "A file that holds it, where there is a password in it; instead of `CADENCE_QUEUE_URL`.",
    example: "/run/secrets/queue-url",
  },
  {
    name: "CADENCE_QUEUE_PREFIX",
    meaning: "Keeps several installations on one server apart. Default: `cadence`.",
    example: "cadence_test",
  },
];
