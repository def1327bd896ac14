import { posix } from 'node:path';
import type { Explanation } from '../diagnostic.ts';
import { quote } from '../plain-text.ts';

/** A cause of failing builds that the builder's own words give away. */
interface BuildCause {
  readonly pattern: RegExp;
  readonly explain: (...groups: readonly string[]) => Omit<Explanation, 'range'>;
}

/**
 * The causes learners meet, most telling first; matched against one line of
 * the log at a time.
 */
export const buildCauses: readonly BuildCause[] = [
  {
    pattern: /no space left on device/i,
    explain: () => ({
      message: 'The disk of the engine is full.',
      why: 'The builder could not write the files of this step.',
      help: 'Free some space, for example with `docker system prune`, and build again.',
      docs: 'https://docs.docker.com/engine/manage-resources/pruning/',
    }),
  },
  {
    pattern: /Could not open requirements file.*?['"]([^'"]+)['"]/,
    explain: (file) => ({
      message: `pip did not find the file ${quote(file)} in the image.`,
      why: 'pip reads the list of packages from a file in the image, in the folder where the command runs.',
      help: `Copy the file before this line: ${quote(`COPY ./${posix.basename(file)} .`)}.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#copy',
    }),
  },
  {
    pattern:
      /name resolution|NameResolutionError|no such host|dial tcp|Failed to establish a new connection|Network is unreachable|network is unreachable|i\/o timeout|TLS handshake timeout/i,
    explain: () => ({
      message: 'The build could not reach the network.',
      why: 'This step gets something from the Internet, and no connection came about.',
      help: 'Check the connection (and proxy) of this machine, and build again.',
      docs: 'https://docs.docker.com/engine/cli/proxy/',
    }),
  },
  {
    pattern: /Invalid requirement: '([^']+)'/,
    explain: (line) => ({
      message: `pip cannot read ${quote(line)} in the requirements file.`,
      why: 'Each line is the name of a package, and behind it which versions will do: `==` for one, `~=` for that one and later ones like it.',
      help: `Correct ${quote(line)}, as in \`flask~=3.1\`.`,
      docs: 'https://pip.pypa.io/en/stable/reference/requirements-file-format/',
    }),
  },
  {
    pattern: /No matching distribution found for (\S+)/,
    explain: (name) => ({
      message: `pip found nothing that fits ${quote(name)}.`,
      why: 'Every line of the requirements file is a package of the Python index, with a version that exists there.',
      help: `Correct ${quote(name)} in \`requirements.txt\`.`,
      docs: 'https://pip.pypa.io/en/stable/reference/requirements-file-format/',
    }),
  },
  {
    pattern:
      /(?:failed to calculate checksum|failed to compute cache key).*?"\/?([^"]+)": not found/,
    explain: (file) => notInContext(file),
  },
  {
    pattern: /(?:COPY|ADD) failed: .*?stat ([^:\s]+): (?:file does not exist|no such file)/,
    explain: (file) => notInContext(file),
  },
  {
    pattern: /exec: "([^"]+)": (?:executable file not found|stat |permission denied)/,
    explain: (program) => noProgram(program),
  },
  {
    pattern: /^(?:\/bin\/)?(?:ba|da|a)?sh: (?:(?:line )?\d+: )?(.+?): (?:command )?not found/,
    explain: (program) => noProgram(program),
  },
  {
    pattern:
      /(?:pull access denied for|manifest for|failed to resolve source metadata for) ((?:[\w.-]+:\d+\/)?[^\s,:]+(?::[\w.-]+)?)/,
    explain: (image) => ({
      message: `The base image ${quote(image)} could not be fetched.`,
      why: 'No registry that was asked has an image with this name and tag, or it could not be reached.',
      help: 'Check the name and the tag after `FROM`.',
      docs: 'https://docs.docker.com/reference/dockerfile/#from',
    }),
  },
];

function notInContext(file: string): Omit<Explanation, 'range'> {
  return {
    message: `The builder did not find ${quote(file)} in the build context.`,
    why: '`COPY` takes files from the folder that is handed to `docker build`, without what `.dockerignore` names.',
    help: `Correct the name ${quote(file)}, or put the file into the folder.`,
    docs: 'https://docs.docker.com/build/concepts/context/',
  };
}

const installers = new Set(['apt', 'apt-get', 'apk', 'dnf', 'yum', 'microdnf']);

function noProgram(program: string): Omit<Explanation, 'range'> {
  if (installers.has(program)) {
    return {
      message: `The image has no program named ${quote(program)}.`,
      why: 'Each Linux system installs programs in its own way: Alpine with `apk`, Debian and Ubuntu with `apt-get`. The base image decides which one is there.',
      help: 'Remove this line: the app needs nothing that it would install.',
      docs: 'https://docs.docker.com/reference/dockerfile/#run',
    };
  }
  return {
    message: `The image has no program named ${quote(program)}.`,
    why: '`RUN` can start only what is in the image so far: what the base image brings and what earlier lines installed.',
    help: `Correct the name ${quote(program)}, or install the program on an earlier line.`,
    docs: 'https://docs.docker.com/reference/dockerfile/#run',
  };
}
