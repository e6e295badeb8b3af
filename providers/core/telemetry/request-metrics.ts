import { isRehearsal } from "./dry-run";
import type { RequestEvent } from "../../http/request";

/** A cloud, for the counts of its client. */
export interface Service {
  /** Name for people: "Webex". */
  readonly name: string;
  /** Quota for each minute. Default: the quota is for a day. */
  readonly callsPerMinute?: number;
}

export interface Call extends RequestEvent {
  /** The cloud's name. */
  readonly service: string;
  readonly callsPerMinute?: number | undefined;
  /** Whether it belongs to a dry run and is not part of an `up`. */
  readonly dry: boolean;
}

const listeners = new Set<(call: Call) => void>();

/** Calls `listener` for each request that this process sends to a cloud from now on. @returns a function that ends this. */
export function onCall(listener: (call: Call) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls the listeners for each request that a client of `service` sends. */
export const requestMetrics =
  ({ name, callsPerMinute }: Service): ((sent: RequestEvent) => void) =>
  (sent) => {
    const call = { ...sent, service: name, callsPerMinute, dry: isRehearsal() };
    listeners.forEach((listener) => listener(call));
  };

/** Counts requests for each cloud. */
export class CallCount {
  private readonly counts = new Map<string, number>();

  add({ service }: Pick<Call, "service">, times = 1): void {
    this.counts.set(service, this.of(service) + times);
  }

  of(service: string): number {
    return this.counts.get(service) ?? 0;
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** `14 calls (Webex 12, Salesforce 2)` */
  toString(): string {
    const parts = [...this.counts].filter(([, count]) => count > 0).map(([service, count]) => `${service} ${count}`);
    const word = this.total === 1 ? "call" : "calls";
    return parts.length === 0 ? `no ${word}` : `${this.total} ${word} (${parts.join(", ")})`;
  }
}
