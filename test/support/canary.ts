import { inspect } from "node:util";
import type { Received } from "./http-server";
import { detailsOf, type ProviderProcess } from "./provider-process";
import type { Answer } from "./relay";

/** Watches that no secret leaves a provider's process, in whatever spelling. */
export class Canary {
  private seen: unknown[] = [];

  constructor(
    private readonly host: ProviderProcess,
    /** Everything that must not be seen; grows while the services hand secrets out. */
    readonly secrets: Set<string>,
  ) {}

  /** Runs a call and keeps whatever comes of it; `shown` is what of an answer is seen, as the engine encrypts the rest. */
  async kept<T>(work: Promise<T>, shown: (value: T) => unknown = (value) => value): Promise<T | undefined> {
    try {
      const value = await work;
      this.seen.push(shown(value));
      return value;
    } catch (error) {
      const told = error instanceof Error ? [error.message, error.stack, inspect(error, { depth: 9 })] : [error];
      this.seen.push(...told, detailsOf(error));
      return undefined;
    }
  }

  /** All that was seen but for what the process wrote by itself. */
  get text(): string {
    return this.seen.map((value) => JSON.stringify(value) ?? "").join("\n");
  }

  forget(): void {
    this.seen = [];
  }

  /** The secrets that can be found in what left the process, in any spelling. */
  leaked(): readonly string[] {
    const text = [this.text, this.host.output.stdout, this.host.output.stderr].join("\n");
    const spellings = (secret: string): readonly string[] => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString("base64"),
    ];
    return [...this.secrets].filter((secret) => spellings(secret).some((spelling) => text.includes(spelling)));
  }
}

/** An answer that repeats all that was sent: headers, address and body. */
export const parrot =
  (status: number, type: string, shape: (said: string) => string) =>
  (_: Answer, { headers, url, body }: Received): Answer => ({
    status,
    type,
    body: shape(`you sent ${JSON.stringify(headers)} to ${url} with ${body.toString()}`),
  });
