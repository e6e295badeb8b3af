import FormData from "form-data";

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
