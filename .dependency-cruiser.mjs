// The layers of docs/architecture.md, from the top down. A folder may import itself and what stands below it.
const LAYERS = [
  { name: "entry points", path: "^(workers/|src/cli/)" },
  { name: "app", path: "^src/app/" },
  { name: "http", path: "^src/http/" },
  { name: "queue", path: "^src/queue/" },
  { name: "webhooks", path: "^src/webhooks/" },
  { name: "fleet", path: "^src/fleet/" },
  { name: "check", path: "^src/check/" },
  { name: "setup", path: "^src/setup/" },
  { name: "audit", path: "^src/audit/" },
  { name: "reconcile", path: "^src/reconcile/" },
  { name: "gitlab", path: "^src/gitlab/" },
  { name: "config", path: "^src/config/" },
  { name: "domain", path: "^src/domain/" },
];

// Rooms within a layer, and which of the others each may import. Files beside the rooms are open to all of them.
const ROOMS = {
  "src/domain/action-items": { read: [], timeline: ["read"], carry: ["timeline", "read"] },
  "src/reconcile": {
    actions: [],
    model: ["actions"],
    plan: ["model", "actions"],
    observe: ["model", "actions"],
    apply: ["model", "actions"],
  },
  "src/gitlab": {
    http: [],
    errors: ["http"],
    budget: ["http"],
    project: ["errors", "http"],
    webhooks: ["project", "errors", "http"],
    setup: ["project", "errors", "http"],
    fleet: ["webhooks", "project", "budget", "errors", "http"],
  },
};

const OURS = "^(src|workers|tests|bench)/";
const SANDBOX = "^src/sandbox/";
const PUBLIC_API = "^src/index[.]ts$";

const downOnly = LAYERS.slice(1).map(({ name, path }, index) => ({
  name: `${name.replaceAll(" ", "-")}-imports-down-only`,
  comment: `${name} may import itself and the layers below it`,
  severity: "error",
  from: { path },
  to: { path: OURS, pathNot: LAYERS.slice(index + 1).map((layer) => layer.path) },
}));

const roomsOnly = Object.entries(ROOMS).flatMap(([layer, rooms]) =>
  Object.entries(rooms).map(([room, others]) => ({
    name: `${layer.slice("src/".length)}-${room}-keeps-to-its-rooms`,
    comment: `${layer}/${room} may import itself${others.map((one) => `, ${one}`).join("")}`,
    severity: "error",
    from: { path: `^${layer}/${room}/` },
    to: { path: `^${layer}/[^/]+/`, pathNot: [room, ...others].map((one) => `^${layer}/${one}/`) },
  })),
);

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycle",
      comment: "two files that need each other are one",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    ...downOnly,
    ...roomsOnly,
    {
      name: "each-file-has-a-layer",
      comment: "a new folder of src is put among the layers first",
      severity: "error",
      from: { path: "^src/", pathNot: [...LAYERS.map(({ path }) => path), SANDBOX, PUBLIC_API] },
      to: {},
    },
    {
      name: "only-app-builds",
      comment: "clients and logs are made in src/app; whoever needs one is given it",
      severity: "error",
      from: { path: OURS, pathNot: ["^src/app/", "^src/gitlab/", PUBLIC_API, "^tests/", "^bench/"] },
      to: {
        path: [
          "^src/gitlab/(project/(project-)?client|fleet/fleet-client|setup/setup-client|webhooks/hooks-client)[.]ts$",
          "(^|/)node_modules/pino(-pretty)?/",
        ],
      },
    },
    {
      name: "rooms-need-no-map",
      comment: "what reconcile.ts puts together knows nothing of it",
      severity: "error",
      from: { path: "^src/reconcile/[^/]+/" },
      to: { path: "^src/reconcile/reconcile[.]ts$" },
    },
    {
      name: "domain-is-pure",
      comment: "no files, network, processes or clock in the domain",
      severity: "error",
      from: { path: "^src/domain/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "sandbox-stands-alone",
      comment: "an independent witness shares no code with what it judges",
      severity: "error",
      from: { path: SANDBOX },
      to: { path: OURS, pathNot: SANDBOX },
    },
    {
      name: "only-the-command-plays",
      comment: "the sandbox is a toy of the command line, tests and benches, never a part of the product",
      severity: "error",
      from: { path: OURS, pathNot: [SANDBOX, "^src/cli/", "^tests/", "^bench/"] },
      to: { path: SANDBOX },
    },
    {
      name: "public-api-is-no-entry-point",
      comment: "what users import starts nothing, reads no environment",
      severity: "error",
      from: { path: PUBLIC_API },
      to: { path: ["^src/cli/", "^src/http/", "^src/queue/", "^workers/"] },
    },
    {
      name: "nobody-imports-the-public-api",
      comment: "inside the package import the file itself",
      severity: "error",
      from: { path: OURS, pathNot: "^tests/" },
      to: { path: PUBLIC_API },
    },
    {
      name: "product-needs-no-tests",
      severity: "error",
      from: { path: "^(src|workers)/" },
      to: { path: "^(tests|bench)/" },
    },
    {
      name: "no-missing-file",
      comment: "an import that leads nowhere",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no API to parse with; swc reads the same syntax, imports of types included.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
