// A sorted sweep in Node: node sweep.mjs FILE.csv [RUNS]
//
// The file is read as bytes into typed arrays. A range is one number, first port * 2^32 + row, so that a
// Float64Array sorts it without a function.
import fs from 'node:fs';

const [path, runs = '1'] = process.argv.slice(2);
const PORT = 2 ** 32, COMMA = 44, NEWLINE = 10, ZERO = 48, STAR = 42, LETTER_U = 117;

function load() {
  const bytes = fs.readFileSync(path);
  let count = -1;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === NEWLINE) count++;
  const rows = {
    count, id: new Uint32Array(count), first: new Uint16Array(count), last: new Uint16Array(count),
    address: new Uint32Array(count), group: new Uint32Array(count), groups: 0,
  };
  const hosts = new Map();
  let at = bytes.indexOf(NEWLINE) + 1;
  const number = () => {
    let value = 0, digit;
    while ((digit = bytes[at] - ZERO) >= 0 && digit < 10) { value = value * 10 + digit; at++; }
    at++;
    return value;
  };
  for (let row = 0; row < count; row++) {
    rows.id[row] = number();
    const end = bytes.indexOf(COMMA, at), name = bytes.latin1Slice(at, end);
    let host = hosts.get(name);
    if (host === undefined) hosts.set(name, host = hosts.size);
    at = end + 1;
    rows.group[row] = host * 2 + (bytes[at] === LETTER_U ? 1 : 0);
    at += 4;
    if (bytes[at] === STAR) at += 2;
    else rows.address[row] = ((number() * 256 + number()) * 256 + number()) * 256 + number();
    rows.first[row] = number();
    rows.last[row] = number();
  }
  rows.groups = hosts.size * 2;
  return rows;
}

function clashes({ count, id, first, last, address, group, groups }) {
  const found = [];
  const past = (row) => (last[row] + 1) * PORT;
  function meetSelf(x, from, to) {
    for (let i = from; i < to; i++) {
      const a = x[i] % PORT, end = past(a);
      for (let k = i + 1; k < to && x[k] < end; k++) found.push(id[a], id[x[k] % PORT]);
    }
  }
  function meet(x, y) {
    for (let i = 0, j = 0; i < x.length && j < y.length;) {
      let a, other, k;
      if (x[i] <= y[j]) { a = x[i++] % PORT; other = y; k = j; }
      else { a = y[j++] % PORT; other = x; k = i; }
      for (const end = past(a); k < other.length && other[k] < end; k++) found.push(id[a], id[other[k] % PORT]);
    }
  }
  // Ranges by host and transport: a counting sort, then each group by first port.
  const start = new Uint32Array(groups + 1);
  for (let i = 0; i < count; i++) start[group[i] + 1]++;
  for (let i = 1; i <= groups; i++) start[i] += start[i - 1];
  const next = start.slice(), ranges = new Float64Array(count);
  for (let i = 0; i < count; i++) ranges[next[group[i]]++] = first[i] * PORT + i;
  for (let g = 0; g < groups; g++) {
    const x = ranges.subarray(start[g], start[g + 1]).sort();
    let highest = -1, met = false;
    for (let i = 0; i < x.length; i++) {
      const row = x[i] % PORT;
      if (first[row] <= highest) met = true;
      if (last[row] > highest) highest = last[row];
    }
    if (!met) continue;
    const wild = [], others = [], by = new Map();
    for (const range of x) {
      const on = address[range % PORT];
      if (!on) { wild.push(range); continue; }
      others.push(range);
      const same = by.get(on);
      if (same) same.push(range); else by.set(on, [range]);
    }
    meetSelf(wild, 0, wild.length);
    for (const same of by.values()) meetSelf(same, 0, same.length);
    meet(wild, others);
  }
  return found;
}

const start = performance.now();
const rows = load();
const loadTime = performance.now() - start;
const times = [];
let found;
for (let i = 0; i < +runs; i++) {
  const before = performance.now();
  found = clashes(rows);
  times.push(performance.now() - before);
}
times.sort((a, b) => a - b);
let text = '';
for (let i = 0; i < found.length; i += 2) text += `${found[i]},${found[i + 1]}\n`;
process.stdout.write(text);
process.stderr.write(`load_ms=${loadTime.toFixed(3)} core_ms=${times[times.length >> 1].toFixed(3)}\n`);
