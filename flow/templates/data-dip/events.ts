import type { EventName } from "../../build";
import { newCaseNodes } from "./new-case";
import { offersCallback, opensEntered, type Settings } from "./settings";
import { choose, quoted, type Nodes } from "./pebble";
import { prompt } from "./prompts";
import { STATUS } from "./salesforce";

interface Events {
  readonly on: { readonly [K in EventName]?: string };
  readonly nodes: Nodes;
}

/** The event flows: an agent answers, the call ends, anything fails. */
export const events = (settings: Settings): Events => ({
  on: { AgentContactAssigned: "KeepAgent", ContactEnded: "KeepEnd", GlobalErrorHandling: "StillWaiting" },
  nodes: { ...answerNodes(settings), ...newCaseNodes(settings), ...endNodes(settings), ...errorNodes(settings) },
});

const SEARCH_PAGE = [
  `'{"componentDef":"forceSearch:searchPageDesktop","attributes":{"term":"'`,
  "nationalDigits",
  // Two closing braces together would end the template.
  `'","scopeMap":{"type":"TOP_RESULTS"}'`,
  `',"groupId":"DEFAULT"}'`,
  `',"state":{}'`,
  `'}'`,
].join(" ~ ");

/** The outputs of this event are named AgentAnswered or AgentAccepted, depending on the runtime's year. */
const agent = (output: string): string => `{{ AgentAnswered.${output} | default(AgentAccepted.${output}) }}`;

const PAGES = {
  account: { name: "ScreenPopAccount", object: "Account", id: "accountId" },
  contact: { name: "PopContact", object: "Contact", id: "contactId" },
  case: { name: "PopCase", object: "Case", id: "caseId" },
} as const;

/** Pages in the order of preference: the chosen one, then account and contact. Several matches leave all ids empty, which shows the search. */
const pagesOf = ({ screenPop }: Settings): readonly (typeof PAGES)[keyof typeof PAGES][] =>
  [...new Set([screenPop, "account", "contact"] as const)].map((page) => PAGES[page]);

const isNoted = ({ postCall }: Settings): boolean => postCall !== "none";

function answerNodes(settings: Settings): Nodes {
  const entered = opensEntered(settings) ? [PAGES.case] : [];
  const pages = pagesOf(settings);
  const pop = (description: string, url: string) =>
    ({
      type: "screen-pop",
      description,
      url,
      label: "Salesforce",
      target: settings.screenPopTarget,
      to: "EndFlow",
    }) as const;
  return {
    KeepAgent: {
      type: "set-variable",
      description: "Keeps who answered and when, and prepares the search page",
      set: {
        callStage: "answered",
        ...(isNoted(settings) && {
          agentName: agent("AgentName"),
          queueName: agent("QueueName"),
          answeredAt: "{{ now() }}",
        }),
        searchPage: `{{ (${SEARCH_PAGE}) | base64encode }}`,
      },
      to: settings.newCase === undefined ? "ChoosePop" : "NeedsCase",
    },
    ChoosePop: {
      type: "case-statement",
      description: "Which page helps the agent?",
      expression: "true",
      cases: [
        ...entered.map(({ name }) => ({ is: "{{ caseEntered is not empty and caseId is not empty }}", to: name })),
        ...pages.map(({ id, name }) => ({ is: `{{ ${id} is not empty }}`, to: name })),
        { is: "{{ phoneSpellings is not empty }}", to: "PopSearch" },
      ],
      to: "EndFlow",
    },
    ...Object.fromEntries(
      [...entered, ...pages].map(({ id, name, object }) => [
        name,
        pop(`Opens the ${object.toLowerCase()}`, `{{ salesforceUrl }}/lightning/r/${object}/{{ ${id} }}/view`),
      ]),
    ),
    PopSearch: pop("Opens the search for the number", "{{ salesforceUrl }}/one/one.app#{{ searchPage }}"),
    EndFlow: { type: "end", description: "The agent has the call" },
  };
}

const SUMMARY = [
  "Webex call {{ interactionId | escape('json') }}",
  "Caller: {{ callerNumber | escape('json') }}",
  "Outcome: {{ callOutcome | escape('json') }}",
  "Agent: {{ agentName | escape('json') }}",
  "Queue: {{ queueName | escape('json') }}",
  "Answered: {{ answeredAt | escape('json') }}",
  "Ended: {{ now() }}",
  // A comment holds 4,000 bytes; a character needs at most three.
  "Notes: {{ (notes | length > 1200 ? (notes | slice(0, 1200)) : notes) | escape('json') }}",
].join("\n");

