import type { Failure } from "./http-errors";
import FormData from "form-data";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface HttpRequest extends Content {
  readonly method: Method;
  /** Path below the base address, with a leading slash, already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Time limit of one try, in ms. */
  readonly timeoutMs?: number;
  /** Advice for these failures of this request, instead of the general advice. */
  readonly advice?: Partial<Record<Failure, string>>;
  /** Whether it may be sent again after a lost answer, regardless of its method: a POST that only reads, a PATCH of fixed values. */
  readonly repeatable?: boolean;
  /** Whether the answer's body is returned as a Buffer. Default: parsed JSON, or text. */
  readonly isBinary?: boolean;
  /** Name of the operation, used in messages instead of method and path. */
  readonly operation?: string;
}

/** A raw answer of any status. */
export interface RawAnswer {
  readonly status: number;
  /** Headers by their names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface HttpAnswer {
  readonly method: Method;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
  /** The service's tracking id, else the one that was sent. */
  readonly trackingId: string;
  /** Whether the answer has the service's tracking id, which a proxy does not send. */
  readonly isTracked?: boolean;
  /** The request's `operation`. */
  readonly operation?: string | undefined;
}

/** One request that was sent, with or without an answer; each try is a separate event. */
export interface RequestEvent {
  readonly method: Method;
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds until the answer. */
  readonly tookMs: number;
  /** Requests left of the service's quota; undefined where not known. */
  readonly remaining: number | undefined;
}

/** One part of a multipart body. */
export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  readonly contentType: string;
  readonly filename?: string;
}

/** The content of a request; at most one of these. */
export interface Content {
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly parts?: readonly Part[];
  readonly text?: { readonly content: string; readonly contentType: string };
}

/** Called for each try, as a stream can be sent only once. */
export function encodeBody({ json, form, parts, text }: Content): { data: unknown; headers: Record<string, string> } {
  if (parts !== undefined) {
    const body = new FormData();
    for (const { name, content, contentType, filename } of parts) {
      body.append(name, content, filename === undefined ? { contentType } : { contentType, filename });
    }
    return { data: body.getBuffer(), headers: body.getHeaders() };
  }
  if (form !== undefined) {
    return {
      data: new URLSearchParams(form).toString(),
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
    };
  }
  if (json !== undefined) return { data: JSON.stringify(json), headers: { "Content-Type": "application/json" } };
  if (text !== undefined) return { data: text.content, headers: { "Content-Type": text.contentType } };
  return { data: undefined, headers: {} };
}
