import type { Flow } from "../../../../flow";
import { isArray, isObject, type Json, type JsonObject } from "../../../../flow/json";

/** JSON that may be changed. */
export type Value = null | boolean | number | string | Value[] | Fields;
export interface Fields {
  [key: string]: Value;
}

/** An activity of the document. */
export interface DraftNode {
  readonly process: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly activity: Fields;
  readonly properties: Fields;
}

export const isFields = (value: Value | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function fieldsAt(fields: Fields, key: string): Fields {
  const value = fields[key];
  return isFields(value) ? value : {};
}

export function rowsAt(fields: Fields, key: string): Fields[] {
  const value = fields[key];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export const textOf = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** The model's own document is frozen. */
const thawed = (document: JsonObject): Fields =>
  Object.fromEntries(Object.entries(document).map(([key, value]) => [key, thawedValue(value)]));

function thawedValue(value: Json): Value {
  if (isArray(value)) return value.map(thawedValue);
  return isObject(value) ? thawed(value) : value;
}

/** A v1 document that a mutation may change. */
export class Draft {
  private constructor(readonly document: Fields) {}

  /** A copy without the pictures, which no rule reads: the mutations would leave them behind. */
  static of(flow: Flow): Draft {
    const { diagram: _diagram, ...rest } = thawed(flow.raw);
    for (const map of Object.values(fieldsAt(fieldsAt(rest, "eventFlows"), "eventsMap")))
      if (isFields(map)) delete map.diagram;
    return new Draft(rest);
  }

  private processOf(key: string): Fields {
    if (key === "main") return fieldsAt(this.document, "process");
    return fieldsAt(fieldsAt(fieldsAt(fieldsAt(this.document, "eventFlows"), "eventsMap"), key), "process");
  }

  get processes(): readonly string[] {
    return ["main", ...Object.keys(fieldsAt(fieldsAt(this.document, "eventFlows"), "eventsMap"))];
  }

  onEvents(process: string): Fields {
    return fieldsAt(fieldsAt(fieldsAt(fieldsAt(this.document, "eventFlows"), "eventsMap"), process), "onEvents");
  }

  activities(process: string): Fields {
    return fieldsAt(this.processOf(process), "activities");
  }

  links(process: string): Fields[] {
    return rowsAt(this.processOf(process), "links");
  }

  setLinks(process: string, links: Fields[]): void {
    this.processOf(process).links = links;
  }

  get variables(): Fields[] {
    return rowsAt(this.document, "variables");
  }

  get nodes(): readonly DraftNode[] {
    return this.processes.flatMap((process) =>
      Object.keys(this.activities(process)).map((id) => this.node(process, id)),
    );
  }

  node(process: string, id: string): DraftNode {
    const activity = fieldsAt(this.activities(process), id);
    const properties = fieldsAt(activity, "properties");
    return {
      process,
      id,
      name: textOf(activity.name),
      type: textOf(properties.activityName),
      activity,
      properties,
    };
  }

  linksFrom({ process, id }: Pick<DraftNode, "process" | "id">): readonly Fields[] {
    return this.links(process).filter((link) => link.sourceActivityId === id);
  }

  /** Leads everything that leads to the node to another one instead, and takes the node away. */
  bypass({ process, id }: DraftNode, target: string): void {
    for (const link of this.links(process)) if (link.targetActivityId === id) link.targetActivityId = target;
    this.setLinks(
      process,
      this.links(process).filter((link) => link.sourceActivityId !== id),
    );
    delete this.activities(process)[id];
  }
}
