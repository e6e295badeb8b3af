import { isRecord, type Problem, type Values, type Checked } from "../../core/resource/types";
import { hasUnknown, isUnknown } from "../../core/resource/unknown";
import type { WebexApi } from "../client/api";
import { callingNumber, callingInventory } from "../client/calling";
import { absentReason, NUMBER_LIST, regionOf, usedReason, entryPointName } from "../client/number-places";
import { listing } from "../client/listing";
import type { Mapping } from "../resources/dial-numbers";

/** Checks at preview that the number can be mapped, and fills in its location and region. Only new numbers cost requests. */
export async function checkNumber(
  api: WebexApi,
  given: Values,
  olds: Values,
  isOwn: (id: string) => Promise<boolean>,
): Promise<Checked> {
  const number = given.dialledNumber;
  if (typeof number !== "string" || isUnknown(number)) return { inputs: given, problems: [] };
  if (olds.dialledNumber === number)
    return { inputs: { location: olds.location, regionId: olds.regionId, ...given }, problems: [] };
  const found = await api.once(`calling number ${number}`, () => callingNumber(api, number));
  if (found === undefined) return refused(given, await absentReason(api, number));
  const mapped = [...(await listing(api, NUMBER_LIST)).values()];
  const taken = mapped.find((row) => row.dialledNumber === number && row.entryPointId !== given.entryPointId);
  // A mapping of this stack may be free by then, as in a swap of two numbers; otherwise the create reports its owner.
  if (taken !== undefined && !(await isOwn(taken.id))) return refused(given, takenReason(taken.id));
  const used = usedReason(found);
  if (used !== undefined) return refused(given, used);
  const regionId = typeof given.regionId === "string" ? given.regionId : await regionOf(api, found);
  return typeof regionId === "string"
    ? { inputs: { location: found.location, ...given, regionId }, problems: [] }
    : { inputs: given, problems: [regionId] };
}

const takenReason = (id: string): string =>
  `is mapped to another entry point already (mapping ${id}), which no resource of this stack manages for certain: choose a free number`;

const refused = (inputs: Values, reason: string): Checked => ({
  inputs,
  problems: [{ property: "dialledNumber", reason }],
});

/** The numbers of Webex Calling, read once. */
const numberInventory = (api: WebexApi): ReturnType<typeof callingInventory> =>
  api.once("calling inventory", () => callingInventory(api));

/** Checks at preview that the new numbers can be mapped. */
export async function checkNumbers(api: WebexApi, given: Values, olds: Values): Promise<Checked> {
  const problems: Problem[] = [];
  const before = isRecord(olds.numbers) ? olds.numbers : {};
  const news = Object.entries(isRecord(given.numbers) ? given.numbers : {}).filter(([number]) => !(number in before));
  for (const [number, value] of news) {
    const property = `numbers.${number}`;
    const found = (await numberInventory(api)).get(number);
    const reason = found === undefined ? await absentReason(api, number) : usedReason(found);
    if (reason !== undefined) problems.push({ property, reason });
    if (reason !== undefined || found === undefined || hasUnknown(value)) continue;
    const region = (value as Mapping).regionId ?? (await regionOf(api, found));
    if (typeof region !== "string") problems.push({ property: `${property}.regionId`, reason: region.reason });
  }
  return { inputs: given, problems };
}

/** The body of a mapping: of a new one, or of `row` with what the program changes. */
export async function mappingBody(
  api: WebexApi,
  number: string,
  wanted: Mapping,
  row: Values | undefined,
): Promise<Values> {
  const entryPoint = {
    entryPointId: wanted.entryPointId,
    entryPointName: await entryPointName(api, wanted.entryPointId),
  };
  const { extension, routingPrefix } = wanted;
  if (row !== undefined) {
    const { extension: _extension, routingPrefix: _prefix, esn: _esn, ...kept } = row;
    return { ...kept, ...entryPoint, extension, routingPrefix };
  }
  const found = (await numberInventory(api)).get(number);
  if (found === undefined) throw new Error(`${number} ${await absentReason(api, number)}.`);
  const regionId = wanted.regionId ?? (await regionOf(api, found));
  if (typeof regionId !== "string") throw new Error(`${number}: regionId ${regionId.reason}.`);
  const place = { location: wanted.location ?? found.location, regionId };
  const dialledNumberDigits = number.replace(/^\+/, "");
  return { dialledNumber: number, dialledNumberDigits, ...entryPoint, ...place, extension, routingPrefix };
}
