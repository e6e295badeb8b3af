import { z } from "zod";
import { allKinds } from "../../core/resource/registry";
import type { Values } from "../../core/resource/types";
import { HttpError, isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { idFields } from "../fields/common";

/** A kind whose objects can be read by their id alone. */
interface Asked {
  /** `site` */
  readonly noun: string;
  readonly get: (api: WebexApi, id: string) => Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** An input that holds the id of another object. */
interface Given {
  /** `callDistributionGroups[0].teamIds[1]` */
  readonly path: string;
  readonly id: string;
  /** `a team` */
  readonly of: string;
}

/** More are rarely wrong at once, and each id costs one request for each kind. */
const MAX_IDS = 8;

/**
 * The error of a refused write, with the ids of the wrong kind: Webex's message for such an id names neither the field nor the kind of
 * the object.
 */
export async function withMistakenIds(
  api: WebexApi,
  schema: z.ZodObject,
  inputs: Values,
  error: unknown,
): Promise<unknown> {
  if (!isFailure(error, "bad-request", "not-found", "referenced")) return error;
  const given = idsIn(schema, inputs, "").slice(0, MAX_IDS);
  // If a read fails too, the error is the original refusal.
  const found = await Promise.all(given.map((one) => mistake(api, one).catch(() => undefined)));
  const mistakes = found.filter((sentence) => sentence !== undefined);
  if (mistakes.length === 0) return error;
  const { failure, method, path, status, detail, trackingId, body } = error;
  const name = typeof inputs.name === "string" ? `In ${inputs.name}, ` : "";
  const advice = `${name}${mistakes.join("; ")}.`;
  return new HttpError({ failure, method, path, status, detail, trackingId, body, advice });
}

async function mistake(api: WebexApi, { path, id, of }: Given): Promise<string | undefined> {
  const kinds = askedKinds();
  const meant = kinds.find(({ noun }) => of.endsWith(` ${noun}`) || of === noun);
  if (meant === undefined || (await meant.get(api, id)) !== undefined) return undefined;
  const others = await Promise.all(
    kinds.map(async ({ noun, get }) => ({ noun, object: await get(api, id).catch(() => undefined) })),
  );
  const is = others.find(({ object }) => object !== undefined);
  if (is === undefined) return `${path} is ${id}, and the tenant has no ${meant.noun} of this id`;
  const name = typeof is.object?.name === "string" ? ` (${is.object.name})` : "";
  return `${path} is the id of ${article(is.noun)}${name}, not of ${of}`;
}

const article = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;

const askedKinds = (): readonly Asked[] =>
  allKinds().flatMap(({ noun, store }) => {
    const { get, isEntry } = store as Partial<{ get: Asked["get"]; isEntry: boolean }>; // only entity stores have both
    return get === undefined || isEntry !== false ? [] : [{ noun, get: get.bind(store) }];
  });

function idsIn(schema: z.core.$ZodType, value: unknown, path: string): readonly Given[] {
  if (value === undefined || value === null) return [];
  const of = schema instanceof z.ZodString ? idFields.get(schema)?.of : undefined;
  if (of !== undefined) return typeof value === "string" ? [{ path, id: value, of }] : [];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return idsIn(schema.def.innerType, value, path);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap((option) => idsIn(option, value, path));
  if (schema instanceof z.ZodArray)
    return Array.isArray(value) ? value.flatMap((item, i) => idsIn(schema.def.element, item, `${path}[${i}]`)) : [];
  if (!(schema instanceof z.ZodObject) || typeof value !== "object") return [];
  const values = new Map(Object.entries(value));
  return Object.entries(schema.shape).flatMap(([key, field]) =>
    idsIn(field as z.core.$ZodType, values.get(key), path === "" ? key : `${path}.${key}`),
  );
}
