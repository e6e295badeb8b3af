import { z } from "zod";

/** Longest name of most nouns. https://developer.webex.com/webex-contact-center/docs/api/v1/site */
const MAX_NAME_CHARS = 80;
const MAX_DESCRIPTION_CHARS = 255;

/** A name of letters and so on; the pattern differs from noun to noun. */
export const nameOf = (pattern: RegExp) => z.string().min(1).max(MAX_NAME_CHARS).regex(pattern);

/** Names of site and resource-collection: the official `\d-_` cannot be compiled in Unicode mode. */
export const PLAIN_NAME = /^[a-zA-Z0-9_\s-]+$/;
/** Names of multimedia-profile, audio-file, address-book and outdial-ani. */
export const DOTTED_NAME = /^[a-zA-Z0-9._\s-]*$/;
/** Names of skills and skill profiles. */
export const SKILL_NAME = /^[a-zA-Z0-9,@_.\s-]*$/;
/** Names of the business-hours family: the same names as the official pattern accepts, without its exponential backtracking. */
export const HOURS_NAME = /^[a-zA-Z0-9_-]+(?:\s[a-zA-Z0-9_-]+)*$/;

export const description = z.string().max(MAX_DESCRIPTION_CHARS).optional();
export const flag = z.boolean();
export const id = z.string().min(1);
export const int = z.number().int();
/** Whole seconds, 0 or more. */
export const seconds = z.number().int().min(0);

export const access = z.enum(["SPECIFIC", "ALL", "PROVISIONED_VALUE", "NONE"]);
export const inclusion = z.enum(["INCLUDED", "EXCLUDED"]);
export const channel = z.enum([
  "TELEPHONY",
  "EMAIL",
  "FAX",
  "CHAT",
  "VIDEO",
  "OTHERS",
  "SOCIAL_CHANNEL",
  "WORK_ITEM",
  "CUSTOM_MESSAGING",
]);
export const socialChannel = z.enum([
  "MESSAGEBIRD",
  "MESSENGER",
  "WHATSAPP",
  "APPLE_BUSINESS_CHAT",
  "GOOGLE_BUSINESS_MESSAGES",
]);
