import type * as pulumi from "@pulumi/pulumi";
import type { Names } from "./names";

/** What a component has made so far, under which options and names. */
export class ComponentContext {
  private readonly all: pulumi.Resource[] = [];

  constructor(
    readonly child: pulumi.CustomResourceOptions,
    readonly names: Names,
  ) {}

  keep<R extends pulumi.Resource>(resource: R): R {
    this.all.push(resource);
    return resource;
  }

  get resources(): pulumi.Resource[] {
    return [...this.all];
  }
}
