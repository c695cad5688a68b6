/* SHA-256 (FIPS 180-4), for the check of draws: the browser's own is absent from pages without https, and slow on many short texts. */
(function () {
  "use strict";

  const primes = [];
  for (let number = 2; primes.length < 64; number += 1)
    if (primes.every(function (prime) { return number % prime; })) primes.push(number);
  function fraction(root) { return Math.floor((root - Math.floor(root)) * 4294967296); }
  const ROUNDS = Uint32Array.from(primes, function (prime) { return fraction(Math.cbrt(prime)); });
  const START = Uint32Array.from(primes.slice(0, 8), function (prime) { return fraction(Math.sqrt(prime)); });
  const words = new Uint32Array(64);

  function turn(word, count) { return (word >>> count) | (word << (32 - count)); }

  /* Takes the 64 bytes at `from` into the state. */
  function compress(state, bytes, from) {
    for (let i = 0; i < 16; i += 1, from += 4)
      words[i] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
    for (let i = 16; i < 64; i += 1) {
      const early = words[i - 15], late = words[i - 2];
      words[i] = words[i - 16] + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) +
        words[i - 7] + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  /* The hash of the bytes, in hexadecimal. */
  function hashBytes(bytes) {
    const state = START.slice(), whole = bytes.length - (bytes.length % 64);
    for (let from = 0; from < whole; from += 64) compress(state, bytes, from);
    const rest = bytes.subarray(whole), end = new Uint8Array(rest.length < 56 ? 64 : 128);
    end.set(rest);
    end[rest.length] = 128;
    new DataView(end.buffer).setUint32(end.length - 8, Math.floor(bytes.length / 536870912));
    new DataView(end.buffer).setUint32(end.length - 4, (bytes.length * 8) >>> 0);
    for (let from = 0; from < end.length; from += 64) compress(state, end, from);
    return Array.from(state, function (word) { return word.toString(16).padStart(8, "0"); }).join("");
  }

  function hashText(text) { return hashBytes(new TextEncoder().encode(text)); }

  function fromHex(text) {
    return Uint8Array.from(text.match(/../g) || [], function (pair) { return parseInt(pair, 16); });
  }

  /* HMAC-SHA-256 (RFC 2104) with a key of at most 64 bytes. */
  function signText(key, text) {
    const message = new TextEncoder().encode(text), inner = new Uint8Array(64 + message.length), outer = new Uint8Array(96);
    inner.set(key); inner.set(message, 64); outer.set(key);
    for (let i = 0; i < 64; i += 1) { inner[i] ^= 54; outer[i] ^= 92; }
    outer.set(fromHex(hashBytes(inner)), 64);
    return hashBytes(outer);
  }

  globalThis.passerelleSha256 = { hashBytes, hashText, signText, fromHex };
})();
