const names: ReadonlySet<string> = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT ' +
    'STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
  ).split(' '),
);

/** Whether STOPSIGNAL takes it: a number, or a name of Linux with or without `SIG`. */
export function isSignal(text: string): boolean {
  if (/^[+-]?\d{1,18}$/.test(text)) return Number(text) !== 0;
  const name = text.toUpperCase().replace(/^SIG/, '');
  const [, offset] = /^RT(?:MIN\+|MAX-)([1-9]\d?)$/.exec(name) ?? [];
  if (offset !== undefined) return Number(offset) <= (name.startsWith('RTMIN') ? 15 : 14);
  return names.has(name);
}
