/** The project that a text is written into: what refers to it may stay a link. */
export interface OwnProject {
  /** Its address, `https://gitlab.example/group/project`. */
  readonly url: string;
  /** Its full path, `group/project`. */
  readonly path: string;
}

/** Whether a path in a reference is that of the project: whole, or its last part alone as within one namespace. */
export function isOwnPath(path: string, project: OwnProject | null): boolean {
  if (project === null) return false;
  const own = project.path.toLowerCase();
  const given = path.replace(/^\//, "").toLowerCase();
  return given === own || given === own.slice(own.lastIndexOf("/") + 1);
}
