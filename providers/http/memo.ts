/** Answers that stay true for the process or until a write: each is asked for once and shared. */
export class Memo {
  private readonly asked = new Map<string, Promise<unknown>>();

  /** The answer to `key`; asked for where it is not known. Failures are not remembered. */
  ask<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.asked.get(key);
    // Equal keys mean equal questions, so the type is that of the first caller.
    if (known !== undefined) return known as Promise<T>;
    const asking = ask();
    this.asked.set(key, asking);
    asking.catch(() => {
      // Where the key was forgotten and asked anew, the newer answer must stay.
      if (this.asked.get(key) === asking) this.asked.delete(key);
    });
    return asking;
  }

  /** Forgets answers whose key has this prefix, as a write makes them stale. */
  forget(prefix: string): void {
    for (const key of this.asked.keys()) if (key.startsWith(prefix)) this.asked.delete(key);
  }
}
