// Draws contests again, written apart from the service with node:crypto alone; then asks the browser's script about the same files.
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const hash = (content) => createHash("sha256").update(content).digest("hex");

function number(final, name, tickets) {
  const numbers = Array.from({ length: tickets }, (_, place) => hash(`${final}:${place + 1}:${name}`));
  return numbers.sort()[0];
}

function share(method, seats, groups) {
  const left = (group) => group.seats < group.people;
  const first = (a, b) => b.heads - a.heads || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
  if (method === "sainte-lague") {
    while (seats-- > 0) {
      const next = groups.filter(left).sort((a, b) => b.heads * (2 * a.seats + 1) - a.heads * (2 * b.seats + 1) || first(a, b))[0];
      if (!next) return;
      next.seats += 1;
    }
    return;
  }
  const open = groups.filter((group) => group.people > 0);
  const heads = open.reduce((sum, group) => sum + group.heads, 0);
  seats = Math.min(seats, open.reduce((sum, group) => sum + group.people, 0));
  for (const group of open) Object.assign(group, { seats: Number((BigInt(seats) * BigInt(group.heads)) / BigInt(heads)), rest: (seats * group.heads) % heads });
  let over = seats - open.reduce((sum, group) => sum + group.seats, 0);
  for (const group of [...open].sort((a, b) => b.rest - a.rest || first(a, b))) if (over-- > 0) group.seats += 1;
  const full = open.filter((group) => group.seats > group.people);
  if (!full.length) return;
  for (const group of full) group.seats = group.people;
  share(method, seats - full.reduce((sum, group) => sum + group.people, 0), open.filter((group) => !full.includes(group)));
}

function draw(content, minutes) {
  const [head, ...lines] = content.trimEnd().split("\n");
  const terms = JSON.parse(head);
  const random = minutes.beacon ? minutes.beacon.randomness : "none";
  const text = ["passerelle-draw-1", terms.contest, terms.draw, hash(content), random, ""].join("\n");
  const final = createHmac("sha256", Buffer.from(minutes.seed, "hex")).update(text).digest("hex");
  const people = lines.map((line) => line.split("\t")).map(([name, tickets, group]) => [number(final, name, Number(tickets)), name, group]);
  people.sort();
  if (!terms.heads) return [people.slice(0, terms.seats), people.slice(terms.seats, terms.seats + terms.alternates)].map((part) => part.map((one) => one[1]));
  const groups = Object.entries(terms.heads).map(([name, heads]) => ({ name, heads, seats: 0, people: people.filter((one) => one[2] === name).length }));
  share(terms.apportionment, terms.seats, groups);
  const all = groups.reduce((sum, group) => sum + group.seats, 0);
  const winners = [], others = [];
  for (const group of groups) {
    const own = people.filter((one) => one[2] === group.name);
    winners.push(...own.splice(0, group.seats));
    if (all) others.push(...own.splice(0, Math.ceil((terms.alternates * group.seats) / all)));
  }
  const places = winners.map((one) => [hash(`${final}:place:${one[1]}`), one[1]]).sort();
  return [places, others.sort()].map((part) => part.map((one) => one[1]));
}

let text = "";
for await (const part of process.stdin) text += part;
const { scripts, contests } = JSON.parse(text);
for (const script of scripts) runInThisContext(readFileSync(script, "utf8"));
console.log(JSON.stringify(contests.map(({ entries, minutes, noted }) => ({
  drawn: draw(entries, JSON.parse(minutes)),
  page: globalThis.passerelleDraw.checkDraw(new TextEncoder().encode(entries), minutes, noted),
}))));
