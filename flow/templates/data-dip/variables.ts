import { FlowDefinitionError, type VariableInput } from "../../build";
import { keepsCase, keepsInteraction, opensEntered, type Settings } from "./settings";

const text = (description: string, desktopLabel?: string): VariableInput => ({
  type: "STRING",
  description,
  ...(desktopLabel !== undefined && { desktopLabel }),
});
const count = (description: string, value = 0): VariableInput => ({ type: "INTEGER", description, value });

/** The variables that the chosen options need. No default is a word, because agents would see it and ids would contain it. */
export function variables(settings: Settings): Readonly<Record<string, VariableInput>> {
  const isNoted = settings.postCall !== "none";
  const isTiered = settings.accountPriorities !== undefined;
  const extra = [...settings.fields.contact, ...settings.fields.case];
  return handedOver(settings, {
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
    ...(settings.newCase !== undefined && {
      casesRead: text("true when Salesforce said how many open cases there are"),
      caseWanted: text("yes where a case is to be made when an agent takes the call"),
      recentCount: count("Open cases when an agent took the call"),
      recentRead: text("true when Salesforce said so"),
    }),
    ...(settings.askCaseNumber && {
      enteredNumber: text("Case number that the caller entered"),
      enteredCount: count("Open cases with that number"),
      enteredContact: text("Id of that case's contact"),
    }),
    ...(opensEntered(settings) && { caseEntered: text("yes where the case is the one that the caller entered") }),
    ...(settings.routeToOwner && { ownerEmail: text("Address of the agent who owns the account") }),
    ...(settings.callback && {
      expectedWaitMs: count("Expected wait in milliseconds, below 0 when nobody can tell", -1),
      ...(settings.queues.length > 0 && { waitsIn: text("Queue in which the caller waits") }),
    }),
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
    callStage: { ...text("waiting, answered, callback or ended"), value: "waiting" },
    searchPage: text("Salesforce search for the number"),
    ...(isNoted && {
      notes: { ...text("What the agent writes down during the call", "Notes"), isAgentEditable: true },
      agentName: text("Agent who answered"),
      queueName: text("Queue that the agent answered for"),
      answeredAt: text("When the agent answered"),
      callOutcome: text("answered, abandoned or callback"),
    }),
  });
}

/** Cisco's connector gets only variables that agents can see, so variables to pass on get a label where they have none. */
function handedOver(
  { handOver }: Settings,
  all: Readonly<Record<string, VariableInput>>,
): Readonly<Record<string, VariableInput>> {
  const names = Object.values(handOver?.fields ?? {});
  const unknown = names.find((name) => !Object.hasOwn(all, name));
  if (unknown !== undefined)
    throw new FlowDefinitionError(
      `dataDipFlow: handOver.fields names the variable ${unknown}, which this flow does not have; it has ${Object.keys(all).join(", ")}.`,
    );
  return Object.fromEntries(
    Object.entries(all).map(([name, variable]) => [
      name,
      names.includes(name) ? { ...variable, desktopLabel: variable.desktopLabel ?? name } : variable,
    ]),
  );
}
