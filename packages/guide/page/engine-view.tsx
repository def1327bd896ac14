import type { GuideState } from './guide-data.ts';
import { Message } from './message.tsx';

/** Which engine judged, and how the learner's own terminal reaches it. */
export function EngineView({
  state: { engine, corrections, steps },
}: {
  readonly state: GuideState;
}) {
  if (engine === undefined) return null;
  const { name, version, standIn, howToUseDocker } = engine;
  return (
    <section class="engine">
      <h3>The engine</h3>
      <p>
        Judged with {name} {version}.
      </p>
      {standIn !== undefined && (
        <Message
          text={`\`${standIn}\` is a stand-in here, made from Debian packages by the kit: it behaves like the image of that name, but is not that image.`}
        />
      )}
      {howToUseDocker !== undefined && (
        <>
          <Message text="For its `docker` in your terminal:" />
          <pre class="code" tabIndex={0}>
            {howToUseDocker}
          </pre>
        </>
      )}
      {corrections.map(({ step, predicted, actual }) => (
        <Message
          text={`The kit was wrong about “${steps.find(({ id }) => id === step)?.title ?? step}”: from the Dockerfile it expected “${predicted}”, and the engine showed “${actual}”. The engine’s word counts. Please tell the authors of the kit, with your Dockerfile.`}
        />
      ))}
    </section>
  );
}
