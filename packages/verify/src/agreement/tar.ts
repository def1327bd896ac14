/** An archive of files, all of them in ASCII, as POSIX `ustar` lays it out. */
export function tarOf(files: Readonly<Record<string, string>>): string {
  const entries = Object.entries(files).map(([name, text]) => headerOf(name, text) + filled(text));
  return entries.join('') + '\0'.repeat(1024);
}

function headerOf(name: string, text: string): string {
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  const before =
    name.padEnd(100, '\0') + octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(text.length, 12);
  const after = `0${''.padEnd(100, '\0')}ustar\x0000`;
  const blank = before + octal(0, 12) + ' '.repeat(8) + after;
  const sum = [...blank].reduce((total, each) => total + each.charCodeAt(0), 0);
  return filled(`${before}${octal(0, 12)}${octal(sum, 7)} ${after}`);
}

function filled(text: string): string {
  return text + '\0'.repeat((512 - (text.length % 512)) % 512);
}
