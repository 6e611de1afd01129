const date = '(\\d{4})-(\\d\\d)-(\\d\\d)';
const time = '(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?';
const form = new RegExp(`(?:${date})?(?:(^|[Tt ])?${time}([Zz]|[+-]\\d\\d:\\d\\d)?)?`, 'y');

/**
 * The date or time of TOML 1.0 that starts at an offset, and where it ends: `1979-05-27T07:32:00Z` with or without its
 * offset, its time, or its date. It comes in one spelling, with `T` and `Z`, and fractions of a second with three, six
 * or nine digits, what is finer cut off. Undefined where there is none, or one that no calendar has. O(length).
 */
export function readTimestamp(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  form.lastIndex = at;
  const found = form.exec(text);
  if (found === null || found[0] === '' || /^[\w.:+-]/.test(text.slice(form.lastIndex))) return undefined;
  const end = form.lastIndex;
  const [, year, month, day, between, hour, minute, second, fraction, offset] = found;
  if ((year !== undefined && hour !== undefined) !== (between !== undefined && between !== '')) return undefined;
  if (offset !== undefined && year === undefined) return undefined;
  if (year !== undefined && !isDate(Number(year), Number(month), Number(day))) return undefined;
  if (hour !== undefined && (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60)) return undefined;
  const written = year === undefined ? '' : `${year}-${month}-${day}`;
  if (hour === undefined) return { text: written, end };
  const clock = `${hour}:${minute}:${second}${roundFraction(fraction)}${(offset ?? '').toUpperCase()}`;
  return { text: written === '' ? clock : `${written}T${clock}`, end };
}

function isDate(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

function roundFraction(digits = ''): string {
  const kept = digits.slice(0, 9).replace(/0+$/, '');
  return kept === '' ? '' : `.${kept.padEnd(Math.ceil(kept.length / 3) * 3, '0')}`;
}
