/** Gives requests their access token. */
export interface Auth {
  /** The token to use now; gets one where there is none yet. */
  token(): Promise<string>;
  /** Called once after a 401 for `refused`: a fresh token, or undefined where none can be had. */
  renew(refused: string): Promise<string | undefined>;
}

export interface Grant {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A token somebody pasted: it cannot be renewed. */
export function staticToken(accessToken: string): Auth {
  return { token: () => Promise.resolve(accessToken), renew: () => Promise.resolve(undefined) };
}

/** Tokens are renewed this long before they expire, so that a slow request does not outlive its token. */
const MARGIN_MS = 60_000;

/** Single flight: however many requests wait, the token is asked for once, and a 401 met by many leads to one renewal. */
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
    // Somebody else met the same 401 and has renewed it meanwhile.
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
