/** Dockerfiles of about the same size that somebody wrote to take time, by what they do. */
export function hostileDockerfiles(bytes: number): Readonly<Record<string, string>> {
  // On one line: a longer one than 64 KiB is refused at once.
  const length = Math.min(bytes, 60 * 1024);
  const filled = (unit: string) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const lines = (line: (number: number) => string) => {
    let text = '';
    for (let number = 1; text.length < bytes; number++) text += `${line(number)}\n`;
    return text;
  };
  const from = 'FROM python:3-alpine\n';
  const nested = (open: string, close: string) => {
    const depth = Math.floor(length / (open.length + close.length));
    return open.repeat(depth) + close.repeat(depth);
  };
  return {
    'one long word': from + filled('RUN aaaaaaaaaa'),
    'one long line of words': `${from}ENV a=b ${filled('c=$a ')}`,
    'continued lines': `${from}RUN true ${filled('\\\n')}`,
    'comments in a continuation': `${from}RUN true \\\n${filled('# c\n')}`,
    'nested variables': `${from}ENV a=${nested('${b:-', '}')}`,
    'patterns in a variable': `${from}ENV a=${filled('a')}\nENV b=\${a//${'*a'.repeat(500)}/x}`,
    'a variable that doubles': from + lines((n) => `ENV v${n}=$v${n - 1}$v${n - 1}`),
    'stages upon stages': `FROM python:3-alpine AS s0\n${lines((n) => `FROM s${n - 1} AS s${n}\nRUN true`)}`,
    'files copied from stage to stage': `FROM python:3-alpine AS s0\nCOPY . /a\n${lines((n) => `FROM scratch AS s${n}\nCOPY --from=s${n - 1} / /`)}`,
    'a folder copied twice into the next stage': `FROM scratch AS s0\nCOPY . /a\n${lines((n) => `FROM scratch AS s${n}\nCOPY --from=s${n - 1} / /x\nCOPY --from=s${n - 1} / /y`)}`,
    'stages that wait for the next one': lines(
      (n) => `FROM scratch AS s${n - 1}\nCOPY --from=s${n} / /`,
    ),
    'copies of the same folder': from + lines((n) => `COPY . /d${n}`),
    'patterns of files': from + lines(() => `COPY ${'*'.repeat(20)}a?b[a-z]* ./`),
    'folders in folders': `${from}WORKDIR ${filled('/a')}\n`,
    'folders beside folders': from + lines((n) => `WORKDIR /f${n}`),
    ports: from + lines((n) => `EXPOSE ${(n % 60000) + 1}-65535`),
    labels: from + lines((n) => `LABEL l${n}=${n}`),
    'here-documents': from + lines((n) => `RUN <<E${n}\ntrue\nE${n}`),
    'a here-document that never ends': `${from}RUN <<EOF\n${filled('true\n')}`,
    'many here-documents on a line': `${from}RUN ${filled('<<A ')}\n`,
    'nested shells': `${from}RUN ${nested('(', ')')}\n`,
    'nested substitutions': `${from}RUN echo ${nested('$(echo ', ')')}\n`,
    'nested quotes': `${from}RUN ${'sh -c "'.repeat(200)}true${'"'.repeat(200)}\n`,
    'arguments that double': `${from}RUN set -- a b; ${filled('set -- "$@" "$@"; ')}\n`,
    'loops in loops': `${from}RUN ${'for a in 1 2 3; do '.repeat(200)}true${'; done'.repeat(200)}\n`,
    'pip after pip': from + lines((n) => `RUN pip install -r r${n}.txt`),
    'a chain of pips': `${from}RUN true ${filled('&& pip install -r x.txt ')}`,
    'moves there and back': from + lines(() => 'RUN mv server.py a; mv a server.py; cp -r . /x'),
    'commands that change files': `${from}COPY . .\nRUN true ${filled('&& cp a b && rm b ')}`,
    'JSON that never ends': `${from}CMD [${filled('"a",')}`,
    'JSON in JSON': `${from}CMD ${nested('[', ']')}`,
    'lines of one letter': from + lines(() => 'x'),
    'habits of one kind': from + lines(() => 'MAINTAINER me'),
    'mappings of ports': `${from}EXPOSE ${filled('1-65535:1-65535 ')}`,
    faults: from + lines((n) => `BOGUS${n} line`),
    'errors of one kind': from + lines(() => 'COPY nothing.py .'),
    'start commands': from + lines(() => 'CMD ["python3", "server.py"]'),
    'a long start command': `${from}CMD true ${filled('; python3 x.py ')}`,
    flags: `${from}COPY ${filled('--chown=a ')}. .`,
    triggers: from + lines(() => 'ONBUILD RUN true'),
    'quotes that never end': `${from}ENV a="${filled('\\"')}`,
    spaces: from + filled(' '),
    'bytes that are no text': from + filled('\ufffd\u0000'),
  };
}
