import { useEffect, useRef } from 'preact/hooks';
import { Announcement } from './announcement.tsx';
import type { Guide } from './guide-data.ts';
import { StepList } from './step-list.tsx';
import { useGuideState } from './use-guide-state.ts';
import { useStep } from './use-step.ts';
import { Workspace } from './workspace.tsx';

export function Workshop({ guide: { title, pages } }: { readonly guide: Guide }) {
  const { state, isConnected } = useGuideState();
  const [step, goTo] = useStep(pages[0]?.id ?? '');
  const index = Math.max(
    0,
    pages.findIndex(({ id }) => id === step),
  );
  const page = pages[index];
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);

  useEffect(() => {
    document.title = `${index + 1}. ${page?.title ?? ''} · ${title}`;
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [index, page, title]);

  /** Links between steps stay on this page. */
  const followLink = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a');
    const id = /^\/step\/(.+)$/.exec(link?.getAttribute('href') ?? '')?.[1];
    if (id === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(id);
  };

  const before = pages[index - 1];
  const after = pages[index + 1];
  const passed = state?.steps.filter(({ status }) => status === 'passed').length ?? 0;
  return (
    // Keyboard users follow the links themselves.
    <div class="workshop" onClick={followLink}>
      <a class="skip unseen" href="#page">
        Skip to the step
      </a>
      <header>
        <h1>{title}</h1>
        <label>
          <progress max={pages.length} value={passed} /> {passed} of {pages.length} steps
        </label>
        <div role="alert">
          {!isConnected && (
            <p>
              The kit does not answer: what you save is not judged. Start <code>pnpm guide</code>{' '}
              again; this page goes on by itself.
            </p>
          )}
        </div>
      </header>
      <nav aria-label="Steps">
        <StepList pages={pages} steps={state?.steps ?? []} current={step} />
      </nav>
      <main id="page">
        <article>
          <h2 tabIndex={-1} ref={heading}>
            <span class="number">Step {index + 1}</span> {page?.title}
          </h2>
          {/* The kit's own Markdown, rendered without any HTML of its own. */}
          <div class="prose" dangerouslySetInnerHTML={{ __html: page?.html ?? '' }} />
        </article>
        <nav class="turn" aria-label="Previous and next step">
          {before && (
            <a href={`/step/${before.id}`} rel="prev">
              ← {before.title}
            </a>
          )}
          {after && (
            <a href={`/step/${after.id}`} rel="next">
              {after.title} →
            </a>
          )}
        </nav>
      </main>
      <Announcement state={state} step={step} />
      <aside aria-label="Your work" class={isConnected ? undefined : 'stale'}>
        {state === undefined ? (
          <p>Reading your Dockerfile…</p>
        ) : (
          <Workspace state={state} step={step} />
        )}
      </aside>
    </div>
  );
}
