import { createHash } from "node:crypto";
import { z } from "zod";
import type { Org } from "../org";

const hashSchema = z.string();

const hash = (org: Org, userId: string, password: string): string =>
  createHash("sha256").update(`${org.id}\u0000${userId}\u0000${password}`).digest("hex");

/** Sets the password of a user. A fresh user has none. */
export const setPassword = (org: Org, userId: string, password: string): void =>
  org.core.store.put(["sf-password", userId], hash(org, userId, password));

export const isPassword = (org: Org, userId: string, password: string): boolean =>
  org.core.store.get(["sf-password", userId], hashSchema) === hash(org, userId, password);
