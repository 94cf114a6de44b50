/** A refusal in one of GitLab's shapes; the server turns it into the answer. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** Grape's refusal of a parameter: `state does not have a valid value`, `body is missing`. */
export function invalidParameter(error: string): ApiError {
  return new ApiError(400, { error });
}

/** Rails' refusal of a value: `{"message":{"title":["can't be blank"]}}`. */
export function invalidField(field: string, problem: string): ApiError {
  return new ApiError(400, { message: { [field]: [problem] } });
}

export function badRequest(reason: string): ApiError {
  return new ApiError(400, { message: `400 Bad request - ${reason}` });
}

export function unauthorized(): ApiError {
  return new ApiError(401, { message: "401 Unauthorized" });
}

export function forbidden(reason?: string): ApiError {
  return new ApiError(403, { message: reason === undefined ? "403 Forbidden" : `403 Forbidden - ${reason}` });
}

/** `404 Project Not Found`; without a name `404 Not found`, as a missing issue answers. */
export function notFound(what?: string): ApiError {
  return new ApiError(404, { message: what === undefined ? "404 Not found" : `404 ${what} Not Found` });
}

export function conflict(message: string): ApiError {
  return new ApiError(409, { message });
}
