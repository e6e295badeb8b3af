import type * as pulumi from "@pulumi/pulumi";
import type { Names } from "./names";

/** The resources that a component has made so far, with its options and names. */
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
