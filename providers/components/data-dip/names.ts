import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** Names of objects: as in the program, or with one random suffix for `throwAway` environments. */
export class Names {
  private readonly suffix: pulumi.Output<string> | undefined;

  constructor(name: string, throwAway: boolean, options: pulumi.CustomResourceOptions) {
    this.suffix = throwAway ? new random.RandomPet(`${name}-suffix`, { length: 2 }, options).id : undefined;
  }

  of(name: string): pulumi.Input<string> {
    return this.suffix === undefined ? name : pulumi.interpolate`${name} ${this.suffix}`;
  }

  /** A name with letters, digits and underscores only. */
  symbol(name: string): pulumi.Input<string> {
    const plain = symbolOf(name);
    return this.suffix === undefined ? plain : this.suffix.apply((suffix) => symbolOf(`${plain}_${suffix}`));
  }

  /** A user name, which must be unique in all of Salesforce. */
  username(name: string): pulumi.Input<string> {
    const [local = "", domain = ""] = name.split("@");
    return this.suffix === undefined ? name : pulumi.interpolate`${local}.${this.suffix}@${domain}`;
  }
}

/** Letters, digits and single underscores, beginning with a letter. */
export function symbolOf(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return /^[A-Za-z]/.test(plain) ? plain : `Data_Dip_${plain}`;
}

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
