import { webex } from "datadip";
import { defineFlow, stringifyFlow } from "datadip/flow";

/** A line with opening hours, whose call flow is written here instead of drawn: a misspelt link does not compile. */

const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");
const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");

const site = new webex.Site("Chicago", { multimediaProfileId: profile.id });
const team = new webex.Team("Chicago Support", { siteId: site.id });
const queue = new webex.Queue("Chicago Calls", {
  defaultMusicInQueueMediaFileId: music.id,
  callDistributionGroups: [{ teamIds: [team.id] }],
});

const holidays = new webex.HolidayList("US Holidays", {
  holidays: [{ name: "New Year", startDate: "2027-01-01", endDate: "2027-01-01" }],
});
const hours = new webex.BusinessHours("Chicago Hours", {
  timezone: "America/Chicago",
  workingHours: [{ name: "Weekdays", days: ["MON", "TUE", "WED", "THU", "FRI"], startTime: "08:00", endTime: "16:59" }],
  holidaysId: holidays.id,
});

const chicago = defineFlow("Chicago_Line", {
  start: "Hours",
  nodes: {
    Hours: {
      type: "business-hours",
      to: { workingHours: "Welcome", holidays: "Closed", override: "Closed", default: "Closed" },
    },
    Welcome: { type: "play-message", say: "Welcome to Acme support.", to: "Queue" },
    Queue: { type: "queue-contact", to: { default: "Music", failure: "Sorry" } },
    Music: { type: "play-music", seconds: 60, to: "Comfort" },
    Comfort: { type: "play-message", say: "Please stay on the line.", to: "Music" },
    Closed: { type: "play-message", say: "We are open on weekdays from eight to five.", to: "Bye" },
    Sorry: { type: "play-message", say: "We cannot take your call. Please call later.", to: "Bye" },
    Bye: { type: "disconnect-contact" },
  },
});

const flow = new webex.Flow("Chicago_Line", {
  content: stringifyFlow(chicago),
  bindings: { "Hours.businessHoursId": hours.id, "Queue.destination": queue.id },
});
const line = new webex.EntryPoint("Chicago Line", { flowId: flow.id, flowTagId: "Live", musicOnHoldId: music.id });
// The sandbox's tenant has this number.
const number = new webex.DialNumber("Chicago Number", { dialledNumber: "+15551230001", entryPointId: line.id });

export const dial = number.dialledNumber;
