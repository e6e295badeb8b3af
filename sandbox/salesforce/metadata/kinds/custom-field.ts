import { textOf, type JsonObject } from "../../../core/json";
import { CUSTOM_FIELD_TYPES, objectOf } from "../../records/objects";
import { badField, requireText, unfit, type Hooks, type SaveScene } from "../kind";
import { isOn } from "../../xml";

const NAME = /^(\w+)\.([A-Za-z](?:_?[A-Za-z0-9])*)__c$/;

function requireValue(body: JsonObject, name: string): void {
  if (textOf(body[name]) !== "") return;
  throw badField(name, `Must specify '${name}' for a CustomField of type ${textOf(body.type)}`);
}

function checkType(body: JsonObject): void {
  const type = textOf(body.type);
  if (textOf(body.formula) !== "") {
    throw unfit(
      "FUNCTIONALITY_NOT_ENABLED",
      "The sandbox does not evaluate formulas: make a field of a plain type instead.",
      "formula",
    );
  }
  const known = CUSTOM_FIELD_TYPES.get(type);
  if (known === undefined) {
    throw unfit(
      "FUNCTIONALITY_NOT_ENABLED",
      `The sandbox has no fields of type ${type}: use one of ${[...CUSTOM_FIELD_TYPES.keys()].join(", ")}.`,
      "type",
    );
  }
  for (const name of known.needs) requireValue(body, name);
  const [min, max] = known.length ?? [0, Number.POSITIVE_INFINITY];
  const length = Number(body.length ?? 0);
  if (length < min || length > max) throw badField("length", `Length must be between ${min} and ${max}`);
}

function checkChange(body: JsonObject, { before }: SaveScene): void {
  const [from, to] = [textOf(before?.body.type), textOf(body.type)];
  const texts = ["Text", "TextArea", "LongTextArea", "Email", "Phone", "Url", "Picklist"];
  if (before === undefined || from === to || (texts.includes(from) && texts.includes(to))) return;
  throw badField("type", `Cannot change field type from ${from} to ${to}`);
}

function checkName(fullName: string): void {
  if (!NAME.test(fullName)) {
    throw badField(
      "fullName",
      `The field name ${fullName} must be an object, a point, and a name that ends in __c, for instance Case.WebexInteractionId__c`,
    );
  }
}

export const customField: Hooks = {
  checkName,
  check: (body, scene) => {
    const [owner = ""] = scene.fullName.split(".");
    if (owner === "Task" || owner === "Event") {
      throw badField(
        "fullName",
        `Fields of ${owner} belong to Activity: name it Activity.${scene.fullName.split(".")[1] ?? ""}`,
      );
    }
    const object = objectOf(scene.org, owner === "Activity" ? "Task" : owner);
    if (object === undefined) throw unfit("INVALID_CROSS_REFERENCE_KEY", `no CustomObject named ${owner} found`);
    requireText(body, "label", "type");
    checkType(body);
    checkChange(body, scene);
    const target = textOf(body.referenceTo);
    if (target !== "" && objectOf(scene.org, target) === undefined) {
      throw unfit("INVALID_CROSS_REFERENCE_KEY", `no CustomObject named ${target} found`, "referenceTo");
    }
    if (isOn(body.unique) && !["Text", "Number", "Email"].includes(textOf(body.type))) {
      throw badField("unique", `A field of type ${textOf(body.type)} cannot be unique`);
    }
  },
  removed: ({ fullName }, org) => {
    const [owner = "", name = ""] = fullName.split(".");
    const type = owner === "Activity" ? "Task" : owner;
    for (const row of org.records.all(type)) {
      if (row[name] !== undefined && row[name] !== null) org.records.patch(type, row.Id, { [name]: null });
    }
    for (const set of org.components.all("PermissionSet")) {
      const permissions = set.body.fieldPermissions;
      if (!Array.isArray(permissions)) continue;
      const kept = (permissions as readonly JsonObject[]).filter((entry) => entry.field !== fullName);
      if (kept.length < permissions.length)
        org.components.put({ ...set, body: { ...set.body, fieldPermissions: kept } });
    }
  },
};
