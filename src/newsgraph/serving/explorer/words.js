// How is it said? Dates written out, numbers with what they count.

const MONTHS = "January February March April May June July August September October November December".split(" ");
const THOUSANDS = new Intl.NumberFormat("en");

export function number(value) {
  return THOUSANDS.format(value);
}

/** "1 article", "2,041 articles"; `many` where it is not made with an s. */
export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** 18 March 2024, of a day or a time; "undated" of null. */
export function day(when) {
  if (!when) return "undated";
  const [year, month, date] = when.slice(0, 10).split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** 18 March 2024, 21:00 UTC. */
export function moment(when) {
  return when && when.length > 10 && when.slice(11, 16) !== "00:00"
    ? `${day(when)}, ${when.slice(11, 16)} UTC`
    : day(when);
}

/** March 2024, of 2024-03. */
export function month(when) {
  const [year, at] = when.split("-").map(Number);
  return `${MONTHS[at - 1]} ${year}`;
}

/** "on 3 March 2024", "from 3 March to 9 April 2024". */
export function between(first, last) {
  if (!first) return "undated";
  if (first.slice(0, 10) === last.slice(0, 10)) return `on ${day(first)}`;
  const start = first.slice(0, 4) === last.slice(0, 4) ? day(first).replace(/ \d{4}$/, "") : day(first);
  return `from ${start} to ${day(last)}`;
}

/** The day so many days later. */
export function later(when, days) {
  return new Date(Date.parse(`${when}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many days from one to another. */
export function apart(first, last) {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000);
}

export function percent(share) {
  return `${Math.round(100 * share)} %`;
}

export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** 52.20° N, 0.90° W. */
export function position(lat, lon) {
  return `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(lon).toFixed(2)}° ${lon < 0 ? "W" : "E"}`;
}
