/** Answers that stay true for a process's life, or until something is written: asked once, however many wait. */
export class Memo {
  private readonly asked = new Map<string, Promise<unknown>>();

  /** The answer to `key`, asked for where it is not known. Failures are not remembered. */
  ask<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.asked.get(key);
    // The key names what is asked, so the type is that of the first asker.
    if (known !== undefined) return known as Promise<T>;
    const asking = ask();
    this.asked.set(key, asking);
    asking.catch(() => {
      // Forgotten and asked anew meanwhile: that answer is not this one's to drop.
      if (this.asked.get(key) === asking) this.asked.delete(key);
    });
    return asking;
  }

  /** Forgets answers whose key begins so: what was read before a write is no longer the truth. */
  forget(prefix: string): void {
    for (const key of this.asked.keys()) if (key.startsWith(prefix)) this.asked.delete(key);
  }
}
