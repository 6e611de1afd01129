/** The line of a completion script in the place of which the table of commands stands. */
const place = /^# <table>\n/m;

/** A completion script with its table. */
export function fillInTable(script: string, table: string): string {
  if (!place.test(script)) throw new Error('the script has no place for the table');
  return script.replace(place, () => table);
}
