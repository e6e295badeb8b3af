/** The query of a call. Services ignore parameters that they do not know; the sandbox does so too, and names them in a header. */
export class Query extends URLSearchParams {
  readonly #asked = new Set<string>();

  override get(name: string): string | null {
    this.#asked.add(name);
    return super.get(name);
  }

  override getAll(name: string): string[] {
    this.#asked.add(name);
    return super.getAll(name);
  }

  override has(name: string, value?: string): boolean {
    this.#asked.add(name);
    return super.has(name, value);
  }

  /** The answer, which names the parameters that made no difference to it. */
  named(answer: Response): Response {
    const ignored = [...new Set(this.keys())].filter((name) => !this.#asked.has(name));
    if (answer.ok && ignored.length > 0)
      answer.headers.set("Sandbox-Ignored-Query", ignored.map(encodeURIComponent).join(", "));
    return answer;
  }
}
