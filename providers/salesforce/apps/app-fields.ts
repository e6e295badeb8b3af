import { z } from "zod";
import type { Problem } from "../../core/resource/types";
import { textField, urlField } from "../fields";
import { CONSUMER_KEY_CHARS } from "../limits";
import { WEBEX_CALLBACK_URL } from "./oauth-scopes";
import { certificateProblem, pemBody, tidyPem } from "../auth/pem";

/** Fields of both kinds of apps. */

/** A consumer key or secret: letters and digits only, which every tool accepts. */
export function consumerField(): z.ZodString {
  const { min, max } = CONSUMER_KEY_CHARS;
  return z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9]{${min},${max}}$`), `must be ${min} to ${max} letters and digits and nothing else`);
}

/** An X.509 certificate in PEM. A private key here would be published, so it is refused. */
export const certificateField = () =>
  z
    .string()
    .overwrite(tidyPem)
    .superRefine((pem, context) => {
      const problem = certificateProblem(pem);
      if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
    });

export const callbackUrlsField = () =>
  z.array(urlField()).min(1, "needs at least one address").default([WEBEX_CALLBACK_URL]);

export function samePem(before: unknown, after: unknown): boolean {
  const body = (pem: unknown): string => (typeof pem === "string" ? pemBody(pem) : "");
  return body(before) === body(after);
}

/** Equality of secrets. Salesforce never shows one, so a secret that the state lacks counts as equal. */
export const sameSecret = (before: unknown, after: unknown): boolean => before === undefined || before === after;

/** Description of an app. */
export const aboutField = () => textField(255).optional();

/** Items of a list that Salesforce stores as one text. */
export const listIn = (text: unknown, separator: RegExp): readonly string[] =>
  typeof text === "string"
    ? text
        .split(separator)
        .map((item) => item.trim())
        .filter((item) => item !== "")
    : [];

/** Client credentials act as one user, who must be named. */
export function executionUserProblem(
  enabled: unknown,
  user: unknown,
  userKnown: boolean,
  property: string,
): readonly Problem[] {
  if (enabled !== true || !userKnown || user !== undefined) return [];
  return [
    {
      property,
      reason: "is required with the client credentials flow: the user name of an API-only user that the app acts as",
    },
  ];
}
