import { randomBytes } from 'node:crypto';
import { readSubmission } from '@kit/checker';
import { buildImage, keepImages, obtainEngine, removeImage } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { layOut, mayGetPrivateEngine, sessionOpener } from '@kit/verify';
import type { Attempt, LearnerCommand, OpenSession } from '@kit/verify';
import { isInteractive } from '@kit/terminal';

/**
 * A session with an engine in which a learner has carried out the commands of
 * an attempt. The tags get names of their own, so that no `myapp` of the
 * machine's user is touched.
 * @param app folder of the app.
 */
export function playLearner(app: string, attempt: Attempt | undefined): OpenSession {
  const prefix = `workshop-test-${randomBytes(4).toString('hex')}-`;
  return async (request) => {
    const { signal, onNote } = request;
    const mayStartPrivateEngine = () =>
      mayGetPrivateEngine(isInteractive(process.stderr), signal, onNote);
    const engine = await obtainEngine({ signal, onProgress: onNote, mayStartPrivateEngine });
    const kept = await keepImages(engine);
    const images: { readonly id: string; readonly tags: readonly string[] }[] = [];
    for (const command of attempt?.commands ?? []) {
      const tags = command.tag === undefined ? [] : [prefix + command.tag];
      images.push({ id: await carryOut(engine, app, attempt, command, tags[0]), tags });
    }
    const session = await sessionOpener(request.signal)(request);
    return {
      ...session,
      async findOwnImage() {
        const own = await session.findOwnImage();
        return typeof own === 'object' ? { ...own, names: ownNames(own.names, prefix) } : own;
      },
      async inspectTag(tag) {
        const found = await session.inspectTag(prefix + tag);
        if (found.kind === 'current') return found;
        const present = ownNames(found.present, prefix);
        return found.kind === 'missing'
          ? { ...found, present, others: ownNames(found.others, prefix) }
          : { ...found, present };
      },
      async close() {
        await session.close();
        for (const { id, tags } of images) await removeImage(engine, id, kept, tags);
      },
    };
  };
}

/** As the learner knows them; those of the machine's user are none of theirs. */
function ownNames(names: readonly string[], prefix: string): readonly string[] {
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/** @returns the id of the image that the command names or builds. */
async function carryOut(
  engine: Engine,
  app: string,
  attempt: Attempt | undefined,
  command: LearnerCommand,
  name: string | undefined,
): Promise<string> {
  if (command.do === 'tag') {
    const image = engine.client.getImage(command.image);
    const [repo = '', tag = ''] = name?.split(':') ?? [];
    await image.tag({ repo, tag });
    return (await image.inspect()).Id;
  }
  await using learner = await layOut(app, attempt, command.from);
  const { path: directory, context } = await readSubmission(learner.path);
  const outcome = await buildImage(engine, {
    directory,
    context,
    dockerfile: 'Dockerfile',
    ...(name === undefined ? {} : { tag: name }),
  });
  if (outcome.kind === 'failed') throw new Error(`The image was not built: ${outcome.message}`);
  return outcome.imageId;
}
