import type { Settings } from "./settings";
import type { Texts } from "./texts";
import { prompt, spoken } from "./prompts";
import type { Nodes } from "./pebble";

export const afterGreeting = ({ hours }: Settings): string => (hours ? "BusinessHours" : "HasSpellings");

/** Checks business hours before the look-up. Where they cannot be read, the line stays open. */
export function hoursNodes(settings: Settings): Nodes {
  if (!settings.hours) return {};
  const shut = settings.closed === undefined ? "Closed" : "ClosedChoice";
  return {
    BusinessHours: {
      type: "business-hours",
      description: "Is anybody there?",
      to: { workingHours: "HasSpellings", holidays: shut, override: shut, default: shut, error: "HasSpellings" },
    },
    ...closedNodes(settings),
    ...prompt(settings, "Closed", "closed", "Says that nobody is there", "ClosedHangUp"),
    ClosedHangUp: { type: "disconnect-contact", description: "Ends the call outside business hours" },
  };
}

const SHUT = "Says that nobody is there, and what can be done";

/** The choices outside business hours. A callback needs the caller's number. */
function closedNodes(settings: Settings): Nodes {
  const { closed } = settings;
  if (closed === undefined) return {};
  const { messageTo } = closed;
  const callback = { "1": { label: "Callback", to: "ClosedCallback" } };
  const message = messageTo === undefined ? {} : { "2": { label: "Message", to: "ToVoicemail" } };
  const menu = (
    callers: Settings,
    name: string,
    texts: readonly (keyof Texts)[],
    options: typeof callback | typeof message,
  ): Nodes =>
    spoken(callers, name, ["closedNow", ...texts], SHUT, (said, node) => ({
      [node]: {
        type: "ivr-menu",
        description: SHUT,
        ...said,
        options,
        to: { timeout: "Closed", invalid: "Closed", error: "Closed" },
      },
    }));
  // Without a number the language of the caller is unknown, so the first one is used.
  const unnumbered = { ...settings, languages: settings.languages.slice(0, 1) };
  const messageText = messageTo === undefined ? [] : (["pressForMessage"] as const);
  return {
    ...(closed.callback
      ? {
          ClosedChoice: {
            type: "condition-activity",
            description: "Is there a number to call back?",
            expression: "{{ phoneSpellings is not empty }}",
            to: { true: "ClosedMenu", false: messageTo === undefined ? "Closed" : "ClosedMessageMenu" },
          },
          ...menu(settings, "ClosedMenu", ["pressForCallback", ...messageText], { ...callback, ...message }),
          ...(messageTo !== undefined && menu(unnumbered, "ClosedMessageMenu", messageText, message)),
          ClosedCallback: {
            type: "callback",
            description: "Notes the callback in the main queue, for when somebody is there",
            number: "{{ callerNumber }}",
            to: { default: "KeepCallback", failure: "Closed" },
          },
        }
      : menu(settings, "ClosedChoice", messageText, message)),
    ...(messageTo !== undefined && {
      ToVoicemail: {
        type: "blind-transfer",
        description: "Puts the caller through to the voicemail box",
        number: messageTo,
        to: { failure: "Closed" },
      },
    }),
  };
}
