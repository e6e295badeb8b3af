import type { Nodes } from "./nodes";
import type { Settings } from "./options";
import { prompt } from "./prompts";

/** What follows the greeting. */
export const afterGreeting = ({ hours }: Settings): string => (hours ? "BusinessHours" : "HasSpellings");

/** Whether anybody is there, asked before the caller is looked up. Hours that cannot be told do not close the line. */
export const hoursNodes = (settings: Settings): Nodes =>
  settings.hours
    ? {
        BusinessHours: {
          type: "business-hours",
          description: "Is anybody there?",
          to: {
            workingHours: "HasSpellings",
            holidays: "Closed",
            override: "Closed",
            default: "Closed",
            error: "HasSpellings",
          },
        },
        ...prompt(settings, "Closed", "closed", "Says that nobody is there", "ClosedHangUp"),
        ClosedHangUp: { type: "disconnect-contact", description: "Ends the call outside business hours" },
      }
    : {};
