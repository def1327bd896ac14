/** Where a registry gives out tokens: RFC 6750, and the distribution project's `token` page. */
export interface Challenge {
  readonly realm: string;
  readonly service?: string;
}

/** @param header `www-authenticate`. @returns nothing where it asks for something else. */
export function readChallenge(header: string | undefined): Challenge | undefined {
  const realm = /^Bearer .*?realm="([^"]+)"/i.exec(header ?? '')?.[1];
  if (realm === undefined || !URL.canParse(realm)) return undefined;
  const service = /service="([^"]+)"/.exec(header ?? '')?.[1];
  return { realm, ...(service !== undefined && { service }) };
}

/** The address of a token to pull images of a repository by. */
export function tokenAddress({ realm, service }: Challenge, repository: string): string {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  return url.href;
}

/** @param body what that address answers. @returns an empty text where it gives none. */
export function readToken(body: string): string {
  const { token, access_token } = JSON.parse(body) as {
    readonly token?: string;
    readonly access_token?: string;
  };
  return token ?? access_token ?? '';
}
