import type { Sent } from "../http/client";

/** The clouds' names as people say them. */
export type Service = "Webex" | "Salesforce";

export interface Call extends Sent {
  readonly service: Service;
}

const listeners = new Set<(call: Call) => void>();

/** Calls `listener` for each request that this process sends to a cloud, from now on. */
export function onCall(listener: (call: Call) => void): void {
  listeners.add(listener);
}

/** What a client of `service` tells of its requests. */
export function trafficOf(service: Service): (sent: Sent) => void {
  return (sent) => listeners.forEach((listener) => listener({ ...sent, service }));
}

/** How many requests went to each cloud. */
export class CallCount {
  private readonly counts = new Map<Service, number>();

  add({ service }: Pick<Call, "service">): void {
    this.counts.set(service, this.of(service) + 1);
  }

  addAll(calls: Readonly<Record<Service, number>>): void {
    for (const service of ["Webex", "Salesforce"] as const)
      if (calls[service] > 0) this.counts.set(service, this.of(service) + calls[service]);
  }

  of(service: Service): number {
    return this.counts.get(service) ?? 0;
  }

  get total(): number {
    return this.of("Webex") + this.of("Salesforce");
  }

  /** `14 calls (Webex 12, Salesforce 2)` */
  toString(): string {
    const parts = [...this.counts].map(([service, count]) => `${service} ${count}`);
    const word = this.total === 1 ? "call" : "calls";
    return parts.length === 0 ? `no ${word}` : `${this.total} ${word} (${parts.join(", ")})`;
  }
}
