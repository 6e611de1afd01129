/** A time of the week, that begins on some days at one time of the day and ends at another one. */
export interface Window {
  /** 0 (Monday) to 6 (Sunday): the days on which it begins, ascending. */
  readonly days: readonly number[];
  /** Minutes after midnight, 0 to 1439. */
  readonly from: number;
  /** Minutes after midnight, 1 to 1440; not after `from`, it is on the next day. */
  readonly to: number;
  /** Minutes that its times are ahead of UTC, or `local`: as the clock on the wall shows it at the moment. */
  readonly zone: number | 'local';
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minute = 60_000;
const minutesOfDay = 1440;
const minutesOfWeek = 7 * minutesOfDay;
/** The first of January 1970 was a Thursday. */
const firstDay = 3;

/**
 * Reads a window: days, a time from and to, a zone. Days are names of three letters, ranges (over the end of the week,
 * too) and lists of these, or `daily`; the zone is `local` (where it is left out), `utc`, or an offset as `+02:00`.
 * @returns undefined for anything else
 * @example
 * readWindow('mon-fri 22:00-06:00 +01:00'); // from Monday to Friday, each night until the next morning
 */
export function readWindow(text: string): Window | undefined {
  const [, daysText = '', from = '', to = '', zoneText = 'local'] =
    /^\s*(\S+)\s+(\d\d:\d\d)-(\d\d:\d\d)(?:\s+(\S+))?\s*$/.exec(text.toLowerCase()) ?? [];
  const days = readDays(daysText);
  const [start, end, zone] = [readTime(from), readTime(to), readZone(zoneText)];
  if (days === undefined || start === undefined || end === undefined || zone === undefined) return undefined;
  return start === minutesOfDay ? undefined : { days, from: start, to: end === 0 ? minutesOfDay : end, zone };
}

/**
 * When a window is open next: `now`, where it is open now. The offset of the local time is that of now; where it
 * changes before the window opens (summer time), the answer is right once it has changed. O(days).
 * @param localOffset minutes that the local time is ahead of UTC
 */
export function findOpening({ days, from, to, zone }: Window, now: number, localOffset: number): number {
  const offset = (zone === 'local' ? localOffset : zone) * minute;
  const local = now + offset;
  const sinceMonday = modulo(Math.floor(local / minute) + firstDay * minutesOfDay, minutesOfWeek);
  const length = to > from ? to - from : to + minutesOfDay - from;
  let soonest = Number.POSITIVE_INFINITY;
  for (const day of days) {
    const since = modulo(sinceMonday - (day * minutesOfDay + from), minutesOfWeek);
    if (since < length) return now;
    soonest = Math.min(soonest, minutesOfWeek - since);
  }
  return (Math.floor(local / minute) + soonest) * minute - offset;
}

function modulo(number: number, divisor: number): number {
  return ((number % divisor) + divisor) % divisor;
}

function readDays(text: string): readonly number[] | undefined {
  if (text === 'daily') return [0, 1, 2, 3, 4, 5, 6];
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first = '', last = first, ...rest] = part.split('-');
    const [from, to] = [dayNames.indexOf(first), dayNames.indexOf(last)];
    if (from < 0 || to < 0 || rest.length > 0) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

/** `00:00` to `24:00`. */
function readTime(text: string): number | undefined {
  const [, hours = '', minutes = ''] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  const time = Number(hours) * 60 + Number(minutes);
  return hours === '' || Number(minutes) > 59 || time > minutesOfDay ? undefined : time;
}

function readZone(text: string): number | 'local' | undefined {
  if (text === 'local') return text;
  if (text === 'utc' || text === 'z') return 0;
  const [, sign, hours = '', minutes = ''] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