const outcome = (settings: Settings): string =>
  `{{ ${choose(
    [
      ['callStage == "answered"', quoted("answered")],
      ...(offersCallback(settings) ? [['callStage == "callback"', quoted("callback")] as const] : []),
    ],
    quoted("abandoned"),
  )} }}`;

function endNodes(settings: Settings): Nodes {
  const { interactionField, apiVersion, timeoutMs } = settings;
  const last = interactionField === undefined ? "EndNoted" : "TagCase";
  const first = isNoted(settings) ? "PostComment" : interactionField === undefined ? undefined : "TagCase";
  const write = (path: string) =>
    ({ type: "http-request-v2", path: `/services/data/v${apiVersion}/sobjects/${path}`, timeoutMs }) as const;
  return {
    KeepEnd: {
      type: "set-variable",
      description: "Keeps how the call ended",
      set: {
        ...(isNoted(settings) && { callOutcome: outcome(settings) }),
        callStage: "ended",
      },
      to: first === undefined ? "EndCall" : "HasCase",
    },
    ...(first !== undefined && {
      HasCase: {
        type: "condition-activity",
        description: "Is there a case to write to?",
        expression: "{{ caseId is not empty }}",
        to: { true: first, false: "EndCall" },
      },
    }),
    ...(isNoted(settings) && {
      PostComment: {
        ...write(settings.postCall === "task" ? "Task" : "CaseComment"),
        description: "Writes the call and the agent's notes to the case",
        method: "POST",
        body: settings.postCall === "task" ? task : comment,
        to: "NoteSaved",
      },
      NoteSaved: {
        type: "condition-activity",
        description: "Did Salesforce take it?",
        expression: `{{ PostComment.httpStatusCode == ${STATUS.created} }}`,
        to: { true: last, false: "EndNotNoted" },
      },
    }),
    ...(interactionField !== undefined && {
      TagCase: {
        ...write("Case/{{ caseId }}"),
        description: "Writes the id of the call to the case",
        method: "PATCH",
        body: { [interactionField]: "{{ interactionId | escape('json') }}" },
        to: "CaseTagged",
      },
      CaseTagged: {
        type: "condition-activity",
        description: "Did Salesforce take it?",
        expression: `{{ TagCase.httpStatusCode == ${STATUS.changed} }}`,
        to: { true: "EndNoted", false: "EndNotNoted" },
      },
    }),
    ...(first !== undefined && {
      EndNoted: { type: "end", description: "The case knows about the call" },
      EndNotNoted: { type: "end", description: "Salesforce refused; the trace of the call shows its answer" },
    }),
    EndCall: { type: "end", description: "Nothing to write" },
  };
}

const comment = { ParentId: "{{ caseId }}", CommentBody: SUMMARY, IsPublished: false };

const task = {
  Subject: "Webex call",
  Status: "Completed",
  WhatId: "{{ caseId }}",
  WhoId: "{{ contactId }}",
  TaskSubtype: "Call",
  CallType: "Inbound",
  CallObject: "{{ interactionId | escape('json') }}",
  Description: SUMMARY,
};

/** Failures before an agent has the call lead to a staffed queue. Later ones must not, because the caller is talking or has left. */
const errorNodes = (settings: Settings): Nodes => ({
  StillWaiting: {
    type: "condition-activity",
    description: "Is the caller still waiting for an agent?",
    expression: '{{ callStage == "waiting" }}',
    to: { true: "ErrorApology", false: settings.newCase === undefined ? "EndFailed" : "StillOpening" },
  },
  ...(settings.newCase !== undefined && {
    StillOpening: {
      type: "condition-activity",
      description: "Did it fail before the agent's page was chosen?",
      expression: '{{ callStage == "answered" and caseWanted == "yes" }}',
      to: { true: "CaseSettled", false: "EndFailed" },
    },
  }),
  ...prompt(settings, "ErrorApology", "error", "Says that something failed", "ErrorQueue"),
  ErrorQueue: {
    type: "queue-contact",
    description: "Waits in the queue for calls that something failed on",
    to: { default: "ErrorMusic", failure: "ErrorGoodbye" },
  },
  ErrorMusic: {
    type: "play-music",
    description: "Music while waiting",
    file: settings.music.file,
    seconds: settings.music.seconds,
    to: "ErrorMusic",
  },
  ...prompt(settings, "ErrorGoodbye", "goodbye", "Says that no queue takes the call", "ErrorHangUp"),
  ErrorHangUp: { type: "disconnect-contact", description: "Ends the call" },
  EndFailed: { type: "end", description: "The agent or nobody is on the line; nothing to say" },
});
