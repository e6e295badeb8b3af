import { planOf, type Made, type Planned, programOf, namedIn } from "../../operations/verify/write/plan";
import type { Values } from "../../providers/core/resource/types";
import type { Random } from "../support/random";
import type { Org } from "../support/org";
import type { Tenant } from "../support/tenant";

/** A resource of a program. */
export interface Wish {
  /** Its name in the program. */
  readonly name: string;
  readonly kind: string;
  /** Names of wishes that must be there before. */
  readonly after: readonly string[];
  /** What the program gives, once those are there. */
  program(made: ReadonlyMap<string, Made>): Values;
}

export const CANARY = "canary-of-a-description";

const CLOUDS = ["webex", "salesforce"] as const;

/** Every kind that can be tried, after what it refers to, and those that only change what is there. */
export async function allWishes(seed: number, tenant: Tenant, org: Org): Promise<readonly Wish[]> {
  const prefix = `ddv_${seed.toString(16).padStart(8, "0")}`;
  const free = (await tenant.objects("number")).find(({ owner }) => owner === undefined);
  const asked = { prefix, clouds: CLOUDS, number: String(free?.phoneNumber), app: true };
  const planned = planOf(asked).made.map((one) => wishOf(one, (made) => programOf(one, asked, made)));
  return [...planned, ...(await others(tenant, org, prefix))];
}

function wishOf(planned: Planned, program: (made: ReadonlyMap<string, Made>) => Values): Wish {
  const { kind, inputs } = planned.descriptor;
  const canary = "description" in inputs.shape ? { description: CANARY, __secrets: [["description"]] } : {};
  const after = namedIn(planned.trial);
  return { name: kind, kind, after, program: (made) => ({ ...program(made), ...canary }) };
}

/** Kinds that are tried by no trial, as they change what people have; here they do so in a sandbox. */
async function others(tenant: Tenant, org: Org, prefix: string): Promise<readonly Wish[]> {
  const [user] = await tenant.objects("user");
  const [person] = await org.objects("User");
  const id = (made: ReadonlyMap<string, Made>, kind: string): string => String(made.get(kind)?.id);
  return [
    {
      name: "a user",
      kind: "webex.UserAssignment",
      after: ["webex.DesktopProfile"],
      program: (made) => ({ email: user?.email, desktopProfileId: id(made, "webex.DesktopProfile") }),
    },
    {
      name: "a permission",
      kind: "salesforce.PermissionSetAssignment",
      after: ["salesforce.PermissionSet"],
      program: (made) => ({ assigneeId: person?.id, permissionSetName: id(made, "salesforce.PermissionSet") }),
    },
    {
      name: "a record without a key",
      kind: "salesforce.SObjectRecord",
      after: [],
      program: () => ({ sobjectType: "Contact", fields: { LastName: prefix, Email: `${prefix}@example.com` } }),
    },
  ];
}

/** Some of them, with what they need. */
export function someOf(wishes: readonly Wish[], random: Random): readonly Wish[] {
  const chosen = new Set<string>();
  const add = (wish: Wish): void => {
    wishes.filter(({ name }) => wish.after.includes(name)).forEach(add);
    chosen.add(wish.name);
  };
  random.some(wishes, random.int(3, 6)).forEach(add);
  return wishes.filter(({ name }) => chosen.has(name));
}
