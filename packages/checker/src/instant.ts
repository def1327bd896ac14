const format =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/** Whether a text is a moment in time, the same for everybody: ISO 8601 with a time zone. */
export function isInstant(text: string): boolean {
  const [year = 0, month = 0, day = 0] = (format.exec(text) ?? []).slice(1).map(Number);
  return day >= 1 && day <= daysIn(month, year);
}

function daysIn(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
