import type { RequestEvent } from "../../http/request-event";
import { isRehearsal } from "./dry-run";

/** The clouds' names as people say them. */
export type Service = "Webex" | "Salesforce";

export interface Call extends RequestEvent {
  readonly service: Service;
  /** Whether it belongs to a dry run, and a run does not make it. */
  readonly dry: boolean;
}

const listeners = new Set<(call: Call) => void>();

/** Calls `listener` for each request that this process sends to a cloud, from now on. */
export function onCall(listener: (call: Call) => void): void {
  listeners.add(listener);
}

/** What a client of `service` tells of its requests. */
export function requestMetrics(service: Service): (sent: RequestEvent) => void {
  return (sent) => {
    const call = { ...sent, service, dry: isRehearsal() };
    listeners.forEach((listener) => listener(call));
  };
}

const SERVICES: readonly Service[] = ["Webex", "Salesforce"];

/** How many requests went to each cloud. */
export class CallCount {
  private readonly counts = new Map<Service, number>();

  add({ service }: Pick<Call, "service">, times = 1): void {
    this.counts.set(service, this.of(service) + times);
  }

  of(service: Service): number {
    return this.counts.get(service) ?? 0;
  }

  get total(): number {
    return this.of("Webex") + this.of("Salesforce");
  }

  /** `14 calls (Webex 12, Salesforce 2)` */
  toString(): string {
    const parts = SERVICES.filter((service) => this.of(service) > 0).map((service) => `${service} ${this.of(service)}`);
    const word = this.total === 1 ? "call" : "calls";
    return parts.length === 0 ? `no ${word}` : `${this.total} ${word} (${parts.join(", ")})`;
  }
}
