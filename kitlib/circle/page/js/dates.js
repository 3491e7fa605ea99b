// Days as people write them in Danish, whatever language the browser speaks.

const MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
  "september", "oktober", "november", "december"];
const WEEKDAYS = ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"];

/** "3-9-2026", "3/9" or "3. september" as "2026-09-03"; "" where it is no day. */
export function readDay(text, today) {
  const said = text.trim().toLowerCase();
  const numbers = said.match(/^(\d{1,2})[-./ ]+(\d{1,2})(?:[-./ ]+(\d{4}|\d{2}))?\.?$/);
  const words = said.match(/^(\d{1,2})\.? +([a-zæøå]{3,})\.?(?: +(\d{4}))?$/);
  const found = numbers || words;
  if (!found) return "";
  const month = numbers ? Number(found[2]) - 1 : MONTHS.findIndex((name) => name.startsWith(found[2]));
  let year = found[3] ? Number(found[3]) : Number(today.slice(0, 4));
  if (year < 100) year += 2000;
  let day = made(year, month, Number(found[1]));
  // Without a year the next such day is meant.
  if (day && !found[3] && day < today) day = made(year + 1, month, Number(found[1]));
  return day;
}

function made(year, month, day) {
  const date = new Date(Date.UTC(year, month, day));
  const whole = date.getUTCFullYear() === year && date.getUTCMonth() === month && date.getUTCDate() === day;
  return whole ? date.toISOString().slice(0, 10) : "";
}

export function addDays(day, n) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + n);
  return date.toISOString().slice(0, 10);
}

export function longDay(day) {
  const date = new Date(`${day}T00:00:00Z`);
  return `${WEEKDAYS[date.getUTCDay()]} den ${date.getUTCDate()}. ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

export function shortDay(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date}-${month}-${year}`;
}
