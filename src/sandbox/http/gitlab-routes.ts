import { routesOfGroups, routesOfInstance } from "./gitlab-routes-of-groups.ts";
import { routesOfProjects } from "./gitlab-routes-of-projects.ts";

const letters: Readonly<Record<string, string>> = { G: "GET", P: "POST", U: "PUT", A: "PATCH", D: "DELETE" };

/** The methods that a real GitLab has for a path, whether the sandbox plays them or not; none for a path it does not know. */
export function gitlabMethods(path: string): readonly string[] {
  const segments = path.split("/").filter((part) => part !== "");
  return [...new Set(gitlabRoutes().flatMap((route) => (fits(route.path, segments) ? route.methods : [])))];
}

interface GitlabRoute {
  readonly path: readonly string[];
  readonly methods: readonly string[];
}

/** Every route of the lists. Read anew each time: only what the sandbox cannot answer asks for it. */
export function gitlabRoutes(): readonly GitlabRoute[] {
  return [
    ...readRoutes("", routesOfInstance),
    ...readRoutes("groups/:/", routesOfGroups),
    ...readRoutes("projects/:/", routesOfProjects),
  ];
}

function readRoutes(prefix: string, text: string): readonly GitlabRoute[] {
  return text.split(/[,\n]/).flatMap((entry) => {
    const [path = "", own = "", one = ""] = entry.trim().split(" ");
    if (path === "") return [];
    const route = (at: string, methods: string): GitlabRoute => ({
      path: at.split("/"),
      methods: [...methods].flatMap((letter) => letters[letter] ?? []),
    });
    return [route(prefix + path, own), route(`${prefix}${path}/:`, one)];
  });
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((part, at) => part === ":" || part === segments[at]);
}
