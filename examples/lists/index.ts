import { readFileSync } from "node:fs";
import { webex } from "datadip";

/** Hundreds of entries as one resource, from a file that others maintain: one request writes a hundred of them. */

const partners = readFileSync("partners.csv", "utf8").trim().split("\n");

const book = new webex.AddressBook("Partners", {});
new webex.AddressBookEntries("Partner Numbers", {
  addressBookId: book.id,
  entries: Object.fromEntries(partners.map((line) => line.split(",").map((cell) => cell.trim()))),
});

const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");
const site = new webex.Site("Paris", { multimediaProfileId: profile.id });
const team = new webex.Team("Paris Support", { siteId: site.id });
const french = new webex.Skill("French", { skillType: "PROFICIENCY" });
const speaksFrench = new webex.SkillProfile("Speaks French", {
  activeSkills: [{ skillId: french.id, proficiencyValue: 8 }],
});

// The sandbox's tenant has these agents. Whoever leaves the list gets the earlier site, teams and skills back.
const agents = ["ana.agent@example.com", "ben.agent@example.com"];
new webex.UserAssignments("Paris Agents", {
  users: Object.fromEntries(
    agents.map((email) => [email, { siteId: site.id, teamIds: [team.id], skillProfileId: speaksFrench.id }]),
  ),
});
