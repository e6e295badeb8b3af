import { defineFlow } from "../build";
import type { Flow } from "../model";

/** A minimal flow: greets, waits for an agent with music, and apologises when anything fails. Bind "QueueContact.destination". */
export const welcomeFlow = (): Flow =>
  defineFlow("welcome", {
    description: "Greets the caller and waits for an agent",
    variables: {
      callerNumber: {
        type: "STRING",
        description: "Number that the caller dials from",
        desktopLabel: "Caller number",
      },
    },
    start: "SetCallerNumber",
    nodes: {
      SetCallerNumber: {
        type: "set-variable",
        description: "Keeps the caller's number for the agent",
        set: { callerNumber: "{{ NewPhoneContact.ANI }}" },
        to: "Greeting",
      },
      Greeting: {
        type: "play-message",
        description: "Greets before the call waits",
        say: "Welcome. Please hold the line, an agent will be with you soon.",
        to: "QueueContact",
      },
      QueueContact: {
        type: "queue-contact",
        description: "Waits for an agent",
        to: { default: "Music", failure: "Apology" },
      },
      Music: { type: "play-music", description: "Music while waiting", seconds: 30, to: "Music" },
      Apology: {
        type: "play-message",
        description: "Said when the queue refuses the call",
        say: "We are sorry, we cannot take your call at the moment. Please call again later.",
        to: "Goodbye",
      },
      Goodbye: { type: "disconnect-contact", description: "Ends the call" },
    },
    events: {
      on: { GlobalErrorHandling: "ErrorApology" },
      nodes: {
        ErrorApology: {
          type: "play-message",
          description: "Said when anything fails",
          say: "We are sorry, something went wrong. Please call again later.",
          to: "ErrorGoodbye",
        },
        ErrorGoodbye: { type: "disconnect-contact", description: "Ends the call after an error" },
      },
    },
  });
