// Reads a calendar as ical.js understands it, strictly, and says it as JSON: what a program of others makes of ours.
import ICAL from "ical.js";

let text = "";
for await (const part of process.stdin) text += part;

ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(text));
const inParis = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" });

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    status: component.getFirstPropertyValue("status"),
    class: component.getFirstPropertyValue("class"),
    location: component.getFirstPropertyValue("location"),
    description: component.getFirstPropertyValue("description"),
    conference: component.getFirstPropertyValue("conference"),
    alarms: component.getAllSubcomponents("valarm").map((alarm) => [
      alarm.getFirstPropertyValue("action"),
      alarm.getFirstPropertyValue("trigger").toString(),
      alarm.getFirstPropertyValue("description"),
    ]),
    organizer: component.getFirstPropertyValue("organizer"),
    minutes: event.duration.toSeconds() / 60,
    paris: inParis.format(event.startDate.toJSDate()),
    attendees: event.attendees.map((person) => [
      person.getFirstValue(),
      person.getParameter("role"),
      person.getParameter("partstat"),
      person.getParameter("rsvp"),
    ]),
  };
});

const refresh = calendar.getFirstPropertyValue("refresh-interval");
console.log(JSON.stringify({
  version: calendar.getFirstPropertyValue("version"),
  method: calendar.getFirstPropertyValue("method"),
  refresh: refresh ? refresh.toString() : null,
  events,
}));
