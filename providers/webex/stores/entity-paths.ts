import type { Values } from "../../core/resource/types";

/** Paths of a kind, below the organisation. */
export interface Paths {
  /** `contact-service-queue`; for entries inside another object, the last part alone: `entry`. */
  readonly path: string;
  /** Version prefix of creates and items. Default: none, as most kinds answer at the bare path alone. */
  readonly version?: "v3";
  /** Path of the list. Default: `v2/{path}`. */
  readonly listPath?: string;
  /**
   * The owner, an object that entries of this kind lie in: its path, and the input that holds its id. Such a resource's id is
   * `{owner}/{entry}`, so that it can be read and imported by its id alone. Default: no owner.
   */
  readonly within?: { readonly path: string; readonly input: string; readonly version?: "v3" };
}

/** An object's id in the cloud, and the id of its owner. */
interface Whole {
  readonly owner: string | undefined;
  readonly own: string;
}

/** The paths of a kind's objects. */
export class EntityPaths {
  constructor(private readonly paths: Paths) {}

  /** The owner's id from inputs or state; undefined for kinds without an owner. */
  owner(values: Values): string | undefined {
    const { within } = this.paths;
    return within === undefined ? undefined : String(values[within.input]);
  }

  /** Path of the list of owners; undefined for kinds without an owner. */
  get owners(): string | undefined {
    const { within } = this.paths;
    return within === undefined ? undefined : `${within.version ?? "v2"}/${within.path}`;
  }

  /** The owner's id as an input. */
  ownerInput(owner: string | undefined): Values {
    const { within } = this.paths;
    return within === undefined ? {} : { [within.input]: owner };
  }

  /** The id in the state. */
  join(owner: string | undefined, own: string): string {
    return owner === undefined ? own : `${owner}/${own}`;
  }

  /** @throws Error for an entry's id without the owner's id. */
  split(id: string): Whole {
    const { within } = this.paths;
    if (within === undefined) return { owner: undefined, own: id };
    const [owner, own, ...more] = id.split("/");
    if (owner !== undefined && owner !== "" && own !== undefined && own !== "" && more.length === 0)
      return { owner, own };
    throw new Error(`${id} is not an id of an entry below ${within.path}: it must be ${within.input}/ENTRY_ID.`);
  }

  /** Path for creates. */
  collection(owner: string | undefined): string {
    const { version, path } = this.paths;
    return `${version === undefined ? "" : `${version}/`}${this.inside(owner, path)}`;
  }

  item(id: string): string {
    const { owner, own } = this.split(id);
    return `${this.collection(owner)}/${encodeURIComponent(own)}`;
  }

  list(owner: string | undefined): string {
    const { version = "v2", path, listPath } = this.paths;
    return listPath ?? `${version}/${this.inside(owner, path)}`;
  }

  /** References are read at the path without a version, also where other routes have one. */
  references(id: string): string {
    const { owner, own } = this.split(id);
    return `${this.inside(owner, this.paths.path)}/${encodeURIComponent(own)}/incoming-references`;
  }

  /** The operations on objects of the kind, for the reference; `writeVersion` is a prefix that writes try first. */
  calls(writeVersion?: string): readonly string[] {
    const { within, version = "v2", path, listPath } = this.paths;
    const base = "/organization/{orgId}";
    const inside = within === undefined ? path : `${within.path}/{${within.input}}/${path}`;
    const prefix = this.paths.version === undefined ? base : `${base}/${this.paths.version}`;
    const item = `${prefix}/${inside}/{id}`;
    const newer = writeVersion === undefined ? [] : [`${base}/${writeVersion}/${inside}`];
    return [
      ...newer.flatMap((path) => [`POST ${path}`, `PUT ${path}/{id}`]),
      `POST ${prefix}/${inside}`,
      `GET ${base}/${listPath ?? `${version}/${inside}`}`,
      ...["GET", "PUT", "DELETE"].map((method) => `${method} ${item}`),
      // Nothing refers to entries.
      ...(within === undefined ? [`GET ${base}/${path}/{id}/incoming-references`] : []),
    ];
  }

  private inside(owner: string | undefined, path: string): string {
    const { within } = this.paths;
    return within === undefined ? path : `${within.path}/${encodeURIComponent(owner ?? "")}/${path}`;
  }
}
