import type { VariableInput } from "../../build";
import { keepsCase, keepsInteraction, type Settings } from "./options";

const text = (description: string, desktopLabel?: string): VariableInput => ({
  type: "STRING",
  description,
  ...(desktopLabel !== undefined && { desktopLabel }),
});
const count = (description: string, value = 0): VariableInput => ({ type: "INTEGER", description, value });

/** The flow's variables; those that the chosen options do not need are left out. Nothing defaults to a word: it would reach agents and ids. */
export function variables(settings: Settings): Readonly<Record<string, VariableInput>> {
  const isNoted = settings.postCall !== "none";
  const isTiered = settings.accountPriorities !== undefined;
  const extra = [...settings.fields.contact, ...settings.fields.case];
  return {
    salesforceUrl: { ...text("Lightning address of the Salesforce org"), value: settings.salesforceUrl },
    ...(keepsInteraction(settings) && { interactionId: text("Id of the call in Webex") }),
    callerNumber: text("Number of the caller", "Caller number"),
    callerDigits: text("Country code and number, digits alone"),
    nationalDigits: text("Number without country code"),
    phoneSpellings: text("Ways to write the number, as a list for SOQL"),
    ...(settings.languages.length > 1 && {
      language: { ...text("Language that the caller hears"), value: settings.languages[0]?.locale ?? "" },
    }),
    ...(settings.contactE164Field !== undefined && { phoneE164: text("Number with plus and country code") }),
    contactCount: count("Contacts with the number"),
    contactId: text("Id of the contact"),
    contactName: text("Name of the contact", "Contact"),
    accountCount: count("Accounts with the number"),
    accountId: text("Id of the account"),
    accountName: text("Name of the account", "Account"),
    ...(isTiered && { accountTier: text("What the account's priority goes by") }),
    caseCount: count("Open cases of the contact"),
    ...(keepsCase(settings) && { caseId: text("Id of the open case") }),
    caseNumber: text("Number of the open case", "Case number"),
    caseSubject: text("Subject of the open case", "Case subject"),
    casePriority: text("Priority of the open case", "Case priority"),
    ...Object.fromEntries(
      extra.map(({ variable, field, label }) => [variable, text(`Salesforce field ${field}`, label)]),
    ),
    caseRank: count("Place in the queue by the case", 9),
    ...(isTiered && { accountRank: count("Place in the queue by the account", 9) }),
    queuePriority: count("Place in the queue, 1 first", 9),
    callStage: { ...text("waiting, answered or ended"), value: "waiting" },
    searchPage: text("Salesforce search for the number"),
    ...(isNoted && {
      notes: { ...text("What the agent writes down during the call", "Notes"), isAgentEditable: true },
      agentName: text("Agent who answered"),
      queueName: text("Queue that the agent answered for"),
      answeredAt: text("When the agent answered"),
      callOutcome: text("answered or abandoned"),
    }),
  };
}
