let token: string | undefined

/** Token of the user's session. It lives in memory alone: closing or reloading the page ends it here. */
export function setSessionToken(value: string | undefined): void {
  token = value
}

/** Headers of every call on both transports. */
export function sessionHeaders(): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}
