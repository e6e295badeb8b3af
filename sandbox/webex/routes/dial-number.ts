import { textOf, type JsonObject } from "../../core/json";
import type { Entities, Entity } from "../entities";
import { configError, invalidFields } from "../webex-errors";
import type { Scene } from "../noun";
import { nounOf } from "../read-nouns";
import { ok, routes } from "../route";

const digitsOf = (number: string): string => number.replace(/\D/g, "");

const callingNumber = (entities: Entities, dialled: string): Entity | undefined =>
  entities.list("number").find((number) => digitsOf(textOf(number.phoneNumber)) === digitsOf(dialled));

/** The live service checks in this order: location, region, number. */
function early(body: JsonObject, { entities, before }: Scene): void {
  for (const field of ["location", "regionId"]) if (body[field] === undefined) throw invalidFields([field]);
  if (body.dialledNumber === undefined && body.extension === undefined) throw invalidFields(["dialledNumber"]);
  if (typeof body.dialledNumber !== "string" || before !== undefined) return;
  const number = callingNumber(entities, body.dialledNumber);
  if (number === undefined) throw configError(404, "Dialed number does not exist");
  if (number.owner !== undefined) throw configError(400, "Dialed number is assigned to another service");
  if (number.locationId !== body.location) throw invalidFields(["location"]);
}

const byCreation = (one: Entity, other: Entity): number => Number(one.createdTime) - Number(other.createdTime);

/** One mapping of the organisation is its default caller id; the newest default replaces the one before. */
function keepOneDefault(entity: Entity, { entities }: Pick<Scene, "entities">): void {
  if (entity.defaultAni !== true) return;
  const others = entities.list("dial-number").filter((other) => other.id !== entity.id && other.defaultAni === true);
  for (const other of others.toSorted(byCreation)) entities.put("dial-number", { ...other, defaultAni: false });
}

/** A number of Webex Calling that rings at an entry point. Control Hub calls it Support number. */
export const dialNumber = nounOf("dial-number", {
  early,
  complete: (body, { entities, before }) => ({
    ...body,
    entryPointName: undefined,
    dialledNumberDigits: body.dialledNumber === undefined ? undefined : digitsOf(textOf(body.dialledNumber)),
    defaultAni:
      body.defaultAni ?? (before === undefined ? entities.list("dial-number").length === 0 : before.defaultAni),
  }),
  present: (entity, { entities }) => ({
    ...entity,
    entryPointName: entities.get("entry-point", textOf(entity.entryPointId))?.name,
  }),
  afterWrite: keepOneDefault,
});

export const dialNumberRoutes = routes({
  "GET /organization/{orgid}/dial-number/numbers-only": (call) =>
    ok(
      call.entities
        .listed("dial-number")
        .map((entity) => textOf(entity.dialledNumber))
        .filter((number) => number !== ""),
    ),
  // As in the real service: without an id, every mapping of the organisation is deleted.
  "DELETE /organization/{orgid}/dial-number": (call) => {
    for (const gone of call.entities.list("dial-number")) call.entities.remove("dial-number", gone.id, call.hideMs);
    return { status: 200 };
  },
});
