/** Documented limits, each with its source. */

/** https://developer.webex.com/webex-contact-center/docs/api/v1/team: `queueRankings[].rank`. */
export const MAX_QUEUE_RANK = 50;

/** https://developer.webex.com/webex-contact-center/docs/api/v1/multimedia-profile: chat, email and social contacts at once. */
export const MAX_CONTACTS_AT_ONCE = 5;

/** https://developer.webex.com/webex-contact-center/docs/api/v1/contact-service-queues: `queueSkillRequirements[].weight`. */
export const MAX_SKILL_WEIGHT = 1_000;

/** A contact waits at most a day: https://help.webex.com/en-us/article/nee1mb6/Configure-routing-activities */
export const MAX_TIME_IN_QUEUE_SECONDS = 86_400;

/** https://developer.webex.com/webex-contact-center/docs/api/v1/global-variables */
export const MAX_DEFAULT_VALUE_CHARS = 256;
export const MAX_DESKTOP_LABEL_CHARS = 50;

/** https://developer.webex.com/webex-contact-center/docs/api/v1/skill-profile: `activeSkills`. */
export const MAX_PROFICIENCY = 10;
export const MAX_TEXT_SKILL_CHARS = 100;

/** From the live service's refusal of longer numbers; https://developer.webex.com/webex-contact-center/docs/api/v1/contact-number */
export const MAX_CONTACT_NUMBER_DIGITS = 9;

/** https://developer.webex.com/webex-contact-center/docs/api/v1/desktop-layout */
export const MAX_LAYOUT_NAME_CHARS = 255;

/** https://developer.webex.com/webex-contact-center/docs/api/v1/desktop-profile: `timeoutDesktopInactivityMins`. */
export const MIN_INACTIVITY_MINUTES = 3;
export const MAX_INACTIVITY_MINUTES = 10_000;

/** Default comment of versions. */
export const DEFAULT_COMMENT = "Published by Pulumi";

/** The version labels, the most important first: https://developer.webex.com/webex-contact-center/docs/api/v1/flow */
export const TAGS = ["Live", "Latest", "Test", "Dev"] as const;

/** Quota of a client id: https://developer.webex.com/webex-contact-center/docs/api/rate-limiting */
export const CALLS_PER_MINUTE = 300;
