/* Computes a draw again from its two published files; docs/explanation/draws.md says how, and what a page offers it. */
(function () {
  "use strict";
  const { hashBytes, hashText, signText, fromHex } = globalThis.passerelleSha256;
  const LINE = /^([a-z2-7]{4}(?:-[a-z2-7]{4}){3})\t([1-9]\d*)(?:\t([^\t]+))?$/;

  /* UTF-8 sorts as code points do, UTF-16 does not. */
  function compareNames(one, other) {
    const a = new TextEncoder().encode(one), b = new TextEncoder().encode(other);
    for (let i = 0; i < Math.min(a.length, b.length); i += 1) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
  }

  function readEntries(text) {
    const lines = text.split("\n"), conditions = JSON.parse(lines[0]), shared = conditions.heads !== null;
    if (lines.pop() !== "") throw new Error("end");
    let before = "";
    const holders = lines.slice(1).map(function (line, place) {
      const [, name, tickets, group = ""] = LINE.exec(line) || [];
      const fits = name > before && tickets <= conditions.ticket_cap && (group !== "") === shared;
      if (!fits || (shared && !Object.hasOwn(conditions.heads, group))) throw new Error("line " + (place + 2));
      before = name;
      return { name, tickets: Number(tickets), group };
    });
    return { conditions, holders };
  }

  function numberHolder(final, holder) {
    let lowest = "g";
    for (let ticket = 1; ticket <= holder.tickets; ticket += 1) {
      const number = hashText(final + ":" + ticket + ":" + holder.name);
      if (number < lowest) lowest = number;
    }
    return { name: holder.name, group: holder.group, number: lowest };
  }

  function compareNumbers(one, other) {
    if (one.number !== other.number) return one.number < other.number ? -1 : 1;
    return one.name < other.name ? -1 : 1;
  }

  function shareByAverage(seats, groups) {
    for (let seat = 0; seat < seats; seat += 1) {
      const able = groups.filter(function (group) { return group.seats < group.holders; });
      able.sort(function (a, b) {
        return (2 * a.seats + 1) * b.heads - (2 * b.seats + 1) * a.heads || b.heads - a.heads || compareNames(a.group, b.group);
      });
      able[0].seats += 1;
    }
  }

  function shareByRemainder(seats, groups) {
    let able = groups.filter(function (group) { return group.holders; });
    for (;;) {
      const total = able.reduce(function (sum, group) { return sum + group.heads; }, 0);
      for (const group of able) group.seats = Math.floor((seats * group.heads) / total);
      const left = seats - able.reduce(function (sum, group) { return sum + group.seats; }, 0);
      const rests = able.slice().sort(function (a, b) {
        return ((seats * b.heads) % total) - ((seats * a.heads) % total) || b.heads - a.heads || compareNames(a.group, b.group);
      });
      for (const group of rests.slice(0, left)) group.seats += 1;
      const over = able.filter(function (group) { return group.seats > group.holders; });
      if (!over.length) return;
      for (const group of over) { group.seats = group.holders; seats -= group.holders; }
      able = able.filter(function (group) { return !over.includes(group); });
    }
  }

  function shareOut(conditions, holders) {
    const counts = new Map();
    for (const holder of holders) counts.set(holder.group, (counts.get(holder.group) || 0) + 1);
    const groups = Object.keys(conditions.heads).sort(compareNames).map(function (group) {
      return { group, heads: conditions.heads[group], holders: counts.get(group) || 0, seats: 0 };
    });
    const share = { "sainte-lague": shareByAverage, hamilton: shareByRemainder }[conditions.apportionment];
    share(Math.min(conditions.seats, holders.length), groups);
    return groups;
  }

  function drawHolders(final, conditions, holders) {
    const numbered = holders.map(function (holder) { return numberHolder(final, holder); }).sort(compareNumbers);
    if (conditions.heads === null) {
      const first = numbered.slice(0, conditions.seats + conditions.alternates);
      return { winners: first.slice(0, conditions.seats), alternates: first.slice(conditions.seats), groups: null };
    }
    const groups = shareOut(conditions, holders), winners = [], alternates = [];
    const total = groups.reduce(function (sum, group) { return sum + group.seats; }, 0) || 1;
    for (const group of groups) {
      const own = numbered.filter(function (holder) { return holder.group === group.group; });
      winners.push(...own.slice(0, group.seats));
      alternates.push(...own.slice(group.seats, group.seats + Math.ceil((conditions.alternates * group.seats) / total)));
    }
    for (const winner of winners) winner.number = hashText(final + ":place:" + winner.name);
    return { winners: winners.sort(compareNumbers), alternates: alternates.sort(compareNumbers), groups };
  }

  function namesOf(holders) { return holders.map(function (holder) { return holder.name; }); }

  function isSame(one, other) { return JSON.stringify(one) === JSON.stringify(other); }

  /* The codes of what differs, and who won: bytes of the entries, text of the minutes, the commitment noted before, if any. */
  function checkDraw(bytes, text, noted) {
    const faults = [], minutes = JSON.parse(text), digest = hashBytes(bytes);
    const { conditions, holders } = readEntries(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const about = conditions.contest + "\n" + conditions.draw + "\n", beacon = minutes.beacon;
    function expect(holds, fault) { if (!holds) faults.push(fault); }
    expect(digest === minutes.entries.sha256, "entries");
    expect(isSame([conditions.format, conditions.contest, conditions.draw], ["passerelle-draw-1", minutes.contest, minutes.draw]), "draw");
    const commitment = hashText("passerelle-draw-1 seed\n" + about + minutes.seed + "\n");
    expect(commitment === conditions.commitment && commitment === minutes.commitment.sha256, "commitment");
    expect(!noted || noted === conditions.commitment, "noted");
    expect((beacon && beacon.round) === conditions.beacon_round &&
      (!beacon || hashBytes(fromHex(beacon.signature)) === beacon.randomness), "beacon");
    const message = "passerelle-draw-1\n" + about + digest + "\n" + (beacon ? beacon.randomness : "none") + "\n";
    const { winners, alternates, groups } = drawHolders(signText(fromHex(minutes.seed), message), conditions, holders);
    expect(isSame(namesOf(winners), minutes.winners.map(function (line) { return line.pseudonym; })), "winners");
    expect(isSame(namesOf(alternates), minutes.alternates.map(function (line) { return line.pseudonym; })), "alternates");
    const seats = groups && groups.map(function (group) { return [group.group, group.heads, group.holders, group.seats]; });
    expect(isSame(seats, minutes.groups && minutes.groups.map(function (line) {
      return [line.group, line.heads, line.holders, line.seats];
    })), "groups");
    return { faults, winners: namesOf(winners), alternates: namesOf(alternates) };
  }

  globalThis.passerelleDraw = { checkDraw };
})();
