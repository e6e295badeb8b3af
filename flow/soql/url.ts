import type { Segment } from "../expression";
import { isMark, markHoles, type Marked } from "./placeholders";
import { parseMarked, type SoqlResult } from "./query";

/** A request address cut at its `?` and `&`, with marks in place of the holes. */
export interface Address {
  readonly base: Marked;
  readonly parameters: readonly { readonly name: string; readonly value: Marked }[];
}

export interface SoqlInRequest {
  /** True in an address, where `+` and `%` have a special meaning; false in a parameter that the platform encodes. */
  readonly isEncoded: boolean;
  readonly source: Marked;
  readonly parsed: SoqlResult;
}

const decode = (text: string): string =>
  text.replaceAll("+", " ").replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes; // bytes that are not UTF-8 stay as written
    }
  });

/** Cuts an address. A hole's value is unknown, so its mark is never cut. */
export function readAddress(segments: readonly Segment[]): Address {
  const { text, holes } = markHoles(segments);
  const question = text.indexOf("?");
  const query = question < 0 ? "" : text.slice(question + 1).replace(/#.*$/s, "");
  return {
    base: { text: question < 0 ? text : text.slice(0, question), holes },
    parameters: query
      .split("&")
      .filter((part) => part !== "")
      .map((part) => {
        const equals = part.indexOf("=");
        return {
          name: decode(equals < 0 ? part : part.slice(0, equals)),
          value: { text: equals < 0 ? "" : part.slice(equals + 1), holes },
        };
      }),
  };
}

const QUERY_RESOURCE = /\/services\/data\/[^/]+\/(?:query|queryAll)\/?$/i;

const looksLikeSoql = (base: string, name: string, value: string): boolean =>
  name.toLowerCase() === "q" && (/^\s*SELECT\b/i.test(value) || (QUERY_RESOURCE.test(base) && value.trim() !== ""));

/** Whether the whole query is one hole, so that it is unknown before the flow runs. */
const isOpaque = (text: string): boolean => [...text.trim()].length === 1 && isMark(text.trim());

/**
 * SOQL in the address of a request or in its query parameters.
 * @param parameters the activity's query parameters, which the platform encodes itself.
 */
export function soqlOfRequest(
  address: readonly Segment[],
  parameters: readonly { readonly name: string; readonly value: readonly Segment[] }[],
): readonly SoqlInRequest[] {
  const { base, parameters: inAddress } = readAddress(address);
  const encoded = inAddress.map(({ name, value }) => ({
    name,
    isEncoded: true,
    source: { ...value, text: decode(value.text) },
  }));
  const plain = parameters.map(({ name, value }) => ({ name, isEncoded: false, source: markHoles(value) }));
  return [...encoded, ...plain]
    .filter(({ name, source }) => looksLikeSoql(base.text, name, source.text) && !isOpaque(source.text))
    .map(({ isEncoded, source }) => ({ isEncoded, source, parsed: parseMarked(source) }));
}
