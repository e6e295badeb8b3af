/** Source of the access token for requests. */
export interface Auth {
  /** The current token; requested where there is none yet. */
  token(): Promise<string>;
  /** A new token after a 401 for `refused`; undefined where none can be had. */
  renew(refused: string): Promise<string | undefined>;
}

export interface Grant {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A token from the settings, which cannot be renewed. */
export const staticToken = (accessToken: string): Auth => ({
  token: () => Promise.resolve(accessToken),
  renew: () => Promise.resolve(undefined),
});

/** Tokens are renewed this long before they expire, so that a slow request does not outlive its token. */
const MARGIN_MS = 60_000;

/** All waiting requests share one token request, and a 401 of many requests leads to one renewal. */
export class RenewingToken implements Auth {
  private current: Promise<Grant> | undefined;

  constructor(
    private readonly obtain: () => Promise<Grant>,
    private readonly now: () => number,
  ) {}

  async token(): Promise<string> {
    const grant = await (this.current ?? this.obtaining());
    if (grant.expiresAt - MARGIN_MS > this.now()) return grant.accessToken;
    return (await this.renew(grant.accessToken)) ?? grant.accessToken;
  }

  async renew(refused: string): Promise<string | undefined> {
    const held = this.current;
    const grant = await (held ?? this.obtaining());
    // Another request got the same 401 and has renewed the token.
    if (grant.accessToken !== refused) return grant.accessToken;
    if (this.current === held) this.current = undefined;
    return (await (this.current ?? this.obtaining())).accessToken;
  }

  private obtaining(): Promise<Grant> {
    const pending = this.obtain();
    this.current = pending;
    // A failed attempt must not be remembered: the next request tries again.
    pending.catch(() => {
      if (this.current === pending) this.current = undefined;
    });
    return pending;
  }
}
